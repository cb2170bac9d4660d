package memfate.report;

import java.io.IOException;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.boot.Outcome.EventTrace;
import memfate.boot.Outcome.Finding;
import memfate.boot.Outcome.Firing;
import memfate.boot.Outcome.MatchedFact;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.Reading;
import memfate.boot.Outcome.RuleRef;
import memfate.boot.Outcome.Status;
import memfate.boot.WhyNot;
import memfate.boot.Witness;
import memfate.importer.DescriptionReader;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Outcomes made up for tests. */
final class Outcomes {
  static final RuleRef DEFER =
      new RuleRef("defer what a window touches", null, "policies/v7.1/defer.drl", 7);
  static final RuleRef REGISTER =
      new RuleRef("register what no region contains", "acme/x1", "packs/acme/x1/register.drl", 9);
  static final SourceLocation LINE_12 = new SourceLocation("x.yaml", 12, 5);

  static final RangeFate OWNED_BY_CXL =
      new RangeFate(
          new AddressRange(0x850000000L, 0x284fffffffL),
          Owner.CXL,
          0x2000000000L,
          List.of(
              new RangeDecision("hmem-walk", "defer", DEFER, "deferring range to CXL"),
              new RangeDecision("deferred-work", "drop", DEFER, "")),
          "dax0.0",
          "kmem",
          List.of(),
          List.of(),
          LINE_12);

  static final RangeFate LOST =
      new RangeFate(
          new AddressRange(0x2850000000L, 0x484fffffffL),
          Owner.HMEM,
          0,
          List.of(new RangeDecision("deferred-work", "register", REGISTER, "registering")),
          "dax2.0",
          null,
          List.of("kmem:-16"),
          List.of("kmem dax2.0: could not reserve region"),
          LINE_12);

  private Outcomes() {}

  static Outcome of(Status status, RangeFate... fates) {
    return new Outcome(
        "amd-1",
        "v7.1",
        status,
        List.of(fates),
        "850000000-284fffffff : CXL Window 0\n",
        List.of("hmem_platform hmem_platform.0: deferring range to CXL"),
        List.of(),
        List.of(),
        List.of(),
        List.of());
  }

  /** CXL has a range, and loses it in a step. */
  static Outcome withSteps() {
    Outcome end = of(Status.OK, OWNED_BY_CXL);
    String window = "850000000-284fffffff : CXL Window 0\n";
    RangeFate nobody =
        new RangeFate(
            OWNED_BY_CXL.range(),
            Owner.NONE,
            0,
            List.of(new RangeDecision("hmem-walk", "defer", REGISTER, "deferring range to CXL")),
            null,
            null,
            List.of(),
            List.of(),
            LINE_12);
    List<Outcome.StepState> steps =
        List.of(
            new Outcome.StepState(
                0,
                "boot",
                List.of(OWNED_BY_CXL),
                window + "  850000000-284fffffff : region0\n",
                List.of("a"),
                SourceLocation.NONE),
            new Outcome.StepState(
                1, "destroy region0", List.of(nobody), window, List.of("b"), LINE_12),
            new Outcome.StepState(
                2,
                "load kmem",
                List.of(
                    new RangeFate(
                        nobody.range(),
                        Owner.NONE,
                        0,
                        List.of(),
                        null,
                        null,
                        List.of(),
                        List.of(),
                        LINE_12)),
                window,
                List.of(),
                LINE_12));
    return new Outcome(
        end.platform(),
        end.policy(),
        end.status(),
        List.of(nobody),
        window,
        end.log(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        steps,
        List.of());
  }

  static Outcome withFinding(Outcome outcome, Finding finding) {
    return with(outcome, List.of(finding), outcome.readings(), outcome.trace());
  }

  static Outcome withReadings(Outcome outcome, List<Reading> readings) {
    return with(outcome, outcome.findings(), readings, outcome.trace());
  }

  static Outcome withTrace(Outcome outcome, EventTrace... trace) {
    return with(outcome, outcome.findings(), outcome.readings(), List.of(trace));
  }

  static Outcome partial() {
    return with(
        of(Status.PARTIAL),
        List.of(),
        List.of(
            new Reading(Map.of("srat", "absent"), of(Status.OK, LOST)),
            new Reading(Map.of("srat", "per-window"), of(Status.OK, OWNED_BY_CXL))),
        List.of());
  }

  /** All that a page shows, of one boot with two events. */
  static Evaluated detailed() {
    Outcome end = of(Status.OK, OWNED_BY_CXL);
    MatchedFact fact =
        new MatchedFact("HmemUnit(x)", "exists", LINE_12, new AddressRange(0x100, 0x1ff));
    MatchedFact absent = new MatchedFact("Flag( name == \"x\" )", "not", SourceLocation.NONE, null);
    EventTrace walk =
        new EventTrace(
            2,
            "hmem-walk",
            "dax_hmem",
            List.of(new Firing(DEFER, List.of(fact, absent)), new Firing(DEFER, List.of(fact))),
            List.of(new Outcome.Change("decision: defer", OWNED_BY_CXL.range())));
    Outcome.MapRow row =
        new Outcome.MapRow(OWNED_BY_CXL.range(), "cxl", 0, OWNED_BY_CXL.usable(), LINE_12);
    Outcome mapped =
        new Outcome(
            end.platform(),
            end.policy(),
            end.status(),
            end.ranges(),
            end.iomem(),
            end.log(),
            List.of(),
            List.of(),
            List.of(),
            List.of(walk),
            List.of(),
            List.of(
                new Outcome.MapStep(1, "boot", "firmware", 0, List.of()),
                new Outcome.MapStep(
                    2,
                    "hmem-walk",
                    "dax_hmem",
                    1,
                    List.of(new Outcome.MapChange(Outcome.Band.FATE, 0, 0, List.of(row))))));
    WhyNot.Attempt attempt = new WhyNot.Attempt(2, "hmem-walk", "dax_hmem", 1);
    WhyNot whyNot =
        new WhyNot(
            REGISTER,
            List.of(new WhyNot.Condition("not", "Flag( )", 12)),
            "hmem-walk",
            Map.of(),
            List.of(),
            List.of(attempt),
            new WhyNot.Furthest(
                attempt,
                List.of(List.of(fact)),
                1,
                fact,
                List.of(new WhyNot.Constraint("touched", WhyNot.Truth.FALSE)),
                List.of()),
            List.of("hmem-walk"),
            Status.OK,
            List.of());
    Witness witness =
        new Witness("amd-1", "v7.1", Map.of(), List.of(new Witness.Step("boot", "", "firmware")));
    Platform titled =
        new DescriptionReader()
            .read(
                "x.yaml",
                "schema: memfate-platform/1\nid: amd-1\ntitle: a <b>title\nfirmware-map: [{range: 0x1000-0x1fff, e820: usable}]\n")
            .platforms()
            .get(0);
    return new Evaluated(new Input("x.yaml", 1, 1, "a".repeat(64)), titled, mapped)
        .with(
            new Detail(
                List.of(new WhyNot.About(OWNED_BY_CXL.range(), whyNot)),
                List.of(new Detail.Replay(witness, mapped)),
                List.of(new Detail.RuleText(DEFER, "rule \"x\"\nend"))));
  }

  static Outcome invalid() {
    return new Outcome(
        "broken.yaml",
        "",
        Status.INVALID,
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(Diagnostic.error("range ends before its start", LINE_12)),
        List.of(),
        List.of());
  }

  /** Every text that an input controls holds markup, line breaks and what no XML may hold. */
  static Outcome hostile() {
    String text =
        "=a\"b'<!--&amp;]]>,::%\r\n\u0000\u001b[31m\u2028\uffff\ud800\u00e9[x](http://y){0}";
    RuleRef rule = new RuleRef(text, text, text, 7);
    RangeFate fate =
        new RangeFate(
            LOST.range(),
            Owner.NONE,
            0,
            List.of(new RangeDecision(text, text, rule, text)),
            text,
            text,
            List.of(text),
            List.of(text),
            LINE_12);
    SourceLocation at = new SourceLocation(text, 3, 4);
    return new Outcome(
        text,
        text,
        Status.OK,
        List.of(fate),
        text,
        List.of(text),
        List.of(new Finding(text, Diagnostic.Severity.ERROR, text, text, 4096, at, rule, null)),
        List.of(new Diagnostic(Diagnostic.Severity.WARNING, text, at, 1, text, text)),
        List.of(),
        List.of());
  }

  static Finding finding(
      String code,
      Diagnostic.Severity severity,
      String message,
      SourceLocation at,
      @Nullable RuleRef rule) {
    return new Finding(code, severity, message, "", -1, at, rule, null);
  }

  static Finding finding(Diagnostic.Severity severity) {
    return new Finding(
        "SR-STRADDLES-WINDOWS",
        severity,
        "one range, two windows",
        "split the range",
        1L << 30,
        LINE_12,
        DEFER,
        null);
  }

  static EventTrace event(
      int sequence, String event, @Nullable AddressRange about, String factAt, String effect) {
    return new EventTrace(
        sequence,
        event,
        "dax_hmem",
        List.of(
            new Firing(
                DEFER,
                List.of(
                    new MatchedFact("HmemUnit " + factAt, "", LINE_12, about),
                    new MatchedFact("CxlRegion over it", "not", SourceLocation.NONE, null)))),
        List.of(new Outcome.Change(effect, about)));
  }

  private static Outcome with(
      Outcome outcome, List<Finding> findings, List<Reading> readings, List<EventTrace> trace) {
    return new Outcome(
        outcome.platform(),
        outcome.policy(),
        outcome.status(),
        outcome.ranges(),
        outcome.iomem(),
        outcome.log(),
        findings,
        outcome.diagnostics(),
        readings,
        trace);
  }

  /** Returns what a report writes about a run of these outcomes. */
  static String write(Function<Writer, Report> form, Outcome... outcomes) {
    StringWriter out = new StringWriter();
    Report report = form.apply(out);
    Summary summary = new Summary();
    try {
      report.begin(
          new Run(
              "1.0",
              List.of(new Run.PolicyId("v7.1", "0".repeat(64))),
              List.of(new Run.PackId("acme/x1", "1.2", "f".repeat(64))),
              Map.of("order", "default")));
      int document = 0;
      for (Outcome outcome : outcomes) {
        summary.add(outcome);
        report.outcome(
            new Evaluated(new Input("x.yaml", ++document, 1, "a".repeat(64)), null, outcome));
      }
      report.end(summary);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return out.toString();
  }
}
