package memfate;

import java.nio.file.Path;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleCache;

/**
 * The rules of the repository, compiled once for the tests of all processes until rules or program
 * change.
 */
public final class KeptRules {
  private KeptRules() {}

  /** Opens them. */
  public static PolicyLibrary open() {
    PolicyLibrary library = new PolicyLibrary(Path.of("rules"));
    library.cacheIn(RuleCache.in(Path.of("target/cache/memfate").toAbsolutePath(), note -> {}));
    return library;
  }
}
