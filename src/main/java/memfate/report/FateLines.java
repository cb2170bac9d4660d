package memfate.report;

import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;

/** What became of a fleet, a line of JSON for each policy and owner. */
public final class FateLines {
  private FateLines() {}

  /** Returns the lines, each with its line feed, by policy and owner. */
  public static List<String> of(Summary summary) {
    List<String> lines = new ArrayList<>();
    summary
        .policies()
        .forEach(
            (policy, fates) -> {
              for (Outcome.Owner owner : Outcome.Owner.values()) {
                lines.add(line(policy, owner, fates.of(owner)));
              }
            });
    return lines;
  }

  private static String line(String policy, Outcome.Owner owner, FateCount.Share share) {
    return JsonText.object(
            json -> {
              json.writeStringProperty("policy", policy);
              json.writeStringProperty("owner", owner.word());
              json.writeNumberProperty("platforms", share.platforms());
              json.writeNumberProperty("ranges", share.ranges());
              json.writeStringProperty("size", ByteCount.hex(share.size()));
              json.writeStringProperty("usable", ByteCount.hex(share.usable()));
            })
        + "\n";
  }
}
