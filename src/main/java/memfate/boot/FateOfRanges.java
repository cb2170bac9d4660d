package memfate.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import memfate.boot.Outcome.Owner;
import memfate.boot.Outcome.RangeFate;
import memfate.engine.Facts;
import memfate.facts.DaxBinding;
import memfate.facts.DaxDevice;
import memfate.facts.HmemUnit;
import memfate.facts.MemoryMapEntry;
import memfate.facts.ProbeFailed;
import memfate.facts.SoftReservedRange;
import memfate.facts.StrandedMemory;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fate of each Soft Reserved range from the facts at the end of a boot.
 *
 * <p>A range of the firmware map is split where the policy's units of decision split it. Its owner
 * is the provider of the dax device over it, bound or not; else System RAM when all of it is; else
 * none. Memory that stays online when its dax device goes counts as usable all the same.
 */
final class FateOfRanges {
  private final List<SoftReservedRange> ranges;
  private final Intervals<HmemUnit> units;
  private final Intervals<DaxDevice> devices;
  private final Intervals<ProbeFailed> failures;
  private final Intervals<StrandedMemory> stranded;
  private final Intervals<MemoryMapEntry> memory;
  private final Intervals<BootRecord.UnitDecision> decisions;
  private final Intervals<BootRecord.Remark> remarks;
  private final Map<String, List<DaxBinding>> bindings = new LinkedHashMap<>();
  private final boolean crashed;

  FateOfRanges(Facts session, BootRecord record) {
    this(session, record, record.decisions());
  }

  /** Reads the fates with these decisions only. */
  FateOfRanges(Facts session, BootRecord record, List<BootRecord.UnitDecision> taken) {
    this(session, record.status(), taken, record.remarks());
  }

  /** Reads the fates that facts tell, beside what was decided and remarked. */
  FateOfRanges(
      Facts session,
      Outcome.Status status,
      List<BootRecord.UnitDecision> taken,
      List<BootRecord.Remark> remarked) {
    ranges =
        session.facts(SoftReservedRange.class).stream()
            .sorted(Comparator.comparing(SoftReservedRange::range))
            .toList();
    units = new Intervals<>(session.facts(HmemUnit.class), HmemUnit::range);
    devices =
        new Intervals<>(
            session.facts(DaxDevice.class).stream().filter(d -> d.size() != 0).toList(),
            DaxDevice::range);
    failures = new Intervals<>(session.facts(ProbeFailed.class), ProbeFailed::range);
    stranded = new Intervals<>(session.facts(StrandedMemory.class), StrandedMemory::range);
    memory =
        new Intervals<>(
            session.facts(MemoryMapEntry.class).stream()
                .filter(entry -> entry.type().equals("usable"))
                .toList(),
            MemoryMapEntry::range);
    decisions = new Intervals<>(taken, BootRecord.UnitDecision::unit);
    remarks = new Intervals<>(remarked, BootRecord.Remark::range);
    session
        .facts(DaxBinding.class)
        .forEach(b -> bindings.computeIfAbsent(b.dax(), dax -> new ArrayList<>(1)).add(b));
    crashed = status == Outcome.Status.CRASH;
  }

  /** Returns the fates in address order. */
  List<RangeFate> fates() {
    List<RangeFate> fates = new ArrayList<>();
    AddressRange last = null;
    for (SoftReservedRange range : ranges) {
      AddressRange own = behind(last, range.range());
      if (own != null) {
        for (AddressRange piece : pieces(own)) {
          fates.add(crashed ? lost(piece, range.at()) : fate(piece, range.at()));
        }
        last = own;
      }
    }
    return fates;
  }

  /** Two entries may name the same addresses (map and command line); each has one fate. */
  private static @Nullable AddressRange behind(@Nullable AddressRange last, AddressRange range) {
    if (last == null || !last.overlaps(range)) {
      return range;
    }
    return last.contains(range.end()) ? null : new AddressRange(last.end() + 1, range.end());
  }

  private List<AddressRange> pieces(AddressRange range) {
    TreeSet<Long> starts = new TreeSet<>(Long::compareUnsigned);
    starts.add(range.start());
    for (HmemUnit unit : units.overlapping(range)) {
      if (range.contains(unit.range().start())) {
        starts.add(unit.range().start());
      }
      if (range.contains(unit.range().end()) && unit.range().end() != range.end()) {
        starts.add(unit.range().end() + 1);
      }
    }
    List<AddressRange> pieces = new ArrayList<>();
    for (Long start : starts) {
      Long next = starts.higher(start);
      pieces.add(new AddressRange(start, next == null ? range.end() : next - 1));
    }
    return pieces;
  }

  private RangeFate lost(AddressRange piece, SourceLocation at) {
    return new RangeFate(
        piece, Owner.NONE, 0, decisionsOf(piece), null, null, List.of(), List.of(), at);
  }

  private RangeFate fate(AddressRange piece, SourceLocation at) {
    DaxDevice holder = holder(piece);
    if (holder == null) {
      boolean ram = memory.overlapping(piece).stream().anyMatch(m -> m.range().contains(piece));
      return new RangeFate(
          piece,
          ram ? Owner.SYSTEM_RAM : Owner.NONE,
          ram ? piece.size() : strandedIn(piece),
          decisionsOf(piece),
          null,
          null,
          errorsOf(piece),
          remarksOf(piece),
          at);
    }
    long usable = strandedIn(piece);
    for (DaxDevice device : devices.overlapping(piece)) {
      usable += mapped(device, piece);
    }
    List<DaxBinding> bound = bindings.getOrDefault(holder.name(), List.of());
    return new RangeFate(
        piece,
        holder.provider().equals("cxl") ? Owner.CXL : Owner.HMEM,
        usable,
        decisionsOf(piece),
        holder.name(),
        bound.isEmpty() ? null : bound.get(0).driver(),
        errorsOf(piece),
        remarksOf(piece),
        at);
  }

  /** The device that maps most of the range; without a mapping, the one that reaches most of it. */
  private @Nullable DaxDevice holder(AddressRange piece) {
    return devices.overlapping(piece).stream()
        .max(
            Comparator.<DaxDevice>comparingLong(device -> mapped(device, piece))
                .thenComparingLong(device -> shared(device.range(), piece))
                .thenComparing(DaxDevice::name, Comparator.reverseOrder()))
        .orElse(null);
  }

  private long mapped(DaxDevice device, AddressRange piece) {
    return bindings.getOrDefault(device.name(), List.of()).stream()
        .mapToLong(binding -> shared(binding.mapped(), piece))
        .sum();
  }

  /** Bytes that are System RAM still although their dax device is gone. */
  private long strandedIn(AddressRange piece) {
    return stranded.overlapping(piece).stream().mapToLong(s -> shared(s.range(), piece)).sum();
  }

  private static long shared(AddressRange a, AddressRange b) {
    AddressRange common = a.intersection(b);
    return common == null ? 0 : common.size();
  }

  /** Returns the bytes of bound devices, whether or not whole memory blocks reach them. */
  long served(RangeFate fate) {
    if (fate.owner() == Owner.SYSTEM_RAM) {
      return fate.usable();
    }
    return devices.overlapping(fate.range()).stream()
        .filter(device -> bindings.containsKey(device.name()))
        .mapToLong(device -> shared(device.range(), fate.range()))
        .sum();
  }

  private List<Outcome.RangeDecision> decisionsOf(AddressRange piece) {
    return decisions.overlapping(piece).stream().map(BootRecord.UnitDecision::decision).toList();
  }

  private List<String> remarksOf(AddressRange piece) {
    return remarks.overlapping(piece).stream().map(BootRecord.Remark::text).distinct().toList();
  }

  private List<String> errorsOf(AddressRange piece) {
    return failures.overlapping(piece).stream()
        .map(failure -> failure.driver() + ":" + failure.errno())
        .distinct()
        .sorted()
        .toList();
  }
}
