package memfate.plain;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import memfate.iomem.AddressRange;
import memfate.iomem.Intersection;
import memfate.iomem.IntersectionForm;
import memfate.iomem.Resource;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import memfate.iomem.ResourceTree;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/** CXL: windows, memory devices and the regions that their decoders assemble. */
final class PlainCxl {
  private static final long WINDOW_ALIGNMENT = 256 << 20;
  private static final Set<Integer> ENCODABLE_WAYS = Set.of(1, 2, 3, 4, 6, 8, 12, 16);

  /** A decoded window; it keeps a number for its next region. */
  private static final class Window {
    private final Cedt.CxlWindow entry;
    private final AddressRange range;
    private final Resource resource;
    private int nextRegion;

    private Window(Cedt.CxlWindow entry, AddressRange range, int nextRegion) {
      this.entry = entry;
      this.range = range;
      this.nextRegion = nextRegion;
      resource =
          new Resource(
              "CXL Window " + entry.index(), range, ResourceFlags.MEM, ResourceDescriptor.CXL);
    }
  }

  /** A region, as the first decoder with its range started it. */
  private static final class Region {
    private final int id;
    private final Window window;
    private final Decoder first;
    private final List<Target> targets = new ArrayList<>();
    private boolean committed;

    private Region(int id, Window window, Decoder first) {
      this.id = id;
      this.window = window;
      this.first = first;
    }

    private String name() {
      return "region" + id;
    }

    private AddressRange range() {
      return first.range();
    }
  }

  private record Target(Decoder decoder, Memdev memdev) {}

  private final Platform platform;
  private final ResourceTree iomem;
  private final PlainDax dax;
  private final MemregionIds ids;
  private final TreeMap<Long, Window> windows = new TreeMap<>(Long::compareUnsigned);
  private final Map<AddressRange, Region> regions = new HashMap<>();
  private final Map<String, List<Decoder>> decoders = new HashMap<>();
  private final Set<Long> bridgesWithoutDecoders = new HashSet<>();
  private final Deque<Memdev> unprobed = new ArrayDeque<>();
  private final TreeMap<Long, Region> daxRegions = new TreeMap<>(Long::compareUnsigned);
  private boolean anyDaxRegion;

  PlainCxl(Platform platform, ResourceTree iomem, PlainDax dax, MemregionIds ids) {
    this.platform = platform;
    this.iomem = iomem;
    this.dax = dax;
    this.ids = ids;
    platform.decoders().rows().stream()
        .filter(Decoder::committed)
        .sorted(Comparator.comparing(Decoder::range))
        .forEach(d -> decoders.computeIfAbsent(d.memdev(), m -> new ArrayList<>(1)).add(d));
    platform.cedt().hostBridges().stream()
        .filter(bridge -> !bridge.decoders())
        .forEach(bridge -> bridgesWithoutDecoders.add(bridge.uid()));
  }

  /** {@code cxl_acpi} decodes the windows in table order and publishes them in iomem. */
  void publishWindows() {
    for (Cedt.CxlWindow entry : platform.cedt().windows()) {
      if (isValid(entry)) {
        AddressRange range = AddressRange.ofSize(entry.base(), entry.size());
        windows.put(entry.base(), new Window(entry, range, ids.next()));
      }
    }
    windows.values().forEach(window -> iomem.insertExpandToFit(window.resource));
  }

  private static boolean isValid(Cedt.CxlWindow window) {
    return window.size() != 0
        && ((window.base() | window.size()) & (WINDOW_ALIGNMENT - 1)) == 0
        && ENCODABLE_WAYS.contains(window.ways())
        && window.granularity() >= 256
        && window.granularity() <= 16384
        && Long.bitCount(window.granularity()) == 1
        && (window.targets().isEmpty() || window.targets().size() >= window.ways());
  }

  /** Returns whether a window touches a range. */
  boolean reaches(AddressRange range) {
    return iomem.regionIntersects(
            range, ResourceFlags.MEM, ResourceDescriptor.CXL, IntersectionForm.DESCENDING)
        != Intersection.DISJOINT;
  }

  /** All drivers are there: every memory device is to probe. */
  void findMemdevs() {
    platform.memdevs().rows().stream()
        .sorted(Comparator.comparing(Memdev::name))
        .forEach(unprobed::add);
  }

  /** Lets the next memory device probe; returns whether there was one. */
  boolean probeMemdev() {
    Memdev memdev = unprobed.poll();
    if (memdev == null) {
      return false;
    }
    for (Decoder decoder : decoders.getOrDefault(memdev.name(), List.of())) {
      attach(memdev, decoder);
    }
    return true;
  }

  /** {@code cxl_add_to_region()}: joins the region with the decoder's range, or starts it. */
  private void attach(Memdev memdev, Decoder decoder) {
    var entry = windows.floorEntry(decoder.range().start());
    if (entry == null || !entry.getValue().range.contains(decoder.range())) {
      return;
    }
    Region region =
        regions.computeIfAbsent(decoder.range(), range -> start(entry.getValue(), decoder));
    if (!region.committed) {
      region.targets.add(new Target(decoder, memdev));
      if (region.targets.size() == region.first.ways() && isSound(region)) {
        commit(region);
      }
    }
  }

  /** It is in iomem at once; if it does not fit there it goes on all the same. */
  private Region start(Window window, Decoder decoder) {
    Region region = new Region(window.nextRegion, window, decoder);
    window.nextRegion = ids.next();
    iomem.insert(
        window.resource,
        new Resource(
            region.name(), region.range(), ResourceFlags.MEM, ResourceDescriptor.NONE));
    return region;
  }

  /** {@code cxl_region_setup_targets()}: what firmware programmed is what the region needs. */
  private boolean isSound(Region region) {
    Cedt.CxlWindow window = region.window.entry;
    if (region.first.ways() % window.ways() != 0) {
      return false;
    }
    Map<Long, Integer> below = new HashMap<>();
    boolean allTold = true;
    for (Target target : region.targets) {
      Long bridge = target.memdev().hostBridge();
      if (target.decoder().ways() != region.first.ways()
          || target.decoder().granularity() != region.first.granularity()
          || (bridge != null && !takes(window, bridge))) {
        return false;
      }
      if (bridge == null) {
        allTold = false;
      } else {
        below.merge(bridge, 1, Integer::sum);
      }
    }
    int share = region.first.ways() / window.ways();
    return !allTold || below.values().stream().allMatch(count -> count == share);
  }

  private boolean takes(Cedt.CxlWindow window, long bridge) {
    List<Long> targets = window.targets();
    return !bridgesWithoutDecoders.contains(bridge)
        && (targets.isEmpty() || targets.subList(0, window.ways()).contains(bridge));
  }

  /** A committed region becomes a dax region, unless System RAM is in the way. */
  private void commit(Region region) {
    region.committed = true;
    boolean ram =
        iomem.regionIntersects(
                region.range(),
                ResourceFlags.SYSTEM_RAM | ResourceFlags.BUSY,
                ResourceDescriptor.NONE,
                IntersectionForm.DESCENDING)
            != Intersection.DISJOINT;
    if (!ram) {
      daxRegions.put(region.range().start(), region);
      anyDaxRegion = true;
    }
  }

  boolean hasDaxRegions() {
    return anyDaxRegion;
  }

  /** Lets dax_cxl probe the first dax region; returns whether there was one. */
  boolean probeDaxRegion() {
    var first = daxRegions.pollFirstEntry();
    if (first == null) {
      return false;
    }
    Region region = first.getValue();
    PlainDax.Device device =
        new PlainDax.Device("dax" + region.id + ".0", "cxl", region.range(), true);
    dax.make("dax_cxl", "dax_" + region.name(), device);
    return true;
  }

  /** Returns the committed regions as they are now. */
  RangeCover committed() {
    return new RangeCover(
        regions.values().stream().filter(r -> r.committed).map(Region::range).toList());
  }
}
