package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.FirmwareEntry;
import memfate.platform.Hmat;
import memfate.platform.KernelBuild;
import memfate.platform.LintDirectives;
import memfate.platform.Machine;
import memfate.platform.Memdev;
import memfate.platform.Numa;
import memfate.platform.Platform;
import memfate.platform.Provenance;
import memfate.platform.RegionSpec;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;
import memfate.platform.Topology;

/**
 * A machine with as many windows, Soft Reserved ranges, devices and decoders as a test asks for,
 * each window 1 GiB and wholly Soft Reserved.
 */
final class SyntheticPlatform {
  private static final long SIZE = 1L << 30;
  private static final long BASE = 1L << 40;
  private static final int BRIDGES = 16;
  private static final SourceLocation NONE = SourceLocation.NONE;

  /**
   * What the n windows of a machine have in common; each kind takes another way through the rules.
   */
  enum Shape {
    /** Three of four windows have a region. */
    MIXED,
    /** Every window has a region. */
    COMMITTED,
    /** No device has a decoder: hmem registers what it may. */
    NO_DECODERS,
    /**
     * Every device is below a bridge that its window does not name, so that no region assembles.
     */
    FAULTY,
    /** Every region waits for a second target that never comes. */
    INCOMPLETE,
    /** Decoders of which the description tells no mode. */
    NO_MODE,
    /** Bridges with a decoder for each region. */
    BRIDGE_DECODERS,
    /** Regions that the description fixes, without a decoder. */
    OVERRIDES,
    /** Persistent regions. */
    PERSISTENT,
    /** Nobody knows the SRAT. */
    UNKNOWN_SRAT,
    /** Nobody knows the decoders. */
    UNKNOWN_DECODERS,
    /** The first registration fails, and all others with it. */
    FAILURE,
    /** Devices that are hot-added one by one, by steps of the description. */
    HOT_ADD,
    /** hmem_platform is unbound and bound again, after kmem has failed on each of its devices. */
    REBIND,
    /** HMAT offers the ranges too. */
    HMAT
  }

  private final int n;
  private final Shape shape;
  private final List<FirmwareEntry> map = new ArrayList<>();
  private final List<Cedt.CxlWindow> windows = new ArrayList<>();
  private final List<SratEntry> srat = new ArrayList<>();
  private final List<Memdev> memdevs = new ArrayList<>();
  private final List<Decoder> decoders = new ArrayList<>();
  private final List<RegionSpec> regions = new ArrayList<>();
  private final List<BootPlan.Step> steps = new ArrayList<>();

  private SyntheticPlatform(int n, Shape shape) {
    this.n = n;
    this.shape = shape;
  }

  /** Returns a machine with n windows of a shape. */
  static Platform of(int n, Shape shape) {
    return new SyntheticPlatform(n, shape).build();
  }

  private Platform build() {
    map.add(usable(0, 0x9ffff));
    map.add(usable(0x100000, 0x7fffffff));
    for (int i = 0; i < n; i++) {
      add(i);
    }
    if (shape == Shape.FAILURE) {
      steps.add(step("fail", "memregion_alloc", Map.of()));
    } else if (shape == Shape.REBIND) {
      steps.add(step("unbind", "hmem_platform.0", Map.of()));
      steps.add(step("bind", "hmem_platform.0", Map.of()));
    }
    return platform();
  }

  private void add(int i) {
    AddressRange range = AddressRange.ofSize(BASE + i * 2 * SIZE, SIZE);
    long bridge = i % BRIDGES;
    long target = shape == Shape.FAULTY ? (bridge + 1) % BRIDGES : bridge;
    SourceLocation at = new SourceLocation("synthetic.yaml", i + 1, 1);
    map.add(
        new FirmwareEntry(range, FirmwareEntry.Kind.E820, "soft-reserved", Set.of(), "efi", at));
    windows.add(
        new Cedt.CxlWindow(
            i,
            range.start(),
            SIZE,
            1,
            "modulo",
            256,
            List.of("type3", "volatile"),
            -1,
            List.of(target),
            -1,
            -1,
            -1,
            "",
            at));
    srat.add(new SratEntry(i + 1, range, true, false, false, false, at));
    String state = shape == Shape.HOT_ADD ? "absent" : "present";
    long pmem = shape == Shape.PERSISTENT ? SIZE : 0;
    memdevs.add(
        new Memdev(
            "mem" + i, "", i, SIZE - pmem, pmem, bridge, false, state, "", "", List.of(), at));
    switch (shape) {
      case MIXED -> {
        if (i % 4 != 3) {
          decoders.add(decoder(i, range, "ram", 1, at));
        }
      }
      case NO_DECODERS, UNKNOWN_DECODERS, FAILURE, REBIND -> {}
      case OVERRIDES ->
          regions.add(new RegionSpec("", range, "ram", 1, 256, "commit", true, List.of(), at));
      case INCOMPLETE -> decoders.add(decoder(i, range, "ram", 2, at));
      case NO_MODE -> decoders.add(decoder(i, range, "", 1, at));
      case PERSISTENT -> decoders.add(decoder(i, range, "pmem", 1, at));
      default -> decoders.add(decoder(i, range, "ram", 1, at));
    }
    if (shape == Shape.BRIDGE_DECODERS) {
      decoders.add(
          new Decoder("", bridge, "", range, 1, 256, "", true, false, -1, List.of(), "", at));
    } else if (shape == Shape.HOT_ADD) {
      steps.add(step("hot-add", "mem" + i, Map.of()));
    }
  }

  private static BootPlan.Step step(String verb, String subject, Map<String, String> arguments) {
    return new BootPlan.Step(verb, subject, arguments, Double.NaN, NONE);
  }

  private static FirmwareEntry usable(long start, long end) {
    return new FirmwareEntry(
        new AddressRange(start, end), FirmwareEntry.Kind.E820, "usable", Set.of(), "bios", NONE);
  }

  private static Decoder decoder(
      int i, AddressRange range, String mode, int ways, SourceLocation at) {
    return new Decoder(
        "mem" + i, null, "", range, ways, 256, mode, true, false, 0, List.of(), "", at);
  }

  private Platform platform() {
    List<Cedt.HostBridge> bridges = new ArrayList<>();
    for (int i = 0; i < BRIDGES; i++) {
      bridges.add(new Cedt.HostBridge(i, 1, 0, 0x10000, true, "", NONE));
    }
    long block = shape == Shape.REBIND ? 4 * SIZE : Machine.DEFAULT_MEMORY_BLOCK_SIZE;
    Table.State hmat = shape == Shape.HMAT ? Table.State.PRESENT : Table.State.ABSENT;
    return new Platform(
        "synthetic " + shape + " " + n,
        "",
        List.of(),
        Provenance.NONE,
        new Machine("x86_64", "", Map.of(), Map.of(), block, 52, false, NONE),
        Table.of(map, NONE),
        List.of(),
        new Cedt(Table.State.PRESENT, bridges, windows, List.of(), List.of(), NONE),
        shape == Shape.UNKNOWN_SRAT ? Table.unknown(NONE) : Table.of(srat, NONE),
        new Hmat(hmat, shape == Shape.HMAT ? 2 : 0, List.of(), List.of(), NONE),
        List.of(),
        new Numa(Map.of(), List.of(), NONE),
        Topology.NONE,
        Table.of(memdevs, NONE),
        shape == Shape.UNKNOWN_DECODERS ? Table.unknown(NONE) : Table.of(decoders, NONE),
        regions,
        new KernelBuild("", "", List.of(), "", NONE),
        List.of(),
        List.of(),
        new BootPlan("default", steps, NONE),
        new LintDirectives(List.of(), List.of(), List.of(), NONE),
        List.of(),
        List.of(),
        Map.of(),
        NONE);
  }
}
