package memfate.boot;

import java.nio.file.Path;
import memfate.KeptRules;
import memfate.engine.PolicyLibrary;
import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.platform.Platform;

/** Descriptions and policies of the repository, for tests. */
final class Described {
  static final PolicyLibrary POLICIES = KeptRules.open();

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

  /** Returns the platform of a description that must be right. */
  static Platform of(String yaml) {
    ReadResult read = new DescriptionReader().read("test.yaml", yaml);
    if (!read.diagnostics().isEmpty()) {
      throw new IllegalArgumentException(read.diagnostics() + "\n" + yaml);
    }
    return read.platforms().get(0);
  }
}
