package memfate.facts;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * Two CFMWS entries that share addresses.
 *
 * <p>Each window is compared with one other: of those that begin before it, or at the same address
 * and earlier in the table, the one that reaches furthest. So n windows have at most n - 1
 * overlaps, and a window that overlaps any window before it has one.
 *
 * @param window {@code index} of the {@link FixedWindow} that comes later by address
 * @param other {@code index} of the one before it
 * @param shared the addresses that both have
 * @param nested whether one of them contains the other
 * @param sameTargets whether both name the same host bridges, in any order
 */
public record WindowOverlap(
    int window,
    int other,
    AddressRange shared,
    boolean nested,
    boolean sameTargets,
    SourceLocation at)
    implements Located {

  /** Returns the one that the table has later: the one that gives way. */
  public int later() {
    return Math.max(window, other);
  }

  /** Returns the overlaps of some windows. */
  static List<WindowOverlap> among(List<FixedWindow> windows) {
    List<Placed> sorted = new ArrayList<>();
    for (FixedWindow window : windows) {
      AddressRange range = window.range();
      if (range != null) {
        sorted.add(new Placed(window, range));
      }
    }
    sorted.sort(
        Comparator.comparing((Placed p) -> p.range.start(), Long::compareUnsigned)
            .thenComparing(p -> p.window.index()));
    List<WindowOverlap> overlaps = new ArrayList<>();
    Placed furthest = null;
    for (Placed next : sorted) {
      if (furthest != null) {
        AddressRange shared = furthest.range.intersection(next.range);
        if (shared != null) {
          overlaps.add(of(next, furthest, shared));
        }
      }
      if (furthest == null || Long.compareUnsigned(next.range.end(), furthest.range.end()) > 0) {
        furthest = next;
      }
    }
    return overlaps;
  }

  private record Placed(FixedWindow window, AddressRange range) {}

  private static WindowOverlap of(Placed later, Placed earlier, AddressRange shared) {
    Set<Long> targets = new HashSet<>(later.window.usedTargets());
    return new WindowOverlap(
        later.window.index(),
        earlier.window.index(),
        shared,
        shared.equals(later.range) || shared.equals(earlier.range),
        !targets.isEmpty() && targets.equals(new HashSet<>(earlier.window.usedTargets())),
        later.window.at());
  }
}
