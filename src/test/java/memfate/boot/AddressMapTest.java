package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapChange;
import memfate.boot.Outcome.MapRow;
import memfate.boot.Outcome.MapStep;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The address map that an outcome carries, event by event. */
class AddressMapTest {

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "01-cxl-owns.yaml",
        "02-no-region-hmem-takes-over.yaml",
        "04-sr-larger-than-region.yaml"
      })
  void allChangesTogetherGiveTheTreeAndTheFatesOfTheEnd(String example) {
    for (String policy : List.of("v6.12", "v7.1")) {
      Outcome outcome = mapped(example, policy);
      Map<Band, List<MapRow>> bands = fold(outcome.map(), outcome.map().size());
      StringBuilder iomem = new StringBuilder();
      for (MapRow row : bands.get(Band.IOMEM)) {
        iomem.append("  ".repeat(row.depth())).append(row.range() + " : " + row.name() + "\n");
      }
      assertEquals(outcome.iomem(), iomem.toString());
      assertEquals(
          outcome.ranges().stream().map(f -> f.owner().word() + f.range() + f.usable()).toList(),
          bands.get(Band.FATE).stream().map(r -> r.name() + r.range() + r.usable()).toList());
    }
  }

  @Test
  void eachEventIsThereAndTellsWhenItWasQueued() {
    List<MapStep> steps = mapped("02-no-region-hmem-takes-over.yaml", "v7.1").map();
    for (int i = 0; i < steps.size(); i++) {
      assertEquals(i + 1, steps.get(i).sequence());
      assertTrue(steps.get(i).queued() <= i, steps.get(i).toString());
    }
    MapStep work = named(steps, "deferred-work");
    assertEquals(named(steps, "hmem-walk").sequence(), work.queued());
    assertEquals("workqueue", work.actor());
  }

  @Test
  void theWindowsAndTheFirmwareMapNameTheirInputLine() {
    List<MapStep> steps = mapped("04-sr-larger-than-region.yaml", "v7.1").map();
    Map<Band, List<MapRow>> bands = fold(steps, steps.size());
    assertEquals(13, bands.get(Band.FATE).get(0).at().line());
    assertTrue(bands.get(Band.WINDOWS).get(0).at().line() > 13);
    assertEquals("region0", bands.get(Band.REGIONS).get(0).name());
    assertEquals("dax2.0", bands.get(Band.DAX).get(0).name());
  }

  @Test
  void theOwnerChangesAtTheEventThatChangesIt() {
    List<MapStep> steps = mapped("02-no-region-hmem-takes-over.yaml", "v7.1").map();
    int work = named(steps, "deferred-work").sequence();
    assertEquals("none", fold(steps, work - 1).get(Band.FATE).get(0).name());
    assertEquals("hmem", fold(steps, steps.size()).get(Band.FATE).get(0).name());
  }

  @Test
  void aBootCarriesNoMapUnlessAsked() {
    Outcome outcome =
        new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT)
            .run(Described.example("01-cxl-owns.yaml"));
    assertEquals(List.of(), outcome.map());
  }

  private static MapStep named(List<MapStep> steps, String event) {
    return steps.stream().filter(step -> step.event().equals(event)).findFirst().orElseThrow();
  }

  private static Outcome mapped(String example, String policy) {
    return new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT.withMap())
        .run(Described.example(example));
  }

  private static Map<Band, List<MapRow>> fold(List<MapStep> steps, int count) {
    Map<Band, List<MapRow>> bands = new EnumMap<>(Band.class);
    for (MapStep step : steps.subList(0, count)) {
      for (MapChange change : step.changes()) {
        List<MapRow> rows = bands.computeIfAbsent(change.band(), band -> new ArrayList<>());
        rows.subList(change.from(), change.from() + change.removed()).clear();
        rows.addAll(change.from(), change.rows());
      }
    }
    return bands;
  }
}
