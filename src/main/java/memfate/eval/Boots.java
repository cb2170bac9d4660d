package memfate.eval;

import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.platform.Platform;

/** What boots a platform under a policy. */
public interface Boots {

  /** Boots a platform. */
  Outcome run(Platform platform, Choice choice, BootOptions options);
}
