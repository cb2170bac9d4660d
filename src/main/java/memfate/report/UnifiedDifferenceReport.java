package memfate.report;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import memfate.diff.AnswerDifference;
import memfate.diff.Comparison;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The resource trees of both sides as a unified diff, one file a platform; trees that are equal
 * leave no trace. Lines before a file that begin with {@code #} say what the tree does not: that a
 * side has no answer, or that its kernel died.
 */
public final class UnifiedDifferenceReport implements DifferenceReport {
  private static final int CONTEXT = 3;

  private final Writer out;

  public UnifiedDifferenceReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Plan plan) {}

  @Override
  public void comparison(Compared compared) throws IOException {
    Comparison comparison = compared.comparison();
    for (String reason : DifferenceWords.reasons(comparison)) {
      String not = comparison.answers().isEmpty() ? "not compared: " : "";
      line("# " + comparison.platform() + ": " + not + reason);
    }
    for (AnswerDifference answer : comparison.answers()) {
      List<String> before = answer.left().iomem().lines().toList();
      List<String> after = answer.right().iomem().lines().toList();
      for (String line :
          UnifiedDiffUtils.generateUnifiedDiff(
              name(comparison, comparison.left(), answer),
              name(comparison, comparison.right(), answer),
              before,
              DiffUtils.diff(before, after),
              CONTEXT)) {
        line(line);
      }
    }
  }

  private static String name(
      Comparison comparison, @Nullable Subject side, AnswerDifference answer) {
    return DifferenceWords.label(side)
        + "/"
        + comparison.platform()
        + ReadingWords.assignments(answer.assume());
  }

  @Override
  public void end(List<Totals> totals) throws IOException {
    out.flush();
  }

  private void line(String line) throws IOException {
    out.write(Printable.of(line) + "\n");
  }
}
