package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import memfate.engine.Asked;
import memfate.engine.Band;
import memfate.engine.RuleInfo;
import memfate.facts.AddMemory;
import memfate.facts.Decision;
import memfate.facts.Event;
import memfate.facts.MemoryMapEntry;
import memfate.facts.Ordering;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The small parts of a boot, each by itself. */
class BootPartsTest {
  private static final int SPACE = 64;
  private static final AddressRange RANGE = new AddressRange(0x1000, 0x1fff);

  // Intervals

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void intervalsAnswerAsAPlainListDoesInTheListsOrder(long seed) {
    Random random = new Random(seed);
    long base = seed % 2 == 1 ? Long.MIN_VALUE - SPACE / 2 : -SPACE;
    for (int round = 0; round < 100; round++) {
      List<AddressRange> ranges = new ArrayList<>();
      for (int i = random.nextInt(12); i > 0; i--) {
        ranges.add(range(random, base));
      }
      Intervals<AddressRange> intervals = new Intervals<>(ranges, r -> r);
      AddressRange query = range(random, base);
      assertEquals(
          ranges.stream().filter(r -> r.overlaps(query)).toList(), intervals.overlapping(query));
    }
  }

  private static AddressRange range(Random random, long base) {
    int a = random.nextInt(SPACE);
    int b = random.nextInt(SPACE);
    return new AddressRange(base + Math.min(a, b), base + Math.max(a, b));
  }

  // EventQueue

  private static String names(EventQueue queue) {
    List<String> names = new ArrayList<>();
    for (Event event = queue.next(); event != null; event = queue.next()) {
      names.add(event.name());
    }
    return String.join(" ", names);
  }

  @Test
  void theLowestRankHappensFirstAndTheSameRankGoesByName() {
    EventQueue queue = new EventQueue();
    queue.schedule(Event.at(2, "", "c"));
    queue.schedule(Event.at(1, "", "b"));
    queue.schedule(Event.at(1, "", "a"));
    assertEquals("a b c", names(queue));
    assertNull(queue.next());
  }

  @Test
  void anEventScheduledTwiceHappensOnceAtTheLowerRank() {
    EventQueue queue = new EventQueue();
    queue.schedule(Event.at(1, "", "b"));
    queue.schedule(Event.at(2, "", "a"));
    queue.schedule(Event.at(0, "", "a"));
    queue.schedule(Event.at(9, "", "a"));
    assertEquals("a b", names(queue));
  }

  @Test
  void anEventWaitsForAPendingOneOnly() {
    EventQueue queue = new EventQueue();
    queue.order(new Ordering("late", "", "early", ""));
    queue.order(new Ordering("never", "", "late", ""));
    queue.schedule(Event.at(1, "", "early"));
    queue.schedule(Event.at(2, "", "late"));
    assertEquals("late early", names(queue));
  }

  @Test
  void aCircleGoesOnByRank() {
    EventQueue queue = new EventQueue();
    queue.order(new Ordering("a", "", "b", ""));
    queue.order(new Ordering("b", "", "a", ""));
    queue.schedule(Event.at(1, "", "b"));
    queue.schedule(Event.at(2, "", "a"));
    assertEquals("b a", names(queue));
  }

  // NumberPool

  @Test
  void theLowestFreeNumberIsGivenAndGivenBackOnesAgain() {
    NumberPool pool = new NumberPool();
    assertEquals(0, pool.take("p", "x"));
    assertEquals(1, pool.take("p", "x"));
    assertEquals(0, pool.take("q", "x"));
    pool.giveBack("p", 0);
    assertEquals(0, pool.take("p", "y"));
    assertEquals(2, pool.take("p", "y"));
  }

  @Test
  void aReservedNumberIsTheHoldersAndTheNextIsReserved() {
    NumberPool pool = new NumberPool();
    pool.reserve("p", "window");
    assertEquals(1, pool.take("p", "hmem"));
    assertEquals(0, pool.take("p", "window"));
    assertEquals(3, pool.take("p", "hmem"));
    assertEquals(2, pool.take("p", "window"));
  }

  // MemoryMap

  private static AddMemory memory(long start, long end, String type, String layer) {
    return new AddMemory(0, new AddressRange(start, end), type, "", layer, SourceLocation.NONE);
  }

  private static String map(AddMemory... entries) {
    MemoryMap map = new MemoryMap();
    List.of(entries).forEach(map::add);
    List<String> lines = new ArrayList<>();
    for (MemoryMapEntry entry : map.entries()) {
      lines.add(
          Long.toHexString(entry.range().start())
              + "-"
              + Long.toHexString(entry.range().end())
              + " "
              + entry.type());
    }
    return String.join(", ", lines);
  }

  @Test
  void adjacentEfiEntriesOfOneTypeMergeAndE820EntriesDoNot() {
    assertEquals("0-f usable", map(memory(8, 15, "usable", "efi"), memory(0, 7, "usable", "efi")));
    assertEquals(
        "0-7 usable, 8-f usable",
        map(memory(0, 7, "usable", "e820"), memory(8, 15, "usable", "e820")));
  }

  @Test
  void anOverlayReplacesWhatLiesBelowItAboveTwoToThe63Too() {
    assertEquals(
        "8000000000000000-800000000000000f usable, 8000000000000010-800000000000001f soft-reserved,"
            + " 8000000000000020-ffffffffffffffff usable",
        map(
            memory(Long.MIN_VALUE, -1L, "usable", "e820"),
            memory(Long.MIN_VALUE + 0x10, Long.MIN_VALUE + 0x1f, "soft-reserved", "overlay")));
  }

  // Arbiter

  private static Asked asked(String rule, Band band, Decision decision) {
    return new Asked(decision, new RuleInfo(rule, rule + ".drl", 7, band, null, List.of(), ""));
  }

  @Test
  void theMostSpecificBandWinsWithoutAConflict() {
    Arbiter arbiter = new Arbiter(new RuleRanks());
    List<Arbiter.Verdict> verdicts =
        arbiter.pick(
            List.of(
                asked("a", Band.POLICY, Decision.defer(RANGE, "")),
                asked("b", Band.LOCAL, Decision.drop(RANGE, "")),
                asked("c", Band.VENDOR, Decision.register(RANGE, ""))));
    assertEquals("drop", verdicts.get(0).decision().decision());
    assertEquals(List.of(), arbiter.conflicts());
  }

  @Test
  void rivalsOfOneBandAreAConflictThatNamesBothPlaces() {
    Arbiter arbiter = new Arbiter(new RuleRanks());
    arbiter.pick(
        List.of(
            asked("a", Band.POLICY, Decision.defer(RANGE, "")),
            asked("b", Band.POLICY, Decision.drop(RANGE, ""))));
    String message = arbiter.conflicts().get(0).message();
    assertTrue(message.contains("(a.drl:7) says defer"), message);
    assertTrue(message.contains("(b.drl:7) says drop"), message);
  }

  // Readings

  @Test
  void aKnownPlatformHasOneReading() {
    assertEquals(
        List.of(Map.of()),
        Readings.of(SyntheticPlatform.of(3, SyntheticPlatform.Shape.MIXED)).stream()
            .map(Readings.Reading::assume)
            .toList());
  }

  @Test
  void unknownDecodersAreReadAsNoneAndAsOnePerWindowEachOnADeviceOfItsOwn() {
    List<Readings.Reading> readings =
        Readings.of(SyntheticPlatform.of(20, SyntheticPlatform.Shape.UNKNOWN_DECODERS));
    assertEquals(
        List.of(Map.of("decoders", "absent"), Map.of("decoders", "per-window")),
        readings.stream().map(Readings.Reading::assume).toList());
    assertEquals(
        20,
        readings.get(1).platform().decoders().rows().stream()
            .map(d -> d.memdev())
            .distinct()
            .count());
  }
}
