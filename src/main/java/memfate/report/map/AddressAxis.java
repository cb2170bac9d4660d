package memfate.report.map;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import memfate.iomem.AddressRange;
import memfate.iomem.ByteCount;

/**
 * An axis of physical addresses that is short where nothing is.
 *
 * <p>A machine's memory is a few ranges of very different size in 2^64 addresses. Addresses that
 * nobody names are cut to a fixed width, those that are of no interest (low RAM, reserved entries)
 * share another, and the rest grows with the fourth root of its size: 1 TiB is then 32 times as
 * wide as 1 MiB, and both can be seen.
 *
 * @param segments without a gap between them, in address order; empty for an empty map
 */
public record AddressAxis(List<Segment> segments) {
  private static final double CUT = 1.5;
  private static final double DULL = 4.5;
  private static final double NARROWEST = 1.5;
  private static final double MEBIBYTE = 1 << 20;

  /** What a segment is. */
  public enum Kind {
    /** Something stands here that the map is about. */
    SHOWN,
    /** Something stands here, of no interest. */
    DULL,
    /** Nothing stands here. */
    CUT
  }

  /**
   * Addresses that stand at one scale.
   *
   * @param from where it begins on the axis
   * @param to where it ends
   */
  public record Segment(AddressRange range, Kind kind, double from, double to) {}

  /**
   * Makes an axis.
   *
   * @param shown what the map is about
   * @param dull what stands on it besides
   */
  public static AddressAxis of(List<AddressRange> shown, List<AddressRange> dull) {
    Cover isShown = new Cover(shown);
    Cover isDull = new Cover(dull);
    Builder axis = new Builder();
    List<Long> cuts = cuts(shown, dull);
    for (int i = 0; i < cuts.size(); i++) {
      boolean last = i + 1 == cuts.size();
      AddressRange piece = new AddressRange(cuts.get(i), last ? -1 : cuts.get(i + 1) - 1);
      boolean named = isShown.covers(piece.start());
      Kind kind = named ? Kind.SHOWN : isDull.covers(piece.start()) ? Kind.DULL : Kind.CUT;
      if (!last || kind != Kind.CUT) {
        axis.add(piece, kind);
      }
    }
    return axis.build();
  }

  /** Where the scale may change: what is dull cuts nothing that is shown. */
  private static List<Long> cuts(List<AddressRange> shown, List<AddressRange> dull) {
    TreeSet<Long> cuts = new TreeSet<>(Long::compareUnsigned);
    addBounds(dull, cuts);
    Cover isShown = new Cover(shown);
    cuts.removeIf(isShown::covers);
    addBounds(shown, cuts);
    return List.copyOf(cuts);
  }

  private static void addBounds(List<AddressRange> ranges, Set<Long> bounds) {
    for (AddressRange range : ranges) {
      bounds.add(range.start());
      if (range.end() != -1) {
        bounds.add(range.end() + 1);
      }
    }
  }

  /** Returns the width of the whole axis. */
  public double width() {
    return segments.isEmpty() ? 0 : segments.get(segments.size() - 1).to();
  }

  /** Returns where an address begins. */
  public double at(long address) {
    int low = 0;
    int high = segments.size() - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      Segment segment = segments.get(middle);
      if (Long.compareUnsigned(address, segment.range().start()) < 0) {
        high = middle - 1;
      } else if (Long.compareUnsigned(address, segment.range().end()) > 0) {
        low = middle + 1;
      } else {
        double into = unsigned(address - segment.range().start()) / size(segment.range());
        return segment.from() + (segment.to() - segment.from()) * into;
      }
    }
    return low == 0 ? 0 : width();
  }

  /** Returns where a range ends: behind its last address. */
  public double behind(AddressRange range) {
    return range.end() == -1 ? width() : at(range.end() + 1);
  }

  private static double unsigned(long value) {
    return ByteCount.of(value).doubleValue();
  }

  private static double size(AddressRange range) {
    BigInteger bytes = ByteCount.of(range);
    return bytes.doubleValue();
  }

  /** Joins pieces of no interest to one segment each. */
  private static final class Builder {
    private final List<Segment> segments = new ArrayList<>();

    void add(AddressRange piece, Kind kind) {
      Segment last = segments.isEmpty() ? null : segments.get(segments.size() - 1);
      double from = last == null ? 0 : last.to();
      if (last != null && kind == Kind.DULL && isJoined(last)) {
        AddressRange both = new AddressRange(last.range().start(), piece.end());
        segments.set(segments.size() - 1, new Segment(both, kind, last.from(), last.to()));
      } else {
        segments.add(new Segment(piece, kind, from, from + width(piece, kind)));
      }
    }

    private static boolean isJoined(Segment last) {
      return last.kind() == Kind.DULL;
    }

    private static double width(AddressRange piece, Kind kind) {
      return switch (kind) {
        case CUT -> CUT;
        case DULL -> DULL;
        case SHOWN -> Math.max(NARROWEST, Math.sqrt(Math.sqrt(size(piece) / MEBIBYTE)));
      };
    }

    AddressAxis build() {
      return new AddressAxis(List.copyOf(segments));
    }
  }

  /** Whether some ranges cover an address; asked in address order. */
  private static final class Cover {
    private final List<AddressRange> ranges;
    private int next;
    private boolean open;
    private long end;

    Cover(List<AddressRange> ranges) {
      this.ranges = ranges.stream().sorted().toList();
    }

    boolean covers(long address) {
      while (next < ranges.size() && Long.compareUnsigned(ranges.get(next).start(), address) <= 0) {
        long other = ranges.get(next++).end();
        end = open && Long.compareUnsigned(end, other) > 0 ? end : other;
        open = true;
      }
      return open && Long.compareUnsigned(address, end) <= 0;
    }
  }
}
