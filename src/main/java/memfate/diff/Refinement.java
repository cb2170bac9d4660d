package memfate.diff;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import memfate.boot.Outcome.RangeFate;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** Cuts the ranges of two sides so that each piece lies in at most one range of either. */
final class Refinement {
  private static final long LAST_ADDRESS = -1;
  private static final Parting.OneSided NOTHING = new Parting.OneSided(List.of(), List.of());

  /** Addresses with the fates that hold them; not both null. */
  private record Piece(AddressRange range, @Nullable RangeFate left, @Nullable RangeFate right) {}

  private final List<RangeFate> left;
  private final List<RangeFate> right;
  private final PartingFinder partings;

  private Refinement(List<RangeFate> left, List<RangeFate> right, PartingFinder partings) {
    this.left = sorted(left);
    this.right = sorted(right);
    this.partings = partings;
  }

  private static List<RangeFate> sorted(List<RangeFate> fates) {
    return fates.stream().sorted(Comparator.comparing(RangeFate::range)).toList();
  }

  /** Returns the groups of both sides in address order. */
  static List<RangeGroup> of(List<RangeFate> left, List<RangeFate> right, PartingFinder partings) {
    return new Refinement(left, right, partings).groups();
  }

  private List<RangeGroup> groups() {
    List<RangeGroup> groups = new ArrayList<>();
    List<Piece> open = new ArrayList<>();
    for (Piece piece : pieces()) {
      if (!open.isEmpty() && !hangsOn(open.get(open.size() - 1), piece)) {
        groups.add(group(open));
        open = new ArrayList<>();
      }
      open.add(piece);
    }
    if (!open.isEmpty()) {
      groups.add(group(open));
    }
    return groups;
  }

  /** Two ranges of one side may be equal only if they are the same one. */
  private static boolean hangsOn(Piece before, Piece piece) {
    return (piece.left() != null && piece.left().equals(before.left()))
        || (piece.right() != null && piece.right().equals(before.right()));
  }

  private List<Piece> pieces() {
    List<Long> cuts = List.copyOf(cuts());
    List<Piece> pieces = new ArrayList<>();
    Cursor before = new Cursor(left);
    Cursor after = new Cursor(right);
    for (int i = 0; i < cuts.size(); i++) {
      long end = i + 1 < cuts.size() ? cuts.get(i + 1) - 1 : LAST_ADDRESS;
      AddressRange range = new AddressRange(cuts.get(i), end);
      RangeFate leftFate = before.holding(range);
      RangeFate rightFate = after.holding(range);
      if (leftFate != null || rightFate != null) {
        pieces.add(new Piece(range, leftFate, rightFate));
      }
    }
    return pieces;
  }

  private Set<Long> cuts() {
    Set<Long> cuts = new TreeSet<>(Long::compareUnsigned);
    for (List<RangeFate> side : List.of(left, right)) {
      for (RangeFate fate : side) {
        cuts.add(fate.range().start());
        if (fate.range().end() != LAST_ADDRESS) {
          cuts.add(fate.range().end() + 1);
        }
      }
    }
    return cuts;
  }

  /** Walks the ranges of one side upwards. */
  private static final class Cursor {
    private final List<RangeFate> fates;
    private int at;

    Cursor(List<RangeFate> fates) {
      this.fates = fates;
    }

    @Nullable RangeFate holding(AddressRange piece) {
      while (at < fates.size()
          && Long.compareUnsigned(fates.get(at).range().end(), piece.start()) < 0) {
        at++;
      }
      return at < fates.size() && fates.get(at).range().contains(piece) ? fates.get(at) : null;
    }
  }

  private RangeGroup group(List<Piece> pieces) {
    List<RangeDifference> plain =
        pieces.stream()
            .map(p -> new RangeDifference(p.range(), p.left(), p.right(), Set.of(), null, NOTHING))
            .toList();
    BigInteger before = RangeGroup.usable(RangeGroup.fates(plain, RangeDifference::left));
    BigInteger after = RangeGroup.usable(RangeGroup.fates(plain, RangeDifference::right));
    boolean more = !before.equals(after);
    return new RangeGroup(
        plain.stream().map(piece -> compared(piece, more)).toList(), before, after);
  }

  private RangeDifference compared(RangeDifference piece, boolean groupDiffers) {
    Set<Change> changes = changes(piece, groupDiffers);
    boolean same = changes.isEmpty();
    return new RangeDifference(
        piece.range(),
        piece.left(),
        piece.right(),
        changes,
        same ? null : partings.find(piece.range(), piece.left(), piece.right()),
        same ? NOTHING : partings.oneSided(piece.range()));
  }

  private static Set<Change> changes(RangeDifference piece, boolean groupDiffers) {
    RangeFate before = piece.left();
    RangeFate after = piece.right();
    if (before == null || after == null) {
      return EnumSet.of(Change.PRESENCE);
    }
    EnumSet<Change> changes = EnumSet.noneOf(Change.class);
    BigInteger gain = piece.gain();
    note(changes, Change.OWNER, before.owner() != after.owner());
    note(changes, Change.USABLE, gain == null ? groupDiffers : gain.signum() != 0);
    note(changes, Change.DRIVER, !Objects.equals(before.driver(), after.driver()));
    note(changes, Change.ERRORS, !before.errors().equals(after.errors()));
    note(changes, Change.DECISIONS, !words(before).equals(words(after)));
    return changes;
  }

  private static void note(Set<Change> changes, Change change, boolean differs) {
    if (differs) {
      changes.add(change);
    }
  }

  private static List<String> words(RangeFate fate) {
    return fate.decisions().stream().map(d -> d.event() + " " + d.decision()).toList();
  }
}
