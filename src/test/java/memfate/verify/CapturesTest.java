package memfate.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import memfate.KeptRules;
import memfate.RawData;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.engine.PolicyLibrary;
import memfate.importer.capture.Capture;
import memfate.importer.capture.CaptureReader;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Real boots, imported from what they printed, predicted and compared. */
class CapturesTest {
  private static final PolicyLibrary POLICIES = KeptRules.open();

  /**
   * A race: in this boot the deferred work of dax_hmem ran between the retried probes of the two
   * devices; its repetition {@code hmat-split-two-b} went the usual way, as the prediction does.
   */
  private static final String RACE = "7.3.4-hmat-split-two";

  /** The kernel died before anything but the console was saved: no memory map, no tables. */
  private static final String CONSOLE_ONLY = "6.12.107-straddle-inside-two";

  @TempDir private static Path folder;
  private static List<Path> captures = List.of();

  @BeforeAll
  static void unpack() {
    captures = RawData.unpack("captures.tar.xz", folder);
  }

  @TestFactory
  Stream<DynamicTest> predictionsAgreeWithWhatKernelsDid() {
    return captures.stream()
        .filter(path -> !Set.of(RACE, CONSOLE_ONLY).contains(nameOf(path)))
        .map(path -> DynamicTest.dynamicTest(nameOf(path), () -> assertAgrees(path)));
  }

  private static void assertAgrees(Path path) {
    Capture capture = new CaptureReader().read(path);
    assertEquals(
        List.of(),
        capture.diagnostics().stream()
            .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
            .toList());
    Verdict verdict = verdict(capture);
    assertTrue(verdict.comparesSomething(), verdict.remarks().toString());
    assertTrue(verdict.agrees(), () -> String.join("\n", VerdictText.lines(verdict, true)));
  }

  @Test
  void theRaceIsSeenAsADifferenceInOneRangeAndItsDecision() {
    Verdict verdict = verdict(new CaptureReader().read(pathOf(RACE)));
    assertEquals(1, verdict.agreeingRanges());
    assertEquals(2, verdict.ranges().size());
    assertFalse(verdict.agrees());
    String text = String.join("\n", VerdictText.lines(verdict, false));
    assertTrue(text.contains("-CXL did not claim resource, registering"), text);
    assertTrue(text.contains("+CXL claims resource, dropping"), text);
  }

  /** Boots after which somebody unbound, removed, destroyed, added ...: each step is compared. */
  @Test
  void everyStepThatSomebodyTookIsPredicted() {
    long steps = 0;
    long agree = 0;
    for (Path path : captures) {
      Verdict verdict = verdict(new CaptureReader().read(path));
      steps += verdict.steps().size();
      agree += verdict.agreeingSteps();
    }
    assertEquals(80, steps);
    assertEquals(80, agree);
  }

  @Test
  void withoutAMemoryMapNothingIsCompared() {
    Verdict verdict = verdict(new CaptureReader().read(pathOf(CONSOLE_ONLY)));
    assertFalse(verdict.comparesSomething());
    assertEquals(
        List.of("nothing to compare: without a memory map or a window nothing is predicted"),
        verdict.remarks());
  }

  private static Verdict verdict(Capture capture) {
    Platform platform = Objects.requireNonNull(capture.platform());
    String policy = POLICIES.select(platform.kernel().version()).policy();
    return Verification.of(
        platform,
        new Boot(POLICIES.policy(policy), BootOptions.DEFAULT).run(platform),
        capture.observation());
  }

  private static Path pathOf(String name) {
    return captures.stream().filter(p -> nameOf(p).equals(name)).findFirst().orElseThrow();
  }

  private static String nameOf(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
