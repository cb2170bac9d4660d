package memfate.eval;

import java.util.Optional;
import memfate.batch.Occurrence;
import memfate.batch.RecordForm;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.platform.Platform;

/** What boots a platform under a policy. */
public interface Boots {

  /** Boots a platform. */
  Outcome run(Platform platform, Choice choice, BootOptions options);

  /**
   * Returns the records of all that are alike to a platform that was booted, if they are known.
   *
   * @param first where the platform stands
   * @param idOffset how many characters of its document stand before the value of its id
   */
  default Optional<RecordForm> records(
      Platform platform, Choice choice, BootOptions options, Occurrence first, int idOffset) {
    return Optional.empty();
  }
}
