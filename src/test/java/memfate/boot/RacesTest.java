package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.importer.DescriptionReader;
import memfate.platform.Expectation;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Races between drivers end as their descriptions say. */
class RacesTest {

  @TestFactory
  Stream<DynamicTest> everyRaceEndsAsItsDescriptionSays() {
    return Race.all().stream()
        .flatMap(
            race ->
                race.policies().stream()
                    .map(
                        policy ->
                            DynamicTest.dynamicTest(
                                "%s under %s".formatted(race.id(), policy),
                                race.file().toUri(),
                                () -> check(race, policy))));
  }

  private static void check(Race race, String policy) {
    Exploration found = race.explore(policy);
    assertTrue(found.exhaustive(), "not every order was looked at");
    List<String> differences =
        race.platform().expect().stream()
            .flatMap(expected -> OrdersChecker.differences(found, expected).stream())
            .toList();
    assertEquals(List.of(), differences);
  }

  @TestFactory
  Stream<DynamicTest> somethingIsExpectedUnderEveryPolicy() {
    return Race.all().stream()
        .map(race -> DynamicTest.dynamicTest(race.id(), () -> assertExpects(race)));
  }

  private static void assertExpects(Race race) {
    for (String policy : race.policies()) {
      assertTrue(
          race.platform().expect().stream().anyMatch(e -> OrdersChecker.isAbout(e, policy)),
          policy);
    }
    List<String> others =
        race.platform().expect().stream()
            .map(Expectation::explore)
            .flatMap(List::stream)
            .flatMap(orders -> orders.policies().stream())
            .filter(policy -> !race.policies().contains(policy))
            .toList();
    assertEquals(List.of(), others, "it expects something of policies that it does not name");
  }

  @Test
  void theIndexNamesEveryRace() throws IOException {
    String index = Files.readString(Race.FOLDER.resolve("README.md"));
    List<String> missing =
        Race.all().stream()
            .filter(race -> !index.contains("](" + race.file().getFileName() + ")"))
            .map(Race::id)
            .toList();
    assertEquals(List.of(), missing);
    for (int number = 1; number <= 24; number++) {
      assertTrue(index.contains("| R%d |".formatted(number)), "R" + number);
    }
  }

  @Test
  void everyDescriptionReadsAndHasATitle() {
    for (Race race : Race.all()) {
      assertEquals(List.of(), new DescriptionReader().read(race.file()).diagnostics());
      assertFalse(race.platform().title().isEmpty(), race.id());
    }
    assertEquals(
        List.of(),
        Race.all().stream()
            .collect(Collectors.groupingBy(Race::id, Collectors.counting()))
            .entrySet()
            .stream()
            .filter(entry -> entry.getValue() > 1)
            .toList());
  }
}
