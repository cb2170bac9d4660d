package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import memfate.eval.PackSettings;
import memfate.packs.QuirkSwitches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleFilesTest {
  private static final Path RULES = Path.of("rules");
  private static final Path PACK = Path.of("rules/packs/example/x1");

  @TempDir private Path elsewhere;

  @Test
  void anExecutorHasTheRulesAndPacksOfTheDriver() throws IOException {
    PackSettings settings = settings(List.of(PACK));
    Evaluation here = new BootEvaluation(RULES, settings);
    Evaluation there = RuleFiles.read(RULES, settings).open(elsewhere);

    assertFalse(here.packs().isEmpty());
    assertEquals(here.packs(), there.packs());
    assertEquals(here.packProblems(), there.packProblems());
    assertEquals(here.policies(), there.policies());
    assertEquals(
        here.policies().stream().map(here::identify).toList(),
        there.policies().stream().map(there::identify).toList());
  }

  @Test
  void withoutPacksThereAreNone() throws IOException {
    assertEquals(List.of(), RuleFiles.read(RULES, PackSettings.NONE).open(elsewhere).packs());
  }

  @Test
  void aPlaceThatIsNotThereIsReportedThereToo() throws IOException {
    PackSettings settings = settings(List.of(Path.of("no-packs-here")));

    assertEquals(
        new BootEvaluation(RULES, settings).packProblems(),
        RuleFiles.read(RULES, settings).open(elsewhere).packProblems());
  }

  @Test
  void theDigestIsOfAllThatCounts() {
    String plain = RuleFiles.read(RULES, settings(List.of())).sha256();
    PackSettings switched =
        new PackSettings(
            List.of(), false, QuirkSwitches.of(List.of("-x")), List.of(), LocalDate.EPOCH);

    assertEquals(plain, RuleFiles.read(RULES, settings(List.of())).sha256());
    Stream.of(
            settings(List.of(PACK)),
            PackSettings.NONE,
            switched,
            settings(List.of()).at(LocalDate.MAX))
        .map(settings -> RuleFiles.read(RULES, settings).sha256())
        .forEach(other -> assertNotEquals(plain, other));
  }

  @Test
  void aJvmOpensTheSameRulesOnce() {
    assertSame(
        OpenRules.of(RuleFiles.read(RULES, PackSettings.NONE)).evaluation(),
        OpenRules.of(RuleFiles.read(RULES, PackSettings.NONE)).evaluation());
  }

  private static PackSettings settings(List<Path> packs) {
    return new PackSettings(packs, false, QuirkSwitches.NONE, List.of(), LocalDate.EPOCH);
  }
}
