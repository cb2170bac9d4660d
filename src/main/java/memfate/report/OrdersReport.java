package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import memfate.boot.Exploration;
import memfate.boot.Exploration.CriticalPair;
import memfate.boot.Exploration.Orders;
import memfate.boot.Exploration.RangeOrders;
import memfate.boot.Exploration.RangeOutcome;
import memfate.boot.Exploration.Verdict;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.Witness;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Printable;

/** Whether fates depend on the order of events, for people: the outcomes, and an order for each. */
public final class OrdersReport implements Report {
  private final Writer out;
  private final boolean colour;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   */
  public OrdersReport(Writer out, boolean colour) {
    this.out = out;
    this.colour = colour;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    write("", Ink.BOLD, heading(outcome) + " (" + evaluated.input() + ")");
    Exploration exploration = evaluated.exploration();
    if (exploration == null) {
      write("  ", Ink.YELLOW, StatusWords.of(outcome));
      return;
    }
    for (Orders orders : exploration.readings()) {
      boolean one = orders.assume().isEmpty();
      if (!one) {
        write("  ", Ink.BOLD, ReadingWords.sentence(orders.assume()) + ":");
      }
      orders(one ? "  " : "    ", orders);
      for (Judgement judgement : evaluated.judgements()) {
        if (judgement.assume().equals(orders.assume())) {
          judgement(one ? "  " : "    ", judgement, orders);
        }
      }
    }
  }

  private static String heading(Outcome outcome) {
    return outcome.policy().isEmpty()
        ? outcome.platform()
        : outcome.platform() + " under " + outcome.policy();
  }

  private void orders(String indent, Orders orders) throws IOException {
    write(indent, ink(orders.verdict()), OrderWords.verdict(orders));
    write(indent, Ink.DIM, OrderWords.effort(orders));
    Exploration.Sample sample = orders.sample();
    if (sample != null) {
      write(indent, Ink.YELLOW, OrderWords.sample(sample));
    }
    for (RangeOrders range : orders.ranges()) {
      range(indent, range, orders.prefix());
    }
  }

  private void range(String indent, RangeOrders range, int prefix) throws IOException {
    write(
        indent,
        ink(range.verdict()),
        range.range().toKernelString() + "  " + Words.of(range.verdict()));
    boolean several = range.outcomes().size() > 1;
    for (int i = 0; i < range.outcomes().size(); i++) {
      RangeOutcome outcome = range.outcomes().get(i);
      String number = several ? (i + 1) + ". " : "";
      String count = outcome.orders() == null ? "" : ": " + OrderWords.count(outcome.orders());
      write(
          indent + "  ",
          Ink.PLAIN,
          number + OrderWords.fate(outcome.fate(), range.range()) + count);
    }
    CriticalPair critical = range.critical();
    if (critical != null) {
      write(indent + "  ", Ink.BOLD, sentence(critical));
    }
    for (int i = 0; several && i < range.outcomes().size(); i++) {
      witness(indent + "  ", i + 1, range.outcomes().get(i).witness(), prefix);
    }
  }

  private static String sentence(CriticalPair pair) {
    Witness.Step last = pair.before().get(pair.before().size() - 1);
    return "decided by: %s before %s (outcome 1), or %s before %s; either may be next after %s"
        .formatted(
            pair.keeps().text(),
            pair.loses().text(),
            pair.loses().text(),
            pair.keeps().text(),
            last.text());
  }

  private void witness(String indent, int number, Witness witness, int prefix) throws IOException {
    List<Witness.Step> steps = witness.steps();
    write(indent, Ink.BOLD, "an order with outcome %d:".formatted(number));
    for (String line : WitnessTable.lines(steps.subList(prefix, steps.size()), prefix)) {
      write(indent + "  ", Ink.PLAIN, line);
    }
  }

  private void judgement(String indent, Judgement judgement, Orders orders) throws IOException {
    boolean hold = judgement.complete() && judgement.violations().isEmpty();
    write(indent, hold ? Ink.GREEN : Ink.BOLD, JudgementWords.heading(judgement));
    for (Judgement.Violation violation : judgement.violations()) {
      if (violation.finding().counts()) {
        violation(indent + "  ", judgement, violation, orders);
      }
    }
  }

  private void violation(
      String indent, Judgement judgement, Judgement.Violation violation, Orders orders)
      throws IOException {
    Outcome.Finding finding = violation.finding();
    String what = "%s: %s".formatted(Words.of(finding.severity()), finding.code());
    write(indent, ink(finding.severity()), what + " " + violation.range().toKernelString());
    write(indent + "  ", Ink.PLAIN, finding.message());
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      write(indent + "  ", Ink.DIM, RuleWords.of(rule));
    }
    String where = JudgementWords.where(judgement, violation);
    String known = orderAbove(violation.witness(), orders);
    if (judgement.outcomes() == 1 || !known.isEmpty()) {
      write(indent + "  ", Ink.PLAIN, where + known);
    } else {
      write(indent + "  ", Ink.PLAIN, where + ", by this order:");
      List<Witness.Step> steps = violation.witness().steps();
      int prefix = orders.prefix();
      for (String line : WitnessTable.lines(steps.subList(prefix, steps.size()), prefix)) {
        write(indent + "    ", Ink.PLAIN, line);
      }
    }
  }

  /** Says which order of those that the ranges show is the witness; nothing when none is. */
  private static String orderAbove(Witness witness, Orders orders) {
    for (RangeOrders range : orders.ranges()) {
      for (int i = 0; range.outcomes().size() > 1 && i < range.outcomes().size(); i++) {
        if (range.outcomes().get(i).witness().equals(witness)) {
          return ", by the order with outcome %d of %s"
              .formatted(i + 1, range.range().toKernelString());
        }
      }
    }
    return "";
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.flush();
  }

  private static Ink ink(Severity severity) {
    return switch (severity) {
      case ERROR -> Ink.RED;
      case WARNING -> Ink.YELLOW;
      case INFO -> Ink.PLAIN;
    };
  }

  private static Ink ink(Verdict verdict) {
    return switch (verdict) {
      case INDEPENDENT -> Ink.GREEN;
      case DEPENDENT -> Ink.RED;
      case UNKNOWN -> Ink.YELLOW;
    };
  }

  private void write(String indent, Ink ink, String text) throws IOException {
    out.write(indent + ink.on(colour, Printable.of(text)) + "\n");
  }
}
