package memfate.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.RuleRef;
import memfate.boot.Outcome.Status;
import memfate.diff.Comparison;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/** Comparisons that tests of reports write. */
final class Differences {
  static final RuleRef DEFER =
      new RuleRef(
          "v6.12: defer what a window touches", null, "rules/policies/v6.12/decide.drl", 10);
  static final RuleRef REGISTER =
      new RuleRef("v7.1: register the rest", null, "rules/policies/v7.1/deferred-work.drl", 41);

  private Differences() {}

  static RangeFate fate(long start, long end, Owner owner, long usable, String... decisions) {
    List<RangeDecision> decided = new ArrayList<>();
    for (String decision : decisions) {
      String[] words = decision.split(" ");
      RuleRef rule = words[1].equals("defer") ? DEFER : REGISTER;
      decided.add(new RangeDecision(words[0], words[1], rule, ""));
    }
    boolean used = usable > 0;
    return new RangeFate(
        new AddressRange(start, end),
        owner,
        usable,
        decided,
        owner == Owner.NONE ? null : "dax0.0",
        used ? "kmem" : null,
        owner == Owner.HMEM && !used ? List.of("kmem:-16") : List.of(),
        List.of(),
        SourceLocation.NONE);
  }

  static Outcome outcome(String policy, Status status, RangeFate... fates) {
    return new Outcome(
        "acme",
        policy,
        status,
        List.of(fates),
        "1000-1fff : CXL Window 0\n  1000-1fff : " + policy + "\n",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  static Comparison compare(Outcome left, Outcome right) {
    return Comparison.of(new Subject("v6.12", left), new Subject("v7.1", right));
  }

  /** A range that loses its capacity. */
  static Comparison lost() {
    return compare(
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 0x3000, "hmem-walk defer")),
        outcome(
            "v7.1",
            Status.OK,
            fate(0x1000, 0x4fff, Owner.HMEM, 0, "hmem-walk defer", "deferred-work register")));
  }

  static Comparison sameByOtherDecisions() {
    return compare(
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 0x4000, "hmem-walk defer")),
        outcome(
            "v7.1",
            Status.OK,
            fate(0x1000, 0x4fff, Owner.CXL, 0x4000, "hmem-walk defer", "deferred-work drop")));
  }

  static Comparison same() {
    RangeFate fate = fate(0x1000, 0x4fff, Owner.HMEM, 0x4000, "hmem-walk register");
    return compare(outcome("v6.12", Status.OK, fate), outcome("v7.1", Status.OK, fate));
  }

  /** One side splits what is one range on the other, of which a part is usable. */
  static Comparison split() {
    return compare(
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 0x3000, "hmem-walk defer")),
        outcome(
            "v7.1",
            Status.OK,
            fate(0x1000, 0x2fff, Owner.CXL, 0x2000, "hmem-walk defer"),
            fate(0x3000, 0x4fff, Owner.NONE, 0, "hmem-walk skip")));
  }

  static Comparison crash() {
    return compare(
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.NONE, 0)),
        outcome("v7.1", Status.CRASH, fate(0x1000, 0x4fff, Owner.NONE, 0)));
  }

  static Comparison unsupported() {
    return compare(
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.NONE, 0)),
        outcome("v7.1", Status.UNSUPPORTED));
  }

  static Comparison invalid() {
    return compare(Outcomes.invalid(), Outcomes.invalid());
  }

  /** The right depends on a table that nobody captured, the left does not. */
  static Comparison partial() {
    Outcome left =
        outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 0x4000, "hmem-walk defer"));
    Outcome lost =
        outcome(
            "v7.1",
            Status.OK,
            fate(0x1000, 0x4fff, Owner.HMEM, 0, "hmem-walk defer", "deferred-work register"));
    Outcome right =
        new Outcome(
            "acme",
            "v7.1",
            Status.PARTIAL,
            lost.ranges(),
            "",
            List.of(),
            List.of(),
            List.of(),
            List.of(
                new Outcome.Reading(Map.of("srat", "absent"), lost),
                new Outcome.Reading(
                    Map.of("srat", "per-window"),
                    outcome("v7.1", Status.OK, left.ranges().get(0)))),
            List.of());
    return compare(left, right);
  }

  static Comparison leftOnly() {
    return Comparison.leftOnly(
        new Subject("v6.12", outcome("v6.12", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 1))));
  }

  static Comparison hostile() {
    Outcome hostile = Outcomes.hostile();
    return Comparison.of(
        new Subject(hostile.policy(), hostile),
        new Subject("v7.1", outcome("v7.1", Status.OK, fate(0x1000, 0x4fff, Owner.CXL, 0x4000))));
  }

  /** Returns what a report writes about comparisons of v6.12 with v7.1. */
  static String write(Function<Writer, DifferenceReport> form, Comparison... comparisons) {
    StringWriter out = new StringWriter();
    DifferenceReport report = form.apply(out);
    Totals totals = new Totals("v6.12", "v7.1");
    Run run =
        new Run(
            "1.0", List.of(new Run.PolicyId("v7.1", "0".repeat(64))), List.of(), Map.of("a", "b"));
    try {
      report.begin(new DifferenceReport.Plan("1.0", "policies", List.of("v6.12", "v7.1"), run));
      for (Comparison comparison : comparisons) {
        totals.add(comparison);
        Input input = new Input("x.yaml", 1, 1, "a".repeat(64));
        report.comparison(
            new Compared(
                comparison.left() == null ? null : input,
                comparison.right() == null ? null : input,
                "a title",
                comparison));
      }
      report.end(List.of(totals));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }
}
