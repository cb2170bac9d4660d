package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How many bytes the checks say are lost, and of whose making a finding is. */
class CheckFiguresTest {
  private static final long MIB = 1L << 20;

  @ParameterizedTest(name = "{0} under {1}: {2} of {3} MiB")
  @CsvSource({
    "amd-1win-exact, v6.12, BLOCK-ALIGNMENT-LOSS, 2048",
    "amd-2exp-hole, v6.12, BLOCK-ALIGNMENT-LOSS, 2048 768 1280",
    "qemu-1win-2dev, v7.1, PARTIAL-OVERLAP-LOSS, 8192",
    "qemu-2win-uncommitted, v6.12, LOST-CAPACITY, 8192"
  })
  void figuresOfMachines(String machine, String policy, String code, String expected) {
    assertEquals(
        expected, figures(Path.of("inputs/machines", machine + ".yaml"), policy, code), machine);
  }

  @ParameterizedTest(name = "{0} under {1}: {2} of {3} MiB")
  @CsvSource({
    "6.12.107-region-smaller, v6.12, PARTIAL-OVERLAP-LOSS, 512",
    "7.3.4-region-smaller, v7.1, PARTIAL-OVERLAP-LOSS, 1024",
    "7.3.4-sr-larger-unaligned, v7.1, PARTIAL-OVERLAP-LOSS, 1",
    "7.3.4-ram-nosrat, v7.1, SR-NO-NODE, 1024",
    "7.3.4-p-sr-oneblock, v7.1, BLOCK-ALIGNMENT-LOSS, 128"
  })
  void figuresOfRealBoots(String capture, String policy, String code, String expected) {
    Path file = Path.of("src/test/resources/captures", capture + ".yaml");
    assertEquals(expected, figures(file, policy, code), capture);
  }

  @Test
  void oneRangeIsLostOnce() {
    Platform platform = Described.capture("7.3.4-f-sr-below-window.yaml");
    Set<String> losses =
        outcome(platform, "v7.1").findings().stream()
            .filter(finding -> finding.bytes() == 1024 * MIB)
            .map(Outcome.Finding::code)
            .collect(Collectors.toSet());
    assertEquals(Set.of("SR-NO-NODE"), losses);
  }

  @Test
  void whatOnlyOneReadingHasIsNoFinding() {
    Outcome outcome = outcome(Described.example("11-unknown-srat.yaml"), "v7.1");
    List<String> codes = outcome.findings().stream().map(Outcome.Finding::code).toList();
    assertTrue(codes.contains("SR-STRADDLES-WINDOWS"), codes.toString());
    assertFalse(codes.contains("PARTIAL-OVERLAP-LOSS"), codes.toString());
  }

  private static String figures(Path file, String policy, String code) {
    return outcome(Described.read(file), policy).findings().stream()
        .filter(finding -> finding.code().equals(code))
        .map(finding -> String.valueOf(finding.bytes() / MIB))
        .collect(Collectors.joining(" "));
  }

  private static Outcome outcome(Platform platform, String policy) {
    return new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT).run(platform);
  }
}
