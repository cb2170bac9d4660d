package memfate.boot;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome.Status;
import memfate.engine.Asked;
import memfate.engine.Firing;
import memfate.engine.RuleFailure;
import memfate.engine.RuleInfo;
import memfate.facts.Conflict;
import memfate.facts.Crash;
import memfate.facts.Decision;
import memfate.facts.Effect;
import memfate.facts.Event;
import memfate.facts.Finding;
import memfate.facts.InsertResource;
import memfate.facts.Located;
import memfate.facts.LogLine;
import memfate.facts.Placed;
import memfate.facts.PublicWindow;
import memfate.facts.Refuse;
import memfate.facts.RemoveResource;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** What happened during one boot, in order. */
final class BootRecord {

  /** A decision about a unit, as it stands in the record, and the place of its event. */
  record UnitDecision(AddressRange unit, Outcome.RangeDecision decision, int sequence) {}

  /** A log line about some addresses. */
  record Remark(AddressRange range, String text) {}

  private final boolean tracing;
  private final Map<String, String> suppressed;
  private final List<UnitDecision> decisions = new ArrayList<>();
  private Map<AddressRange, List<UnitDecision>> ofThisEvent = new LinkedHashMap<>();
  private final List<String> log = new ArrayList<>();
  private final List<Remark> remarks = new ArrayList<>();
  private final List<Outcome.Finding> findings = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Outcome.EventTrace> trace = new ArrayList<>();
  private final List<Outcome.Firing> firings = new ArrayList<>();
  private final List<Outcome.Change> changes = new ArrayList<>();
  private Status status = Status.OK;
  private int sequence;
  private @Nullable Event current;

  /**
   * Begins the record of a boot.
   *
   * @param suppressed codes of findings that the description does not want to hear of, and why
   */
  BootRecord(boolean tracing, Map<String, String> suppressed) {
    this.tracing = tracing;
    this.suppressed = suppressed;
  }

  void begin(Event event) {
    sequence++;
    current = event;
    firings.clear();
    changes.clear();
  }

  int sequence() {
    return sequence;
  }

  void end() {
    settle();
    Event event = current;
    if (tracing && event != null && !(firings.isEmpty() && changes.isEmpty())) {
      trace.add(
          new Outcome.EventTrace(
              sequence, nameOf(event), event.actor(), List.copyOf(firings), List.copyOf(changes)));
    }
  }

  static String nameOf(Event event) {
    return event.subject().isEmpty() ? event.name() : event.name() + " " + event.subject();
  }

  void fired(List<Firing> fired) {
    fired.forEach(one -> firings.add(firing(one)));
  }

  static Outcome.Firing firing(Firing fired) {
    return new Outcome.Firing(
        reference(fired.rule()), fired.facts().stream().map(BootRecord::matched).toList());
  }

  private static Outcome.MatchedFact matched(Firing.Matched matched) {
    return fact(matched.fact(), matched.quantifier());
  }

  /** Returns a fact as a report shows it. */
  static Outcome.MatchedFact fact(Object fact, String quantifier) {
    SourceLocation at = fact instanceof Located located ? located.at() : SourceLocation.NONE;
    return new Outcome.MatchedFact(FactText.of(fact), quantifier, at, FactText.rangeOf(fact));
  }

  void effect(Effect effect, @Nullable Object answer) {
    if (!tracing) {
      return;
    }
    if (answer instanceof Placed placed) {
      change(
          placed.range(), "%s: %s : %s".formatted(treeName(effect), placed.range(), placed.name()));
    } else if (answer instanceof Conflict conflict) {
      change(
          conflict.range(),
          "%s: %s : %s refused, %s is in the way"
              .formatted(treeName(effect), conflict.range(), conflict.name(), conflict.with()));
    } else if (answer instanceof PublicWindow window) {
      change(window.published(), "iomem: %s : %s".formatted(window.published(), window.name()));
    } else if (effect instanceof RemoveResource remove) {
      change(
          remove.range(),
          "%s: %s : %s removed".formatted(treeName(effect), remove.range(), remove.name()));
    } else if (effect instanceof Event event) {
      change(event.range(), "next: " + nameOf(event));
    }
  }

  private void change(@Nullable AddressRange range, String text) {
    changes.add(new Outcome.Change(text, range));
  }

  private static String treeName(Effect effect) {
    String tree =
        effect instanceof InsertResource insert
            ? insert.tree().name()
            : effect instanceof RemoveResource remove ? remove.tree().name() : "";
    return tree.toLowerCase(java.util.Locale.ROOT);
  }

  void decided(Arbiter.Verdict verdict) {
    Event event = current;
    if (event != null) {
      Outcome.RangeDecision decision =
          new Outcome.RangeDecision(
              event.name(),
              verdict.decision().decision(),
              reference(verdict.asked().rule()),
              verdict.decision().message());
      AddressRange unit = verdict.decision().range();
      ofThisEvent
          .computeIfAbsent(unit, range -> new ArrayList<>(1))
          .add(new UnitDecision(unit, decision, sequence));
      if (tracing) {
        AddressRange range = verdict.decision().range();
        change(range, "decision: %s %s".formatted(decision.decision(), range));
        verdict.overruled().forEach(other -> change(range, overruled(other)));
      }
    }
  }

  private static String overruled(Asked other) {
    return "overruled: %s, of rule \"%s\" at %s:%d"
        .formatted(
            ((Decision) other.effect()).decision(),
            other.rule().name(),
            other.rule().file(),
            other.rule().line());
  }

  /** Takes back the decision about a unit at the current event. */
  void withdraw(AddressRange unit) {
    ofThisEvent.remove(unit);
  }

  void log(String line) {
    log.add(line);
  }

  /** Logs a line; what is about addresses and tells no decision is a remark as well. */
  void log(LogLine line) {
    log.add(line.text());
    AddressRange range = line.range();
    if (range != null && !line.decision()) {
      remarks.add(new Remark(range, line.text()));
    }
  }

  void find(Finding finding, RuleInfo rule) {
    findings.add(
        new Outcome.Finding(
            finding.code(),
            Diagnostic.Severity.valueOf(finding.severity().toUpperCase(java.util.Locale.ROOT)),
            finding.message(),
            finding.advice(),
            finding.bytes(),
            finding.at(),
            reference(rule),
            suppressed.get(finding.code())));
  }

  void crash(Crash crash) {
    status = Status.CRASH;
    log.add(crash.message());
  }

  void refuse(Refuse refuse, RuleInfo rule) {
    status = Status.UNSUPPORTED;
    diagnose(
        Diagnostic.error(
            refuse.message() + " (rule \"" + rule.name() + "\")",
            new SourceLocation(rule.file(), rule.line(), 0)));
  }

  void fail(RuleFailure failure) {
    status = failure.isLimit() ? Status.INCONCLUSIVE : Status.UNSUPPORTED;
    diagnose(diagnosticOf(failure));
  }

  /** Says that there are firings beyond those recorded; of a run that failed none is shown. */
  void lacks(int firings) {
    if (firings > 0 && status == Status.OK) {
      String message =
          "not all firings of rules are recorded: the last ones are missing, %d in number"
              .formatted(firings);
      diagnose(
          new Diagnostic(Diagnostic.Severity.WARNING, message, SourceLocation.NONE, 1, "", ""));
    }
  }

  static Diagnostic diagnosticOf(RuleFailure failure) {
    RuleInfo rule = failure.rule();
    String message = failure.getMessage();
    return Diagnostic.error(
        message == null ? "a rule failed" : message,
        rule == null ? SourceLocation.NONE : new SourceLocation(rule.file(), rule.line(), 0));
  }

  /** The order that somebody asked for is none of this boot. */
  void refuseOrder(NoSuchOrder refused) {
    status = Status.UNSUPPORTED;
    diagnose(Diagnostic.error(String.valueOf(refused.getMessage()), SourceLocation.NONE));
  }

  /** Two rules of equal rank disagree: the policy gives no answer. */
  void conflict(Diagnostic diagnostic) {
    status = Status.UNSUPPORTED;
    diagnose(diagnostic);
  }

  void diagnose(Diagnostic diagnostic) {
    diagnostics.add(diagnostic);
  }

  static Outcome.RuleRef reference(RuleInfo rule) {
    return new Outcome.RuleRef(rule.name(), rule.pack(), rule.file(), rule.line());
  }

  /** Returns whether the boot came to an end that says who owns what. */
  boolean hasAnswer() {
    return status == Status.OK || status == Status.CRASH;
  }

  Status status() {
    return status;
  }

  private void settle() {
    ofThisEvent.values().forEach(decisions::addAll);
    ofThisEvent = new LinkedHashMap<>();
  }

  List<UnitDecision> decisions() {
    settle();
    return decisions;
  }

  /** Takes over what was decided before this record begins, and how the boot stood. */
  void goOn(Status before, List<UnitDecision> decided) {
    status = before;
    decisions.addAll(decided);
  }

  List<Remark> remarks() {
    return remarks;
  }

  List<String> log() {
    return log;
  }

  List<Outcome.Finding> findings() {
    return findings;
  }

  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  List<Outcome.EventTrace> trace() {
    return trace;
  }
}
