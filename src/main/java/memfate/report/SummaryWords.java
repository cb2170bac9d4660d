package memfate.report;

import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;
import memfate.platform.Diagnostic.Severity;

/** Counts in words. */
final class SummaryWords {
  private SummaryWords() {}

  /** Returns one line over a run: outcomes by status, ranges, findings. */
  static String sentence(Summary summary) {
    List<String> statuses = new ArrayList<>();
    for (Outcome.Status status : Outcome.Status.values()) {
      if (summary.count(status) > 0) {
        statuses.add(summary.count(status) + " " + Words.of(status));
      }
    }
    StringBuilder line = new StringBuilder(count(summary.outcomes(), "outcome"));
    if (!statuses.isEmpty()) {
      line.append(" (").append(String.join(", ", statuses)).append(')');
    }
    line.append("; ").append(ranges(summary));
    int errors = summary.count(Severity.ERROR);
    int warnings = summary.count(Severity.WARNING);
    if (errors + warnings > 0) {
      line.append("; ").append(count(errors, "error")).append(", ");
      line.append(count(warnings, "warning"));
    }
    return line.toString();
  }

  /** Returns {@code 3 ranges, 256 GiB of 384 GiB usable, 1 range lost}. */
  static String ranges(Summary summary) {
    String text = count(summary.ranges(), "range");
    if (summary.ranges() > 0) {
      text += ", " + ByteCount.share(summary.usable(), summary.size()) + " usable";
    }
    return summary.lost() == 0 ? text : text + ", " + count(summary.lost(), "range") + " lost";
  }

  private static String count(int number, String noun) {
    return number + " " + noun + (number == 1 ? "" : "s");
  }
}
