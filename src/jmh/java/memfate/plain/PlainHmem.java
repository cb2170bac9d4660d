package memfate.plain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.TreeMap;
import memfate.iomem.AddressRange;
import memfate.iomem.Resource;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import memfate.iomem.ResourceTree;

/** dax_hmem: the units of decision, the walk, the deferred work, and hmem's devices. */
final class PlainHmem {

  /** A range that is decided about as a whole. */
  static final class Unit {
    private final AddressRange range;
    private final boolean hasNode;
    private final List<String> decisions = new ArrayList<>(2);

    private Unit(AddressRange range, boolean hasNode) {
      this.range = range;
      this.hasNode = hasNode;
    }

    AddressRange range() {
      return range;
    }

    List<String> decisions() {
      return decisions;
    }
  }

  private record PlatformDevice(int id, Unit unit) {}

  private final ResourceTree softReserved;
  private final PlainCxl cxl;
  private final PlainDax dax;
  private final MemregionIds ids;
  private final ResourceTree active = new ResourceTree("hmem_active", AddressRange.ALL);
  private final TreeMap<Long, Unit> units = new TreeMap<>(Long::compareUnsigned);
  private final Deque<PlatformDevice> unprobed = new ArrayDeque<>();
  private boolean workDue;

  PlainHmem(ResourceTree softReserved, PlainCxl cxl, PlainDax dax, MemregionIds ids) {
    this.softReserved = softReserved;
    this.cxl = cxl;
    this.dax = dax;
    this.ids = ids;
  }

  /** {@code hmem_register_resource()}: what overlaps an earlier range is dropped whole. */
  void offer(AddressRange range, boolean hasNode) {
    Resource resource =
        new Resource("hmem range", range, ResourceFlags.MEM, ResourceDescriptor.NONE);
    if (active.request(resource) == null) {
      units.put(range.start(), new Unit(range, hasNode));
    }
  }

  /** The platform device is walked as dax_hmem binds to it. */
  void walk() {
    for (Unit unit : units.values()) {
      if (cxl.reaches(unit.range)) {
        unit.decisions.add("hmem-walk defer");
        workDue = true;
      } else if (isSoftReserved(unit)) {
        unit.decisions.add("hmem-walk register");
        register(unit);
      } else {
        unit.decisions.add("hmem-walk skip");
      }
    }
  }

  /** Decides about what was deferred; returns whether that was due. */
  boolean work() {
    if (!workDue) {
      return false;
    }
    workDue = false;
    RangeCover committed = cxl.committed();
    for (Unit unit : units.values()) {
      if (cxl.reaches(unit.range)) {
        resolve(unit, committed);
      }
    }
    return true;
  }

  private void resolve(Unit unit, RangeCover committed) {
    if (committed.contains(unit.range)) {
      unit.decisions.add("deferred-work drop");
    } else if (isSoftReserved(unit)) {
      unit.decisions.add("deferred-work register");
      register(unit);
    } else {
      unit.decisions.add("deferred-work skip");
    }
  }

  private boolean isSoftReserved(Unit unit) {
    return softReserved
            .overlaps(unit.range, ResourceFlags.MEM, ResourceDescriptor.SOFT_RESERVED)
            .matching()
        > 0;
  }

  private void register(Unit unit) {
    unprobed.add(new PlatformDevice(ids.next(), unit));
  }

  /** Lets hmem probe its next device; returns whether there was one. */
  boolean probe() {
    PlatformDevice device = unprobed.poll();
    if (device == null) {
      return false;
    }
    Unit unit = device.unit();
    dax.make(
        "hmem",
        "hmem." + device.id(),
        new PlainDax.Device("dax" + device.id() + ".0", "hmem", unit.range, unit.hasNode));
    return true;
  }

  /** Returns the units that overlap a range, in address order: no two overlap each other. */
  Collection<Unit> over(AddressRange range) {
    Long first = units.floorKey(range.start());
    boolean reaches = first != null && units.get(first).range.overlaps(range);
    return units.subMap(reaches ? first : range.start(), true, range.end(), true).values();
  }
}
