package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;

/**
 * A table for spreadsheets (RFC 4180): one row per range, and one row without a range for an
 * outcome that has none, so that no platform is missing.
 *
 * <p>{@code size} and {@code usable} are bytes. {@code decision} and the place of its rule are the
 * last of the range, the one that stands. {@code errors} and {@code findings} (codes) are separated
 * by spaces. {@code assume} names the reading of unknown tables, as each has its own rows.
 */
public final class CsvReport implements Report {
  private static final List<String> HEADER =
      List.of(
          "id",
          "policy",
          "status",
          "start",
          "end",
          "size",
          "owner",
          "usable",
          "dax",
          "driver",
          "decision",
          "rule",
          "file",
          "line",
          "errors",
          "findings",
          "assume");
  private static final int CELLS_OF_A_RANGE = 12;

  private final Writer out;

  public CsvReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) throws IOException {
    row(HEADER.stream());
  }

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    for (Answer answer : Answer.of(evaluated.outcome())) {
      List<Outcome.RangeFate> fates = answer.outcome().ranges();
      for (Outcome.RangeFate fate : fates) {
        row(evaluated, answer, range(fate));
      }
      if (fates.isEmpty()) {
        row(evaluated, answer, Stream.generate(() -> "").limit(CELLS_OF_A_RANGE));
      }
    }
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.flush();
  }

  private void row(Evaluated evaluated, Answer answer, Stream<String> range) throws IOException {
    Outcome outcome = evaluated.outcome();
    String findings =
        answer.outcome().findings().stream()
            .filter(Outcome.Finding::counts)
            .map(Outcome.Finding::code)
            .distinct()
            .collect(Collectors.joining(" "));
    row(
        Stream.of(
                Stream.of(outcome.platform(), outcome.policy(), Words.of(outcome.status())),
                range,
                Stream.of(findings, answer.condition()))
            .flatMap(cells -> cells));
  }

  private static Stream<String> range(Outcome.RangeFate fate) {
    List<Outcome.RangeDecision> decisions = fate.decisions();
    Stream<String> decided = Stream.of("", "", "", "");
    if (!decisions.isEmpty()) {
      Outcome.RangeDecision last = decisions.get(decisions.size() - 1);
      Outcome.RuleRef rule = last.rule();
      String line = rule.line() > 0 ? Integer.toString(rule.line()) : "";
      decided = Stream.of(last.decision(), rule.name(), rule.file(), line);
    }
    return Stream.of(
            Stream.of(
                "0x" + Long.toHexString(fate.range().start()),
                "0x" + Long.toHexString(fate.range().end()),
                ByteCount.of(fate.range()).toString(),
                fate.owner().word(),
                ByteCount.of(fate.usable()).toString(),
                fate.dax() == null ? "" : fate.dax(),
                fate.driver() == null ? "" : fate.driver()),
            decided,
            Stream.of(String.join(" ", fate.errors())))
        .flatMap(cells -> cells);
  }

  private void row(Stream<String> cells) throws IOException {
    out.write(CsvText.row(cells));
  }
}
