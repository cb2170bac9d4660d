package memfate.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** Reads the fate of each Soft Reserved range at the end of a boot. */
final class PlainFates {
  private final PlainHmem hmem;
  private final PlainDax dax;
  private final TreeMap<Long, AddressRange> pieces = new TreeMap<>(Long::compareUnsigned);
  private final TreeMap<Long, TreeSet<String>> errors = new TreeMap<>(Long::compareUnsigned);

  PlainFates(PlainHmem hmem, PlainDax dax) {
    this.hmem = hmem;
    this.dax = dax;
  }

  List<PlainOutcome.Fate> of(List<AddressRange> softReserved) {
    softReserved.forEach(this::cut);
    dax.failures().forEach(this::blame);
    return pieces.values().stream().map(this::fate).toList();
  }

  /** Cuts a range where units of decision begin and end. */
  private void cut(AddressRange range) {
    long start = range.start();
    for (PlainHmem.Unit unit : hmem.over(range)) {
      AddressRange common = unit.range().intersection(range);
      if (common != null) {
        if (common.start() != start) {
          add(start, common.start() - 1);
        }
        add(common.start(), common.end());
        start = common.end() + 1;
      }
    }
    if (start != range.end() + 1) {
      add(start, range.end());
    }
  }

  private void add(long start, long end) {
    pieces.put(start, new AddressRange(start, end));
  }

  private void blame(PlainDax.Failure failure) {
    AddressRange range = failure.range();
    Long first = pieces.floorKey(range.start());
    for (AddressRange piece :
        pieces.subMap(first == null ? range.start() : first, true, range.end(), true).values()) {
      if (piece.overlaps(range)) {
        errors.computeIfAbsent(piece.start(), s -> new TreeSet<>()).add(failure.error());
      }
    }
  }

  private PlainOutcome.Fate fate(AddressRange piece) {
    PlainDax.Device holder = null;
    long usable = 0;
    Comparator<PlainDax.Device> holding =
        Comparator.<PlainDax.Device>comparingLong(device -> shared(dax.mappedOf(device), piece))
            .thenComparingLong(device -> shared(device.range(), piece))
            .thenComparing(PlainDax.Device::name, Comparator.reverseOrder());
    for (PlainDax.Device device : dax.over(piece)) {
      usable += shared(dax.mappedOf(device), piece);
      holder = holder == null || holding.compare(device, holder) > 0 ? device : holder;
    }
    return new PlainOutcome.Fate(
        piece,
        holder == null ? "none" : holder.owner(),
        usable,
        holder == null ? null : holder.name(),
        holder == null || dax.mappedOf(holder) == null ? null : "kmem",
        List.copyOf(errors.getOrDefault(piece.start(), new TreeSet<>())),
        decisions(piece));
  }

  private List<String> decisions(AddressRange piece) {
    List<String> decisions = new ArrayList<>();
    hmem.over(piece).forEach(unit -> decisions.addAll(unit.decisions()));
    return decisions;
  }

  private static long shared(@Nullable AddressRange a, AddressRange b) {
    AddressRange common = a == null ? null : a.intersection(b);
    return common == null ? 0 : common.size();
  }
}
