package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.RuleRef;
import memfate.diff.AnswerDifference;
import memfate.diff.Comparison;
import memfate.diff.Comparison.Verdict;
import memfate.diff.Parting;
import memfate.diff.RangeDifference;
import memfate.diff.RangeGroup;
import memfate.diff.Totals;
import memfate.iomem.ByteCount;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Differences for people: the two fates of a range side by side, the place where they part marked.
 *
 * <p>Platforms of which the same becomes are counted, not listed, unless the report is verbose.
 * What could not be compared is always named.
 */
public final class TextDifferenceReport implements DifferenceReport {
  private static final int MARK = 4;

  /** A line of the table about a range. */
  private record Row(String name, String left, String right, boolean parts) {}

  private final Writer out;
  private final boolean colour;
  private final boolean verbose;
  private boolean started;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param verbose whether to list ranges too whose fate is the same by other decisions
   */
  public TextDifferenceReport(Writer out, boolean colour, boolean verbose) {
    this.out = out;
    this.colour = colour;
    this.verbose = verbose;
  }

  @Override
  public void begin(Plan plan) {}

  @Override
  public void comparison(Compared compared) throws IOException {
    Comparison comparison = compared.comparison();
    List<String> reasons = DifferenceWords.reasons(comparison);
    Verdict verdict = comparison.verdict();
    boolean told =
        verdict == Verdict.CHANGED || !reasons.isEmpty() || (verbose && verdict != Verdict.SAME);
    if (!told) {
      return;
    }
    heading(compared);
    for (String reason : reasons) {
      write("  ", Ink.YELLOW, reason);
    }
    if (comparison.answers().isEmpty()) {
      write("  ", Ink.YELLOW, "not compared");
    } else if (verdict == Verdict.SAME || verdict == Verdict.DECISIONS) {
      write("  ", Ink.PLAIN, "the same becomes of every range");
    }
    for (AnswerDifference answer : comparison.answers()) {
      answer(comparison, answer);
    }
  }

  private void heading(Compared compared) throws IOException {
    if (started) {
      out.write("\n");
    }
    started = true;
    Comparison comparison = compared.comparison();
    String sides =
        "%s -> %s"
            .formatted(
                DifferenceWords.label(comparison.left()),
                DifferenceWords.label(comparison.right()));
    out.write(paint(Ink.BOLD, comparison.platform()) + ": " + paint(Ink.BOLD, sides));
    out.write(paint(Ink.DIM, " (" + compared.inputs() + ")") + "\n");
    if (!compared.title().isEmpty()) {
      write("  ", Ink.PLAIN, compared.title());
    }
  }

  private void answer(Comparison comparison, AnswerDifference answer) throws IOException {
    String indent = "  ";
    if (!answer.assume().isEmpty()) {
      boolean same = !(verbose ? answer.differs() : answer.isChanged());
      String words = ReadingWords.sentence(answer.assume()) + ":";
      write(indent, Ink.BOLD, same ? words + " the same" : words);
      indent = "    ";
    }
    for (RangeGroup group : answer.groups()) {
      for (RangeDifference piece : group.pieces()) {
        if (piece.isOfFate() || (verbose && !piece.changes().isEmpty())) {
          range(indent, comparison, piece);
        }
      }
      if (!group.isExact() && !group.changed().isEmpty()) {
        write(
            indent,
            Ink.PLAIN,
            "usable in these %d together: %s -> %s"
                .formatted(
                    group.pieces().size(),
                    ByteCount.inWords(group.usableLeft()),
                    ByteCount.inWords(group.usableRight())));
      }
    }
  }

  private void range(String indent, Comparison comparison, RangeDifference piece)
      throws IOException {
    boolean loses = piece.gain() != null && piece.gain().signum() < 0;
    out.write(indent + piece.range().toKernelString() + "  ");
    out.write(paint(loses ? Ink.RED : Ink.PLAIN, DifferenceWords.headline(piece)) + "\n");
    List<Row> rows = new ArrayList<>();
    rows.add(
        new Row(
            "",
            DifferenceWords.label(comparison.left()),
            DifferenceWords.label(comparison.right()),
            false));
    rows.addAll(fates(piece));
    rows.addAll(decisions(piece));
    table(indent, rows);
    parting(indent + " ".repeat(MARK), comparison, piece.parting());
    rules(indent + " ".repeat(MARK), comparison, piece);
    if (verbose) {
      String deeper = indent + " ".repeat(MARK);
      oneSided(deeper, DifferenceWords.label(comparison.left()), piece.oneSided().left());
      oneSided(deeper, DifferenceWords.label(comparison.right()), piece.oneSided().right());
    }
  }

  private static List<Row> fates(RangeDifference piece) {
    RangeFate left = piece.left();
    RangeFate right = piece.right();
    List<Row> rows = new ArrayList<>();
    rows.add(row("owner", DifferenceWords.owner(left), DifferenceWords.owner(right)));
    rows.add(
        row(
            "usable",
            DifferenceWords.usable(piece, left, piece.usableLeft()),
            DifferenceWords.usable(piece, right, piece.usableRight())));
    rows.add(row("device", DifferenceWords.device(left), DifferenceWords.device(right)));
    rows.add(row("errors", DifferenceWords.errors(left), DifferenceWords.errors(right)));
    return rows;
  }

  private static Row row(String name, String left, String right) {
    return new Row(name, left, right, false);
  }

  /** Decisions at the same event stand in one row; the first row that differs is marked. */
  private static List<Row> decisions(RangeDifference piece) {
    List<RangeDecision> left = piece.left() == null ? List.of() : piece.left().decisions();
    List<RangeDecision> right = piece.right() == null ? List.of() : piece.right().decisions();
    List<Row> rows = new ArrayList<>();
    boolean parted = false;
    int i = 0;
    int j = 0;
    while (i < left.size() || j < right.size()) {
      boolean together =
          i < left.size() && j < right.size() && left.get(i).event().equals(right.get(j).event());
      RangeDecision before = i < left.size() ? left.get(i) : null;
      RangeDecision after = j < right.size() && (together || before == null) ? right.get(j) : null;
      i += before == null ? 0 : 1;
      j += after == null ? 0 : 1;
      boolean differs = !word(before).equals(word(after));
      RangeDecision any = before == null ? Objects.requireNonNull(after) : before;
      rows.add(new Row(any.event(), word(before), word(after), differs && !parted));
      parted |= differs;
    }
    return rows;
  }

  private static String word(@Nullable RangeDecision decision) {
    return decision == null ? DifferenceWords.NOTHING : decision.decision();
  }

  private void table(String indent, List<Row> rows) throws IOException {
    int names = rows.stream().mapToInt(r -> r.name().length()).max().orElse(0);
    int lefts = rows.stream().mapToInt(r -> r.left().length()).max().orElse(0);
    for (Row row : rows) {
      String line = pad(row.name(), names) + "  " + pad(row.left(), lefts) + "  " + row.right();
      write(
          indent + (row.parts() ? "  > " : "    "),
          row.name().isEmpty() ? Ink.BOLD : Ink.PLAIN,
          line.stripTrailing());
    }
  }

  /** Only what the table does not show: boots that part before they decide otherwise. */
  private void parting(String indent, Comparison comparison, @Nullable Parting parting)
      throws IOException {
    if (parting == null || parting.by() == Parting.By.DECISION) {
      return;
    }
    Parting.Step left = parting.left();
    Parting.Step step = left == null ? parting.right() : left;
    RuleRef rule = step == null ? null : step.rule();
    if (step != null && rule != null) {
      write(
          indent,
          Ink.PLAIN,
          "they part at %s, where only %s has this:"
              .formatted(
                  step.event(),
                  DifferenceWords.label(left == null ? comparison.right() : comparison.left())));
    }
  }

  private void oneSided(String indent, String label, List<Parting.Step> steps) throws IOException {
    for (Parting.Step step : steps) {
      RuleRef rule = step.rule();
      if (rule != null) {
        write(
            indent,
            Ink.DIM,
            "only %s: at %s, %s".formatted(label, step.event(), RuleWords.of(rule)));
      }
    }
  }

  private void rules(String indent, Comparison comparison, RangeDifference piece)
      throws IOException {
    Parting parting = piece.parting();
    List<RuleRef> left =
        DifferenceWords.rules(piece.left(), parting == null ? null : parting.left());
    List<RuleRef> right =
        DifferenceWords.rules(piece.right(), parting == null ? null : parting.right());
    for (RuleRef rule : left) {
      write(indent, Ink.DIM, DifferenceWords.label(comparison.left()) + ": " + RuleWords.of(rule));
    }
    for (RuleRef rule : right) {
      write(indent, Ink.DIM, DifferenceWords.label(comparison.right()) + ": " + RuleWords.of(rule));
    }
  }

  @Override
  public void end(List<Totals> totals) throws IOException {
    for (Totals each : totals) {
      if (started) {
        out.write("\n");
      }
      started = true;
      total(each);
    }
    out.flush();
  }

  private void total(Totals totals) throws IOException {
    String sides = totals.leftLabel() + " -> " + totals.rightLabel();
    write("", Ink.BOLD, sides + ": " + DifferenceWords.counts(totals));
    write("  ", totals.lost().signum() > 0 ? Ink.RED : Ink.PLAIN, DifferenceWords.bytes(totals));
    List<DifferenceWords.TotalLine> lines = DifferenceWords.lines(totals);
    List<String[]> cells = new ArrayList<>();
    cells.add(new String[] {"", totals.leftLabel(), totals.rightLabel(), "change"});
    for (DifferenceWords.TotalLine line : lines) {
      String change = DifferenceWords.signed(line.change());
      cells.add(
          new String[] {
            line.name(),
            ByteCount.inWords(line.left()),
            ByteCount.inWords(line.right()),
            change.isEmpty() ? "0" : change
          });
    }
    int[] widths = new int[3];
    for (String[] row : cells) {
      for (int i = 0; i < widths.length; i++) {
        widths[i] = Math.max(widths[i], row[i].length());
      }
    }
    for (String[] row : cells) {
      write(
          "  ",
          Ink.PLAIN,
          "%s  %s  %s  %s"
              .formatted(
                  pad(row[0], widths[0]), pad(row[1], widths[1]), pad(row[2], widths[2]), row[3]));
    }
  }

  private void write(String indent, Ink ink, String text) throws IOException {
    out.write(indent + paint(ink, text) + "\n");
  }

  private String paint(Ink ink, String text) {
    return ink.on(colour, Printable.of(text));
  }

  private static String pad(String text, int width) {
    return text + " ".repeat(Math.max(0, width - text.length()));
  }
}
