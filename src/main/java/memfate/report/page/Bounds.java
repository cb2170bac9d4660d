package memfate.report.page;

import java.math.BigInteger;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapRow;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import memfate.report.map.AddressAxis;
import memfate.report.map.AddressMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The addresses that the records of one platform are about, and the axis that shows them all. */
final class Bounds {
  private static final Pattern IOMEM_LINE =
      Pattern.compile(" *([0-9a-f]{1,16})-([0-9a-f]{1,16}) : (.*)");
  private static final Pattern SHOWN_NAME =
      Pattern.compile("CXL Window \\d+|Soft Reserved|region\\d+|dax\\d+\\.\\d+.*");

  private final Set<AddressRange> shown = new LinkedHashSet<>();
  private final Set<AddressRange> dull = new LinkedHashSet<>();

  /** Takes note of all that a record shows: its fates, its trees, and those of its witnesses. */
  void add(JsonNode record) {
    record.path("ranges").forEach(range -> add(shown, range));
    if (record.has("detail")) {
      for (JsonNode event : record.path("detail").path("events")) {
        event.path("map").forEach(this::change);
      }
    } else {
      record.path("iomem").asString("").lines().forEach(this::iomem);
    }
    record.path("readings").forEach(this::add);
    record.path("witnesses").forEach(this::add);
  }

  private void change(JsonNode change) {
    String word = change.path("band").asString("");
    for (Band band : Band.values()) {
      if (band.word().equals(word)) {
        change.path("rows").forEach(row -> row(band, row));
      }
    }
  }

  private void row(Band band, JsonNode row) {
    AddressRange range = range(row);
    if (range != null) {
      MapRow read = new MapRow(range, row.path("name").asString(""), 0, -1, SourceLocation.NONE);
      (AddressMap.isShown(band, read) ? shown : dull).add(range);
    }
  }

  private void iomem(String line) {
    Matcher read = IOMEM_LINE.matcher(line);
    if (read.matches()) {
      long start = Long.parseUnsignedLong(read.group(1), 16);
      long end = Long.parseUnsignedLong(read.group(2), 16);
      if (Long.compareUnsigned(start, end) <= 0) {
        (SHOWN_NAME.matcher(read.group(3)).matches() ? shown : dull)
            .add(new AddressRange(start, end));
      }
    }
  }

  private static void add(Set<AddressRange> ranges, JsonNode node) {
    AddressRange range = range(node);
    if (range != null) {
      ranges.add(range);
    }
  }

  private static @Nullable AddressRange range(JsonNode node) {
    BigInteger start = PageDataReader.number(node, "start");
    BigInteger end = PageDataReader.number(node, "end");
    return start == null || end == null || start.compareTo(end) > 0 || end.bitLength() > Long.SIZE
        ? null
        : new AddressRange(start.longValue(), end.longValue());
  }

  /** Returns the axis as JSON: start, end, kind (0 shown, 1 dull, 2 cut), from and to of each. */
  String axis() {
    AddressAxis axis = AddressAxis.of(List.copyOf(shown), List.copyOf(dull));
    StringBuilder json = new StringBuilder("[");
    for (AddressAxis.Segment segment : axis.segments()) {
      json.append(json.length() == 1 ? "" : ",");
      json.append(
          String.format(
              Locale.ROOT,
              "[\"%x\",\"%x\",%d,%.3f,%.3f]",
              segment.range().start(),
              segment.range().end(),
              number(segment.kind()),
              segment.from(),
              segment.to()));
    }
    return json.append("]").toString();
  }

  private static int number(AddressAxis.Kind kind) {
    return switch (kind) {
      case SHOWN -> 0;
      case DULL -> 1;
      case CUT -> 2;
    };
  }
}
