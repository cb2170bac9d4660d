package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.RuleRef;
import memfate.diff.AnswerDifference;
import memfate.diff.Comparison;
import memfate.diff.Parting;
import memfate.diff.RangeDifference;
import memfate.diff.RangeGroup;
import memfate.diff.Totals;
import memfate.iomem.ByteCount;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Differences for a review mail or a comment on a pull request: GitHub-flavoured tables of what
 * changed, of totals, and of the rules that say so.
 *
 * <p>It is written at the end, the totals first. Whatever an input says is shown as it is: nothing
 * of it is taken for markup.
 */
public final class MarkdownDifferenceReport implements DifferenceReport {
  private final Writer out;
  private final Map<String, Section> sections = new LinkedHashMap<>();

  /** What is to be said of two sides. */
  private static final class Section {
    final List<String> changed = new ArrayList<>();
    final List<String> notes = new ArrayList<>();
    final Map<String, Integer> rules = new LinkedHashMap<>();
  }

  public MarkdownDifferenceReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Plan plan) {}

  @Override
  public void comparison(Compared compared) {
    Comparison comparison = compared.comparison();
    Section section =
        sections.computeIfAbsent(
            key(
                DifferenceWords.label(comparison.left()),
                DifferenceWords.label(comparison.right())),
            sides -> new Section());
    List<String> reasons = DifferenceWords.reasons(comparison);
    if (!reasons.isEmpty()) {
      String not = comparison.answers().isEmpty() ? "not compared: " : "";
      section.notes.add(
          "- %s: %s%s"
              .formatted(code(comparison.platform()), not, text(String.join("; ", reasons))));
    }
    for (AnswerDifference answer : comparison.answers()) {
      for (RangeGroup group : answer.groups()) {
        group
            .changed()
            .forEach(piece -> section.changed.add(row(section, comparison, answer, piece)));
      }
    }
  }

  private static String row(
      Section section, Comparison comparison, AnswerDifference answer, RangeDifference piece) {
    String assume = answer.assume().isEmpty() ? "" : ReadingWords.sentence(answer.assume());
    Parting parting = piece.parting();
    return Stream.of(
            code(comparison.platform()) + (assume.isEmpty() ? "" : "<br>" + text(assume)),
            code(piece.range().toString()),
            side(
                section,
                piece,
                piece.left(),
                piece.usableLeft(),
                parting == null ? null : parting.left()),
            side(
                section,
                piece,
                piece.right(),
                piece.usableRight(),
                parting == null ? null : parting.right()),
            text(DifferenceWords.headline(piece)),
            parting == null ? "" : code(parting.event()))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String side(
      Section section,
      RangeDifference piece,
      @Nullable RangeFate fate,
      @Nullable BigInteger usable,
      Parting.@Nullable Step step) {
    if (fate == null) {
      return text(DifferenceWords.owner(null));
    }
    StringBuilder cell = new StringBuilder("**" + DifferenceWords.owner(fate) + "** ");
    cell.append(text(DifferenceWords.usable(piece, fate, usable)));
    if (!fate.errors().isEmpty()) {
      cell.append("<br>").append(text(DifferenceWords.errors(fate)));
    }
    for (RuleRef rule : DifferenceWords.rules(fate, step)) {
      int number =
          section.rules.computeIfAbsent(RuleWords.of(rule), words -> section.rules.size() + 1);
      cell.append(" (").append(number).append(')');
    }
    return cell.toString();
  }

  @Override
  public void end(List<Totals> totals) throws IOException {
    for (Totals each : totals) {
      Section section = sections.remove(key(each.leftLabel(), each.rightLabel()));
      write(each, section == null ? new Section() : section);
    }
    // Platforms that only one side has.
    for (Section rest : sections.values()) {
      lines(rest.notes);
    }
    out.flush();
  }

  private void write(Totals totals, Section section) throws IOException {
    line("### " + text(totals.leftLabel()) + " → " + text(totals.rightLabel()));
    line("");
    line(text(DifferenceWords.counts(totals) + ". " + DifferenceWords.bytes(totals) + "."));
    line("");
    if (!section.changed.isEmpty()) {
      line(
          "| platform | range | %s | %s | change | parts at |"
              .formatted(text(totals.leftLabel()), text(totals.rightLabel())));
      line("|---|---|---|---|---|---|");
      lines(section.changed);
      line("");
    }
    line(
        "| bytes | %s | %s | change |"
            .formatted(text(totals.leftLabel()), text(totals.rightLabel())));
    line("|---|---:|---:|---:|");
    for (DifferenceWords.TotalLine line : DifferenceWords.lines(totals)) {
      line(
          "| %s | %s | %s | %s |"
              .formatted(
                  line.name(),
                  ByteCount.inWords(line.left()),
                  ByteCount.inWords(line.right()),
                  DifferenceWords.signed(line.change())));
    }
    line("");
    lines(section.notes);
    if (!section.notes.isEmpty()) {
      line("");
    }
    rules(section);
  }

  private void rules(Section section) throws IOException {
    if (section.rules.isEmpty()) {
      return;
    }
    line("<details><summary>Rules</summary>");
    line("");
    for (Map.Entry<String, Integer> rule : section.rules.entrySet()) {
      line("(%d) %s<br>".formatted(rule.getValue(), text(rule.getKey())));
    }
    line("");
    line("</details>");
    line("");
  }

  private static String key(String left, String right) {
    return left + "\n" + right;
  }

  private void lines(List<String> lines) throws IOException {
    for (String line : lines) {
      line(line);
    }
  }

  private void line(String line) throws IOException {
    out.write(line + "\n");
  }

  private static String code(String text) {
    return "<code>" + text(text) + "</code>";
  }

  /** Everything that Markdown or HTML gives a meaning is escaped; a table row has one line. */
  private static String text(String text) {
    StringBuilder plain = new StringBuilder();
    Printable.of(text)
        .codePoints()
        .forEach(
            c -> {
              switch (c) {
                case '&' -> plain.append("&amp;");
                case '<' -> plain.append("&lt;");
                case '>' -> plain.append("&gt;");
                case '@' -> plain.append("&#64;");
                case '|', '\\', '`', '*', '_', '[', ']', '~', '$' ->
                    plain.append('\\').appendCodePoint(c);
                default -> plain.appendCodePoint(c);
              }
            });
    // Addresses of pages and numbers of issues would become links.
    return plain.toString().replace("://", "&#58;//").replaceAll("#(?=\\d+\\b(?!;))", "&#35;");
  }
}
