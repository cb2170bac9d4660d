package memfate.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import memfate.boot.Outcome;
import memfate.boot.Outcome.EventTrace;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.RuleRef;
import memfate.boot.Outcome.Status;
import memfate.diff.Comparison.Verdict;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ComparisonTest {

  private static RangeFate fate(long start, long end, Owner owner, long usable, String... words) {
    List<RangeDecision> decisions =
        Arrays.stream(words)
            .map(w -> w.split(" "))
            .map(w -> new RangeDecision(w[0], w[1], rule("rule of " + w[1]), ""))
            .toList();
    return new RangeFate(
        new AddressRange(start, end),
        owner,
        usable,
        decisions,
        null,
        null,
        List.of(),
        List.of(),
        SourceLocation.NONE);
  }

  private static RuleRef rule(String name) {
    return new RuleRef(name, null, "rules/lib/a.drl", 3);
  }

  private static Outcome outcome(Status status, List<RangeFate> fates, EventTrace... trace) {
    return new Outcome(
        "x", "p", status, fates, "", List.of(), List.of(), List.of(), List.of(), List.of(trace));
  }

  private static Comparison compare(Outcome left, Outcome right) {
    return Comparison.of(new Subject("left", left), new Subject("right", right));
  }

  private static Comparison compare(List<RangeFate> left, List<RangeFate> right) {
    return compare(outcome(Status.OK, left), outcome(Status.OK, right));
  }

  private static AnswerDifference answer(Comparison comparison) {
    assertEquals(1, comparison.answers().size());
    return comparison.answers().get(0);
  }

  private static List<String> pieces(AnswerDifference answer) {
    return answer.groups().stream()
        .flatMap(group -> group.pieces().stream())
        .map(p -> p.range() + " " + p.usableLeft() + " " + p.usableRight())
        .toList();
  }

  @Test
  void aRangeThatOneSideSplitsIsComparedPieceByPiece() {
    AnswerDifference answer =
        answer(
            compare(
                List.of(fate(0x10, 0x2f, Owner.CXL, 0x20), fate(0x40, 0x4f, Owner.CXL, 0x10)),
                List.of(
                    fate(0x10, 0x1f, Owner.HMEM, 0x10),
                    fate(0x20, 0x2f, Owner.NONE, 0),
                    fate(0x40, 0x4f, Owner.CXL, 0x10))));
    assertEquals(
        List.of("00000010-0000001f 16 16", "00000020-0000002f 16 0", "00000040-0000004f 16 16"),
        pieces(answer));
    assertEquals(2, answer.groups().size());
    assertEquals(BigInteger.valueOf(16), answer.lost());
    assertEquals(BigInteger.ZERO, answer.gained());
  }

  @Test
  void bytesOfAPartlyUsableRangeCountOnce() {
    AnswerDifference answer =
        answer(
            compare(
                List.of(fate(0x10, 0x2f, Owner.CXL, 0x18)),
                List.of(fate(0x10, 0x1f, Owner.CXL, 0x10), fate(0x20, 0x2f, Owner.NONE, 0))));
    assertEquals(List.of("00000010-0000001f null 16", "00000020-0000002f null 0"), pieces(answer));
    assertEquals(BigInteger.valueOf(8), answer.lost());
    assertTrue(answer.isChanged());
  }

  @Test
  void splittingAloneIsNoDifference() {
    Comparison comparison =
        compare(
            List.of(fate(0x10, 0x2f, Owner.CXL, 0x18, "walk defer")),
            List.of(
                fate(0x10, 0x1f, Owner.CXL, 0x10, "walk defer"),
                fate(0x20, 0x2f, Owner.CXL, 8, "walk defer")));
    assertEquals(Verdict.SAME, comparison.verdict());
  }

  @Test
  void aRangeOfOneSideOnlyIsADifference() {
    Comparison comparison = compare(List.of(fate(0x10, 0x1f, Owner.CXL, 0x10)), List.of());
    assertEquals(Verdict.CHANGED, comparison.verdict());
    assertEquals(
        Set.of(Change.PRESENCE), answer(comparison).groups().get(0).pieces().get(0).changes());
    assertEquals(BigInteger.valueOf(16), comparison.mostLost());
  }

  @Test
  void theLastAddressIsARangeLikeOthers() {
    assertEquals(
        List.of("fffffffffffffff0-ffffffffffffffff 16 0"),
        pieces(
            answer(
                compare(
                    List.of(fate(-16, -1, Owner.CXL, 16)),
                    List.of(fate(-16, -1, Owner.NONE, 0))))));
    assertEquals(1, pieces(answer(compare(List.of(fate(0, -1, Owner.NONE, 0)), List.of()))).size());
  }

  @Test
  void otherDecisionsWithTheSameFateAreNoChange() {
    Comparison comparison =
        compare(
            List.of(fate(0x10, 0x1f, Owner.CXL, 0x10, "walk defer")),
            List.of(fate(0x10, 0x1f, Owner.CXL, 0x10, "walk defer", "work drop")));
    assertEquals(Verdict.DECISIONS, comparison.verdict());
    Parting parting = answer(comparison).groups().get(0).pieces().get(0).parting();
    assertEquals("work", parting == null ? "" : parting.event());
  }

  @ParameterizedTest(name = "{0} against {1}: {2}")
  @CsvSource({
    "OK, OK, SAME",
    "OK, CRASH, CHANGED",
    "CRASH, OK, CHANGED",
    "CRASH, CRASH, SAME",
    "OK, UNSUPPORTED, NOT_COMPARED",
    "INCONCLUSIVE, OK, NOT_COMPARED",
    "INVALID, INVALID, NOT_COMPARED"
  })
  void aSideWithoutAnAnswerIsNoPass(Status left, Status right, Verdict verdict) {
    Comparison comparison = compare(outcome(left, List.of()), outcome(right, List.of()));
    assertEquals(verdict, comparison.verdict());
    assertEquals(right == Status.CRASH && left == Status.OK, comparison.losesMemory());
  }

  private static Outcome partial(String table, RangeFate absent, RangeFate present) {
    Outcome first = outcome(Status.OK, List.of(absent));
    return new Outcome(
        "x",
        "p",
        Status.PARTIAL,
        first.ranges(),
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Outcome.Reading(Map.of(table, "absent"), first),
            new Outcome.Reading(Map.of(table, "present"), outcome(Status.OK, List.of(present)))),
        List.of());
  }

  @Test
  void everyReadingIsComparedWithThoseThatDoNotContradictIt() {
    RangeFate held = fate(0x10, 0x1f, Owner.CXL, 0x10);
    RangeFate lost = fate(0x10, 0x1f, Owner.NONE, 0);
    Comparison both = compare(partial("srat", held, lost), partial("srat", held, held));
    assertEquals(
        List.of(Map.of("srat", "absent"), Map.of("srat", "present")),
        both.answers().stream().map(AnswerDifference::assume).toList());
    assertEquals(Verdict.CHANGED, both.verdict());
    Comparison one = compare(outcome(Status.OK, List.of(held)), partial("srat", held, lost));
    assertEquals(2, one.answers().size());
    assertEquals(BigInteger.valueOf(16), one.mostLost());
    Comparison other = compare(partial("hmat", held, lost), partial("srat", held, lost));
    assertEquals(4, other.answers().size());
  }

  @Test
  void partialAnswersAreNotAddedToThoseThatAreSure() {
    RangeFate held = fate(0x10, 0x1f, Owner.CXL, 0x10);
    RangeFate lost = fate(0x10, 0x1f, Owner.NONE, 0);
    Totals totals = new Totals("left", "right");
    totals.add(compare(outcome(Status.OK, List.of(held)), partial("srat", held, lost)));
    totals.add(compare(List.of(held), List.of(lost)));
    assertEquals(BigInteger.valueOf(16), totals.lost());
    assertEquals(BigInteger.valueOf(16), totals.perhapsLost());
    assertEquals(BigInteger.valueOf(32), totals.left().size(Owner.CXL));
    assertEquals(BigInteger.valueOf(16), totals.right().open());
    assertEquals(BigInteger.valueOf(16), totals.right().size(Owner.NONE));
    assertEquals(BigInteger.ZERO, totals.right().usable());
  }

  private static EventTrace event(int sequence, String event, String... rules) {
    List<Outcome.Firing> firings =
        Arrays.stream(rules)
            .map(
                name ->
                    new Outcome.Firing(
                        rule(name),
                        List.of(
                            new Outcome.MatchedFact(
                                "fact", "", SourceLocation.NONE, new AddressRange(0x10, 0x1f)))))
            .toList();
    return new EventTrace(sequence, event, "", firings, List.of());
  }

  private static Parting parting(Outcome left, Outcome right) {
    Parting parting = answer(compare(left, right)).groups().get(0).pieces().get(0).parting();
    assertTrue(parting != null);
    return parting;
  }

  @Test
  void aRuleOfOneSideOnlyBeforeTheDecisionIsWhereTheyPart() {
    Outcome left =
        outcome(
            Status.OK,
            List.of(fate(0x10, 0x1f, Owner.NONE, 0, "walk defer")),
            event(1, "tree", "into one tree"),
            event(2, "sort region1", "wrong granularity"),
            event(3, "walk", "defer"));
    Outcome right =
        outcome(
            Status.OK,
            List.of(fate(0x10, 0x1f, Owner.CXL, 0x10, "walk defer", "work drop")),
            event(1, "tree", "into another tree"),
            event(3, "walk", "defer"),
            event(4, "work", "drop"));
    Parting parting = parting(left, right);
    assertEquals(Parting.By.EVENT, parting.by());
    assertEquals("sort region1", parting.event());
    assertNull(parting.right());
  }

  @Test
  void aDecisionBeforeAnyRuleOfOneSideIsWhereTheyPart() {
    Outcome left =
        outcome(
            Status.OK,
            List.of(fate(0x10, 0x1f, Owner.NONE, 0, "walk defer")),
            event(3, "walk", "defer"),
            event(9, "late", "something"));
    Outcome right =
        outcome(
            Status.OK,
            List.of(fate(0x10, 0x1f, Owner.CXL, 0x10, "walk register")),
            event(3, "walk", "register"));
    assertEquals(Parting.By.DECISION, parting(left, right).by());
    assertEquals("walk", parting(left, right).event());
  }

  /** Small address spaces: random ranges of both sides meet, touch and contain each other. */
  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void piecesCoverBothSidesAndNoByteTwice(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      List<RangeFate> left = ranges(random);
      List<RangeFate> right = ranges(random);
      AnswerDifference answer = answer(compare(left, right));
      for (long address = 0; address < 64; address++) {
        long at = address;
        List<RangeDifference> holding =
            answer.groups().stream()
                .flatMap(group -> group.pieces().stream())
                .filter(piece -> piece.range().contains(at))
                .toList();
        boolean any = holds(left, at) || holds(right, at);
        assertEquals(any ? 1 : 0, holding.size(), "address " + at);
        if (any) {
          assertEquals(holds(left, at), holding.get(0).left() != null);
          assertEquals(holds(right, at), holding.get(0).right() != null);
        }
      }
      BigInteger net = answer.gained().subtract(answer.lost());
      assertEquals(RangeGroup.usable(right).subtract(RangeGroup.usable(left)), net);
    }
  }

  private static boolean holds(List<RangeFate> fates, long address) {
    return fates.stream().anyMatch(fate -> fate.range().contains(address));
  }

  private static List<RangeFate> ranges(Random random) {
    List<RangeFate> fates = new ArrayList<>();
    for (long start = random.nextInt(8); start < 64; start += random.nextInt(6)) {
      long end = Math.min(63, start + random.nextInt(12));
      long size = end - start + 1;
      long usable = random.nextBoolean() ? random.nextLong(size + 1) : size;
      fates.add(fate(start, end, Owner.values()[random.nextInt(4)], usable));
      start = end + 1;
    }
    return fates;
  }
}
