package memfate.report.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class GroupingTest {
  private static final String TWO_RANGES =
      """
      {"policy": "v7.1", "machine": {"vendor": "Acme", "dmi": {"bios-version": "1.2"}},
       "ranges": [
         {"start": "0x0", "end": "0xfff", "owner": "cxl", "usable": "0x1000",
          "decisions": [{"decision": "defer"}, {"decision": "drop"}], "errors": []},
         {"start": "0x1000", "end": "0x1fff", "owner": "none", "usable": "0x0",
          "decisions": [{"decision": "defer"}], "errors": ["kmem:-16"]}],
       "order": {"verdict": "unknown", "outcomes": 1},
       "findings": [{"code": "A"}, {"code": "B"}, {"code": "A"}]}
      """;

  private static final String ONE_RANGE =
      """
      {"policy": "v6.12",
       "ranges": [{"start": "0x0", "end": "0xffffffffffffffff", "owner": "hmem", "usable": "0x1"}],
       "findings": []}
      """;

  private static final String UNREADABLE =
      """
      {"policy": null, "ranges": [], "findings": []}
      """;

  private static List<String> rows(String keys, String... conditions) {
    return rows(new Grouping(keys(keys), conditions(conditions)));
  }

  private static List<String> rows(Grouping grouping) {
    Stream.of(TWO_RANGES, ONE_RANGE, UNREADABLE)
        .forEach(record -> grouping.add(JsonMapper.shared().readTree(record)));
    return grouping.groups().stream().map(GroupingTest::row).toList();
  }

  private static String row(Group g) {
    return "%s: %d platforms, %d ranges, %d lost, %s usable of %s"
        .formatted(
            String.join(" ", g.values()),
            g.platforms(),
            g.ranges(),
            g.lost(),
            g.usable(),
            g.size());
  }

  private static List<Key> keys(String keys) {
    return Stream.of(keys.split(",")).map(Key::of).toList();
  }

  private static List<Condition> conditions(String... conditions) {
    return Stream.of(conditions).map(Condition::of).toList();
  }

  @Test
  void aRangeCountsWhereItsOwnValueIs() {
    assertEquals(
        List.of(
            "-: 1 platforms, 0 ranges, 0 lost, 0 usable of 0",
            "cxl: 1 platforms, 1 ranges, 0 lost, 4096 usable of 4096",
            "hmem: 1 platforms, 1 ranges, 0 lost, 1 usable of 18446744073709551616",
            "none: 1 platforms, 1 ranges, 1 lost, 0 usable of 4096"),
        rows("fate"));
  }

  @Test
  void aPlatformCountsOnceInEachGroupItHasAValueOf() {
    assertEquals(
        List.of(
            "-: 2 platforms, 1 ranges, 0 lost, 1 usable of 18446744073709551616",
            "A: 1 platforms, 2 ranges, 1 lost, 4096 usable of 8192",
            "B: 1 platforms, 2 ranges, 1 lost, 4096 usable of 8192"),
        rows("finding"));
  }

  @Test
  void rangesOfOnePlatformThatAgreeAreOnePlatform() {
    assertEquals(
        List.of(
            "-: 2 platforms, 1 ranges, 0 lost, 1 usable of 18446744073709551616",
            "defer: 1 platforms, 2 ranges, 1 lost, 4096 usable of 8192",
            "drop: 1 platforms, 1 ranges, 0 lost, 4096 usable of 4096"),
        rows("decision"));
  }

  @Test
  void severalKeysMakeAGroupForEachCombination() {
    assertEquals(
        List.of(
            "- v6.12 hmem: 1 platforms, 1 ranges, 0 lost, 1 usable of 18446744073709551616",
            "1.2 v7.1 cxl: 1 platforms, 1 ranges, 0 lost, 4096 usable of 4096",
            "1.2 v7.1 none: 1 platforms, 1 ranges, 1 lost, 0 usable of 4096"),
        rows("bios,policy,ranges.owner", "policy!=-"));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "policy=v7.1, 1, 2",
    "policy=v*, 2, 3",
    "policy!=v7.1, 2, 1",
    "finding=B, 1, 2",
    "finding!=B, 2, 1",
    "fate=none, 1, 1",
    "fate!=none, 2, 2",
    "machine.dmi.bios-version=1.*, 1, 2",
    "error=kmem:-16, 1, 1",
    "policy=v7.1 or so, 0, 0",
    "policy=.*, 0, 0",
  })
  void conditionsSayWhatCounts(String condition, long platforms, long ranges) {
    Grouping grouping = new Grouping(keys("policy"), conditions(condition));
    rows(grouping);
    assertEquals(platforms, grouping.total().platforms());
    assertEquals(ranges, grouping.total().ranges());
  }

  @Test
  void theTotalCountsEachRecordOnce() {
    Grouping grouping = new Grouping(keys("finding,decision"), List.of());
    rows(grouping);
    assertEquals(3, grouping.total().platforms());
    assertEquals(3, grouping.total().ranges());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a..b", ".a", "a."})
  void aKeyHasNoEmptyPart(String text) {
    assertThrows(IllegalArgumentException.class, () -> Key.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"policy", "=x", "!=x", "a..b=c"})
  void aConditionNamesAKeyAndAValue(String text) {
    assertThrows(IllegalArgumentException.class, () -> Condition.of(text));
  }
}
