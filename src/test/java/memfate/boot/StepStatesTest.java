package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The state after each step of a description. */
class StepStatesTest {
  @TempDir private Path folder;

  private static final String MACHINE =
      """
      schema: memfate-platform/1
      id: steps
      firmware-map:
        - {range: 0x100000-0x7fffffff, e820: usable}
        - {range: 0x100000000-0x13fffffff, e820: soft-reserved}
      cedt: absent
      srat:
        - {pxm: 0, range: 0x100000-0x7fffffff}
        - {pxm: 1, range: 0x100000000-0x13fffffff}
      hmat: absent
      """;

  @Test
  void aBootWithoutStepsHasNone() {
    assertEquals(List.of(), boot(MACHINE).steps());
  }

  @Test
  void aStepHasItsOwnDecisionsAndItsOwnLog() {
    Outcome outcome =
        boot(MACHINE + "boot: {events: [{unbind: hmem_platform.0}, {bind: hmem_platform.0}]}\n");
    assertEquals(
        List.of("boot", "unbind hmem_platform.0", "bind hmem_platform.0"),
        outcome.steps().stream().map(Outcome.StepState::event).toList());
    assertEquals(List.of(1, 0, 1), outcome.steps().stream().map(s -> decisions(s)).toList());
    assertEquals(2, outcome.ranges().get(0).decisions().size());
    Outcome.StepState last = outcome.after(2).orElseThrow();
    assertEquals(outcome.iomem(), last.iomem());
    assertEquals(outcome.ranges().get(0).usable(), last.ranges().get(0).usable());
    assertTrue(outcome.after(3).isEmpty());
  }

  /** The rules fire in no promised order; with ten steps their texts sort otherwise, too. */
  @Test
  void manyStepsComeInTheirOrder() {
    StringBuilder events = new StringBuilder();
    for (int i = 0; i < 12; i++) {
      events.append(i % 2 == 0 ? "{unbind: hmem_platform.0}, " : "{bind: hmem_platform.0}, ");
    }
    Outcome outcome = boot(MACHINE + "boot: {events: [" + events + "]}\n");
    for (int step = 1; step <= 12; step++) {
      assertEquals(
          step % 2 == 0 ? Outcome.Owner.HMEM : Outcome.Owner.NONE,
          outcome.after(step).orElseThrow().ranges().get(0).owner());
    }
  }

  private static int decisions(Outcome.StepState state) {
    return state.ranges().get(0).decisions().size();
  }

  private Outcome boot(String text) {
    Path file = folder.resolve("steps.yaml");
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT)
        .run(Described.read(file));
  }
}
