package memfate.plain;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.iomem.AddressRange;
import memfate.iomem.Resource;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import memfate.iomem.ResourceTree;
import org.jspecify.annotations.Nullable;

/** Dax devices, who may make one, and kmem, which puts their memory to use. */
final class PlainDax {
  private static final long ALIGNMENT = 2 << 20;

  /**
   * A dax device.
   *
   * @param owner {@code cxl} or {@code hmem}
   * @param hasNode whether its first address is in a NUMA node
   */
  record Device(String name, String owner, AddressRange range, boolean hasNode) {}

  /** A probe that failed, as {@code kmem:-16}. */
  record Failure(AddressRange range, String error) {}

  private final ResourceTree iomem;
  private final long blockSize;
  private final ResourceTree regions = ResourceTree.daxRegions();
  private final TreeMap<Long, Device> devices = new TreeMap<>(Long::compareUnsigned);
  private final TreeMap<Long, Device> unprobed = new TreeMap<>(Long::compareUnsigned);
  private final Map<String, AddressRange> mapped = new HashMap<>();
  private final List<Failure> failures = new ArrayList<>();

  PlainDax(ResourceTree iomem, long blockSize) {
    this.iomem = iomem;
    this.blockSize = blockSize;
  }

  /** Makes the device of an hmem range or a CXL region: {@code alloc_dax_region()} decides. */
  void make(String driver, String parent, Device device) {
    boolean aligned = device.range().isAligned(ALIGNMENT);
    if (aligned && regions.request(memory(parent, device.range(), ResourceFlags.MEM)) == null) {
      devices.put(device.range().start(), device);
      unprobed.put(device.range().start(), device);
    } else {
      fail(driver, device.range(), -12);
    }
  }

  boolean hasDevices() {
    return !devices.isEmpty();
  }

  /** Lets kmem probe the first device that it has not tried; returns whether there was one. */
  boolean probeKmem() {
    var first = unprobed.pollFirstEntry();
    if (first == null) {
      return false;
    }
    Device device = first.getValue();
    AddressRange blocks = device.range().alignInward(blockSize);
    if (!device.hasNode() || blocks == null) {
      fail("kmem", device.range(), -22);
    } else {
      map(device, blocks);
    }
    return true;
  }

  private void map(Device device, AddressRange blocks) {
    Resource claim =
        iomem.requestRegion(blocks.start(), blocks.size(), device.name(), ResourceFlags.MEM);
    if (claim == null) {
      fail("kmem", blocks, -16);
      return;
    }
    claim.setFlags(ResourceFlags.SYSTEM_RAM);
    long flags =
        ResourceFlags.SYSTEM_RAM | ResourceFlags.SYSRAM_DRIVER_MANAGED | ResourceFlags.BUSY;
    iomem.request(claim, memory("System RAM (kmem)", blocks, flags));
    mapped.put(device.name(), blocks);
  }

  private void fail(String driver, AddressRange range, int errno) {
    failures.add(new Failure(range, driver + ":" + errno));
  }

  private static Resource memory(String name, AddressRange range, long flags) {
    return new Resource(name, range, flags, ResourceDescriptor.NONE);
  }

  /** Returns the devices that overlap a range, in address order: no two overlap each other. */
  Collection<Device> over(AddressRange range) {
    Long first = devices.floorKey(range.start());
    boolean reaches = first != null && devices.get(first).range().overlaps(range);
    return devices.subMap(reaches ? first : range.start(), true, range.end(), true).values();
  }

  /** Returns what kmem maps of a device, null when it is not bound. */
  @Nullable AddressRange mappedOf(Device device) {
    return mapped.get(device.name());
  }

  List<Failure> failures() {
    return failures;
  }
}
