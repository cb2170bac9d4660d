package memfate.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;

/** What each owner holds under each policy, and how often each finding was made, in lines. */
final class SummaryTable {
  private SummaryTable() {}

  /** Returns the lines; none if nobody holds anything and nothing was found. */
  static List<String> lines(Summary summary) {
    List<String> lines = new ArrayList<>();
    int width = summary.policies().keySet().stream().mapToInt(String::length).max().orElse(0);
    summary
        .policies()
        .forEach(
            (policy, counts) -> {
              String label = policy;
              for (Outcome.Owner owner : Outcome.Owner.values()) {
                FateCount.Share share = counts.of(owner);
                if (share.ranges() > 0) {
                  lines.add(("%-" + width + "s  %s").formatted(label, line(owner, share)));
                  label = "";
                }
              }
            });
    if (!summary.codes().isEmpty()) {
      lines.add("findings: " + codes(summary.codes()));
    }
    return lines;
  }

  private static String line(Outcome.Owner owner, FateCount.Share share) {
    return "%-10s  %s  %s  %s usable"
        .formatted(
            owner.word(),
            count(share.platforms(), "platform"),
            count(share.ranges(), "range"),
            ByteCount.share(share.usable(), share.size()));
  }

  private static String count(int number, String noun) {
    return "%,7d %s".formatted(number, noun + (number == 1 ? " " : "s"));
  }

  private static String codes(Map<String, Integer> codes) {
    return codes.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder())
                .thenComparing(Map.Entry.comparingByKey()))
        .map(code -> "%s %,d".formatted(code.getKey(), code.getValue()))
        .collect(Collectors.joining(", "));
  }
}
