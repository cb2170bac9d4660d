package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Printable;

/**
 * The report for people: each range with its owner, what of it is usable, and who decided so.
 *
 * <p>Everything that comes from an input is made safe for a terminal.
 */
public final class TextReport implements Report {
  private static final int LOG_LINES_OF_A_CRASH = 5;

  private final Writer out;
  private final boolean colour;
  private final boolean verbose;
  private boolean started;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param verbose whether to add the resource tree and the log
   */
  public TextReport(Writer out, boolean colour, boolean verbose) {
    this.out = out;
    this.colour = colour;
    this.verbose = verbose;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    if (started) {
      out.write("\n");
    }
    started = true;
    heading(evaluated);
    body("  ", evaluated.outcome());
    for (Remark remark : verbose ? Remark.withSuppressed(evaluated) : Remark.of(evaluated)) {
      remark("  ", remark);
    }
  }

  @Override
  public void end(Summary summary) throws IOException {
    if (summary.outcomes() != 1) {
      out.write((started ? "\n" : "") + SummaryWords.sentence(summary) + "\n");
      for (String line : SummaryTable.lines(summary)) {
        out.write("  " + line + "\n");
      }
    }
    out.flush();
  }

  private void heading(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    StringBuilder line = new StringBuilder(paint(Ink.BOLD, outcome.platform()));
    if (!outcome.policy().isEmpty()) {
      line.append(" under ").append(paint(Ink.BOLD, outcome.policy()));
    }
    line.append(paint(Ink.DIM, " (" + evaluated.input() + ")"));
    out.write(line + "\n");
    if (!evaluated.title().isEmpty()) {
      write("  ", Ink.PLAIN, evaluated.title());
    }
  }

  private void body(String indent, Outcome outcome) throws IOException {
    status(indent, outcome);
    if (outcome.readings().isEmpty()) {
      ranges(indent, outcome.ranges());
      if (outcome.ranges().isEmpty() && outcome.status() == Outcome.Status.OK) {
        write(indent, Ink.DIM, "no Soft Reserved range");
      }
      steps(indent, outcome);
    }
    for (Outcome.Reading reading : outcome.readings()) {
      write(indent, Ink.BOLD, ReadingWords.sentence(reading.assume()) + ":");
      body(indent + "  ", reading.outcome());
    }
    if (verbose && outcome.readings().isEmpty()) {
      lines(indent, "iomem:", outcome.iomem().lines().toList());
      lines(indent, "log:", outcome.log());
    }
  }

  private void status(String indent, Outcome outcome) throws IOException {
    switch (outcome.status()) {
      case OK -> {}
      case CRASH -> {
        write(indent, Ink.ALARM, "*** THE KERNEL DIES IN THIS BOOT ***");
        if (!verbose) {
          List<String> log = outcome.log();
          int from = Math.max(0, log.size() - LOG_LINES_OF_A_CRASH);
          lines(indent, "last words:", log.subList(from, log.size()));
        }
      }
      case INVALID -> write(indent, Ink.RED, StatusWords.of(outcome));
      case PARTIAL, UNSUPPORTED, INCONCLUSIVE -> write(indent, Ink.YELLOW, StatusWords.of(outcome));
    }
  }

  private void ranges(String indent, List<Outcome.RangeFate> fates) throws IOException {
    int rangeWidth = width(fates.stream().map(f -> f.range().toKernelString()).toList());
    int ownerWidth = width(fates.stream().map(f -> f.owner().word()).toList());
    int usableWidth = width(fates.stream().map(RangeWords::usable).toList());
    for (Outcome.RangeFate fate : fates) {
      String device = RangeWords.device(fate);
      out.write(indent);
      out.write(pad(fate.range().toKernelString(), rangeWidth) + "  ");
      out.write(ink(fate.owner()).on(colour, pad(fate.owner().word(), ownerWidth)) + "  ");
      out.write(
          (Summary.isLost(fate) ? Ink.RED : Ink.PLAIN)
              .on(
                  colour,
                  device.isEmpty()
                      ? RangeWords.usable(fate)
                      : pad(RangeWords.usable(fate), usableWidth)));
      out.write(device.isEmpty() ? "\n" : "  " + Printable.of(device) + "\n");
      decisions(indent + "    ", fate);
    }
    if (fates.size() > 1) {
      Summary total = new Summary();
      total.addRanges(fates);
      write(indent, Ink.PLAIN, "total: " + SummaryWords.ranges(total));
    }
  }

  private void decisions(String indent, Outcome.RangeFate fate) throws IOException {
    int eventWidth = width(fate.decisions().stream().map(d -> d.event()).toList());
    int decisionWidth = width(fate.decisions().stream().map(d -> d.decision()).toList());
    for (Outcome.RangeDecision decision : fate.decisions()) {
      write(
          indent,
          Ink.PLAIN,
          (pad(decision.event(), eventWidth)
                  + "  "
                  + pad(decision.decision(), decisionWidth)
                  + "  "
                  + decision.message())
              .stripTrailing());
      write(indent + "  ", Ink.DIM, RuleWords.of(decision.rule()));
    }
    for (String error : fate.errors()) {
      write(indent, Ink.RED, "error: " + Errno.inWords(error));
    }
    if (fate.usable() != fate.range().size()) {
      for (String remark : fate.remarks()) {
        if (!remark.contains(": probe with driver ")) {
          write(indent, Ink.DIM, "log: " + remark);
        }
      }
    }
  }

  /** What each step of the description changed. */
  private void steps(String indent, Outcome outcome) throws IOException {
    if (!outcome.steps().isEmpty()) {
      write(indent, Ink.BOLD, "step by step:");
    }
    Outcome.StepState before = null;
    for (Outcome.StepState state : outcome.steps()) {
      String at = state.at().toString();
      String place = at.isEmpty() ? "" : Ink.DIM.on(colour, Printable.of("  <- " + at));
      List<StepWords.Line> changes = StepWords.changes(before, state);
      String heading = StepWords.heading(state) + (changes.isEmpty() ? ": nothing changes" : "");
      out.write(indent + "  " + Printable.of(heading) + place + "\n");
      for (StepWords.Line change : changes) {
        write(indent + "     ", change.ink(), change.text());
      }
      before = state;
    }
  }

  private void remark(String indent, Remark remark) throws IOException {
    Outcome.Finding finding = remark.finding();
    out.write(indent + ink(finding.severity()).on(colour, Words.of(finding.severity()) + ": "));
    out.write(Printable.of(finding.code() + ": " + remark.sentence()) + "\n");
    if (!finding.advice().isEmpty()) {
      write(indent + "    ", Ink.PLAIN, finding.advice());
    }
    List<String> origin = new ArrayList<>();
    origin.add(remark.at().toString());
    Outcome.RuleRef rule = finding.rule();
    if (rule != null) {
      origin.add(RuleWords.of(rule));
    }
    write(indent + "    ", Ink.DIM, String.join(", ", origin));
    if (finding.suppressed() != null) {
      write(indent + "    ", Ink.DIM, "suppressed: " + finding.suppressed());
    }
  }

  private void lines(String indent, String title, List<String> lines) throws IOException {
    if (lines.isEmpty()) {
      return;
    }
    write(indent, Ink.BOLD, title);
    for (String line : lines) {
      write(indent + "  ", Ink.PLAIN, line);
    }
  }

  private void write(String indent, Ink ink, String text) throws IOException {
    out.write(indent + paint(ink, text) + "\n");
  }

  private String paint(Ink ink, String text) {
    return ink.on(colour, Printable.of(text));
  }

  private static Ink ink(Outcome.Owner owner) {
    return switch (owner) {
      case CXL -> Ink.GREEN;
      case HMEM -> Ink.CYAN;
      case SYSTEM_RAM -> Ink.BLUE;
      case NONE -> Ink.RED;
    };
  }

  private static Ink ink(Severity severity) {
    return switch (severity) {
      case ERROR -> Ink.RED;
      case WARNING -> Ink.YELLOW;
      case INFO -> Ink.PLAIN;
    };
  }

  private static int width(List<String> words) {
    return words.stream().mapToInt(String::length).max().orElse(0);
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
