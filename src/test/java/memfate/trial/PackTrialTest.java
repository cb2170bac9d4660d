package memfate.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import memfate.KeptRules;
import memfate.boot.Exploration;
import memfate.engine.PolicyLibrary;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.packs.PackPath;
import memfate.packs.QuirkSwitches;
import memfate.packs.TrustedKeys;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The packs of the repository show what a pack has to show, and a trial finds what is missing. */
class PackTrialTest {
  private static final Path RULES = Path.of("rules");
  private static final Path X1 = RULES.resolve("packs/example/x1");
  private static final int FEWEST = 9;

  /** Enough to find that the order decides, or to prove it for platforms with few modules. */
  private static final Exploration.Limits LIMITS = new Exploration.Limits(100, 1, true, null);

  private static final PolicyLibrary POLICIES = KeptRules.open();

  @TempDir private Path elsewhere;

  @TestFactory
  Stream<DynamicTest> everyPackShowsWhatItHasTo() {
    PackLibrary library = open(RULES.resolve("packs"));
    assertEquals(List.of(), library.broken());
    assertTrue(library.packs().size() >= FEWEST, library.packs().size() + " packs");
    return library.packs().stream()
        .map(pack -> DynamicTest.dynamicTest(pack.id(), () -> assertPasses(library, pack)));
  }

  private static void assertPasses(PackLibrary library, Pack pack) {
    PackTrial trial = trial(library, pack);
    assertEquals(List.of(), trial.problems());
    assertEquals(List.of(), failures(trial));
  }

  @Test
  void aMissingNearMissIsNoticed() throws IOException {
    Path pack = copy(RULES.resolve("packs/generic/no-soft-tree"));
    Files.delete(pack.resolve("platforms/arm64-6.12.yaml"));
    assertEquals(
        List.of("row at ROW: no platform of platforms/ misses it by one condition"),
        failuresOf(pack));
  }

  @Test
  void aQuirkWithoutRulesAndARuleWithoutCasesAreNoticed() throws IOException {
    List<String> failures = failuresWithout("decide/small-ranges.drl");
    assertTrue(
        failures.contains("quirk x1-small-ranges: no rule is tied to it"), failures.toString());
    assertTrue(
        failures.contains(
            "quirk x1-small-ranges: changes neither fate, findings nor verdict of any platform"
                + " that has it"),
        failures.toString());

    failures = failuresWithout("cases/decoders.yaml");
    assertTrue(
        failures.contains(
            "rule \"example/x1: an old BIOS should be updated\": no case has it in x-fires, no case"
                + " has it in x-silent"),
        failures.toString());
  }

  @Test
  void aCaseThatEndsOtherwiseIsNoticed() throws IOException {
    Path pack = copy(X1);
    Path file = pack.resolve("cases/decoders.yaml");
    Files.writeString(file, Files.readString(file).replace("owner: cxl", "owner: hmem"));
    List<String> failures = failuresOf(pack);
    assertTrue(
        failures.stream().anyMatch(f -> f.contains("owner cxl, expected hmem")),
        failures.toString());
  }

  private List<String> failuresWithout(String path) throws IOException {
    Path pack = copy(X1);
    Files.delete(pack.resolve(path));
    return failuresOf(pack);
  }

  private static List<String> failuresOf(Path folder) {
    PackLibrary library = open(folder);
    assertEquals(List.of(), library.broken());
    Set<String> rows = new HashSet<>();
    Pack pack = library.packs().get(0);
    pack.rows().forEach(row -> rows.add(row.at().toString()));
    return failures(trial(library, pack)).stream()
        .map(failure -> rows.stream().reduce(failure, (text, row) -> text.replace(row, "ROW")))
        .toList();
  }

  private static PackTrial trial(PackLibrary library, Pack pack) {
    return new PackTrial(POLICIES, library.only(pack), pack, pack.files().folder(), LIMITS);
  }

  private static List<String> failures(PackTrial trial) {
    return trial.run().stream()
        .filter(check -> !check.passed())
        .map(check -> check.about() + ": " + check.what())
        .toList();
  }

  private static PackLibrary open(Path folder) {
    PackPath path =
        new PackPath(List.of(new PackPath.Place(folder, folder.toString(), false, true)));
    return PackLibrary.open(path, "0.1.0", TrustedKeys.NONE, QuirkSwitches.NONE);
  }

  private Path copy(Path from) throws IOException {
    Path to = Files.createTempDirectory(elsewhere, "pack");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return to;
  }
}
