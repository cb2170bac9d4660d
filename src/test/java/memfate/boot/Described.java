package memfate.boot;

import java.nio.file.Path;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;

/** Descriptions and policies of the repository, for tests. */
final class Described {
  static final PolicyLibrary POLICIES = new PolicyLibrary(Path.of("rules"));

  private Described() {}

  static Platform capture(String name) {
    return read(Path.of("src/test/resources/captures", name));
  }

  static Platform scenario(String name) {
    return read(Path.of("src/test/resources/scenarios", name));
  }

  static Platform example(String name) {
    return read(Path.of("inputs/examples", name));
  }

  static Platform read(Path file) {
    return new DescriptionReader().read(file).platforms().get(0);
  }
}
