package memfate.report.page;

import java.math.BigInteger;
import java.util.Set;
import java.util.TreeSet;
import memfate.iomem.ByteCount;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The row of an outcome in a page: what tables, filters and comparisons of a fleet need. */
final class PageRow {
  private PageRow() {}

  /**
   * Writes a row: run, chunk, id, policy, path, line, status, verdict, size, usable, lost ranges,
   * codes of findings, gravest severity, whether there is detail, the fates one after the other
   * (start, end, owner, usable), the machine's vendor and its kernel. Numbers of bytes and
   * addresses are in hex.
   */
  static void write(ArrayNode row, int run, int chunk, JsonNode record) {
    row.add(run);
    row.add(chunk);
    row.add(record.path("id").asString(""));
    row.add(record.path("policy").asString(""));
    row.add(record.path("input").path("path").asString(""));
    row.add(record.path("input").path("line").asInt(0));
    row.add(record.path("status").asString(""));
    row.add(record.path("order").path("verdict").asString("unknown"));
    ArrayNode fates = row.arrayNode();
    BigInteger size = BigInteger.ZERO;
    BigInteger usable = BigInteger.ZERO;
    int lost = 0;
    for (JsonNode range : record.path("ranges")) {
      BigInteger start = needed(range, "start");
      BigInteger end = needed(range, "end");
      BigInteger used = needed(range, "usable");
      size = size.add(end.subtract(start).add(BigInteger.ONE));
      usable = usable.add(used);
      lost += used.signum() == 0 ? 1 : 0;
      fates.add(start.toString(16));
      fates.add(end.toString(16));
      fates.add(range.path("owner").asString("none"));
      fates.add(used.toString(16));
    }
    row.add(size.toString(16));
    row.add(usable.toString(16));
    row.add(lost);
    codes(row, record);
    row.add(record.has("detail") ? 1 : 0);
    row.add(fates);
    row.add(record.path("machine").path("vendor").asString(""));
    row.add(record.path("kernel").path("version").asString(""));
  }

  private static void codes(ArrayNode row, JsonNode record) {
    Set<String> codes = new TreeSet<>();
    int gravest = 0;
    for (JsonNode finding : record.path("findings")) {
      if (!finding.has("suppressed")) {
        codes.add(finding.path("code").asString(""));
        gravest = Math.max(gravest, rank(finding.path("severity").asString("")));
      }
    }
    for (JsonNode judgement : record.path("invariants")) {
      for (JsonNode violation : judgement.path("violations")) {
        codes.add(violation.path("code").asString(""));
        gravest = Math.max(gravest, rank(violation.path("severity").asString("")));
      }
    }
    ArrayNode list = row.addArray();
    codes.forEach(list::add);
    row.add(gravest);
  }

  private static int rank(String severity) {
    return switch (severity) {
      case "error" -> 3;
      case "warning" -> 2;
      case "info" -> 1;
      default -> 0;
    };
  }

  private static BigInteger needed(JsonNode range, String name) {
    BigInteger number = PageDataReader.number(range, name);
    if (number == null || number.bitLength() > Long.SIZE) {
      throw new IllegalArgumentException(
          "'%s' of a range is no number of 64 bits in hex".formatted(name));
    }
    return number.max(ByteCount.of(0));
  }
}
