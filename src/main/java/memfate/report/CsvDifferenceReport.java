package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Stream;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.diff.AnswerDifference;
import memfate.diff.Comparison;
import memfate.diff.Parting;
import memfate.diff.RangeDifference;
import memfate.diff.RangeGroup;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;

/**
 * Differences for spreadsheets: a row per range of which something differs, and a row without a
 * range for a platform that has none, so that none is missing.
 *
 * <p>Decision and rule are those that stand. Usable bytes of a part of a range are left empty when
 * only those of the whole range are known.
 */
public final class CsvDifferenceReport implements DifferenceReport {
  private static final List<String> HEADER =
      List.of(
          "id",
          "left",
          "right",
          "verdict",
          "left_status",
          "right_status",
          "assume",
          "start",
          "end",
          "size",
          "left_owner",
          "right_owner",
          "left_usable",
          "right_usable",
          "change",
          "differs",
          "parts_at",
          "left_decision",
          "left_rule",
          "left_file",
          "left_line",
          "right_decision",
          "right_rule",
          "right_file",
          "right_line");
  private static final int CELLS_OF_A_RANGE = 18;

  private final Writer out;

  public CsvDifferenceReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Plan plan) throws IOException {
    out.write(CsvText.row(HEADER.stream()));
  }

  @Override
  public void comparison(Compared compared) throws IOException {
    Comparison comparison = compared.comparison();
    boolean told = false;
    for (AnswerDifference answer : comparison.answers()) {
      for (RangeGroup group : answer.groups()) {
        for (RangeDifference piece : group.pieces()) {
          if (!piece.changes().isEmpty()) {
            row(
                comparison,
                answer.assume().isEmpty() ? "" : ReadingWords.sentence(answer.assume()),
                cells(piece));
            told = true;
          }
        }
      }
    }
    if (!told) {
      row(comparison, "", Stream.generate(() -> "").limit(CELLS_OF_A_RANGE));
    }
  }

  @Override
  public void end(List<Totals> totals) throws IOException {
    out.flush();
  }

  private void row(Comparison comparison, String assume, Stream<String> range) throws IOException {
    out.write(
        CsvText.row(
            Stream.concat(
                Stream.of(
                    comparison.platform(),
                    label(comparison.left()),
                    label(comparison.right()),
                    DifferenceWords.of(comparison.verdict()),
                    status(comparison.left()),
                    status(comparison.right()),
                    assume),
                range)));
  }

  private static String label(@Nullable Subject side) {
    return side == null ? "" : side.label();
  }

  private static String status(@Nullable Subject side) {
    return side == null ? "" : Words.of(side.outcome().status());
  }

  private static Stream<String> cells(RangeDifference piece) {
    Parting parting = piece.parting();
    return Stream.of(
            Stream.of(
                "0x" + Long.toHexString(piece.range().start()),
                "0x" + Long.toHexString(piece.range().end()),
                ByteCount.of(piece.range()).toString(),
                piece.left() == null ? "" : piece.left().owner().word(),
                piece.right() == null ? "" : piece.right().owner().word(),
                number(piece.usableLeft()),
                number(piece.usableRight()),
                signed(piece.gain()),
                String.join(" ", piece.changes().stream().map(DifferenceWords::of).toList()),
                parting == null ? "" : parting.event()),
            decision(piece.left()),
            decision(piece.right()))
        .flatMap(cells -> cells);
  }

  private static String number(@Nullable BigInteger bytes) {
    return bytes == null ? "" : bytes.toString();
  }

  /** A negative number is no formula, but a spreadsheet takes text for one: no sign, a word. */
  private static String signed(@Nullable BigInteger gain) {
    if (gain == null || gain.signum() == 0) {
      return gain == null ? "" : "0";
    }
    return gain.abs() + (gain.signum() < 0 ? " lost" : " gained");
  }

  private static Stream<String> decision(@Nullable RangeFate fate) {
    RangeDecision standing = DifferenceWords.standing(fate);
    return standing == null
        ? Stream.of("", "", "", "")
        : Stream.of(
            standing.decision(),
            standing.rule().name(),
            standing.rule().file(),
            standing.rule().line() > 0 ? Integer.toString(standing.rule().line()) : "");
  }
}
