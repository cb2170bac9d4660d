package memfate.plain;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import memfate.iomem.AddressRange;
import memfate.iomem.Resource;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import memfate.iomem.ResourceTree;
import memfate.platform.Cedt;
import memfate.platform.FirmwareEntry;
import memfate.platform.Platform;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/**
 * A boot of a v7.1 kernel in its usual order: initcalls, then the modules that udev loads, and
 * after each of these the probes and the work that have become due.
 */
public final class PlainBoot {
  private static final int IOMEM_LEVELS = 8;

  /** Built-in drivers behind {@code hmem_init}, in link order. */
  private static final List<String> DEVICE_INITCALLS =
      List.of("dax_hmem", "kmem", "dax_cxl", "cxl_port", "cxl_mem", "cxl_pmem", "cxl_pci");

  private static final List<String> UDEV_ORDER =
      List.of("cxl_acpi", "cxl_pci", "cxl_mem", "cxl_pmem", "dax_hmem");

  private final Platform platform;
  private final PlainModules modules;
  private final ResourceTree iomem = ResourceTree.iomem();
  private final ResourceTree softReserved = ResourceTree.softReserved();
  private final PlainDax dax;
  private final PlainCxl cxl;
  private final PlainHmem hmem;
  private final List<AddressRange> softReservedRanges;
  private final RangeCover nodes;

  /** Modules that were asked for and are not initialised yet. */
  private final TreeSet<String> requested = new TreeSet<>();

  private boolean rootCameFirst;
  private boolean memdevsFound;
  private boolean walkDue;
  private boolean daxCxlRegisters;
  private boolean daxCxlRegistered;

  private PlainBoot(Platform platform) {
    this.platform = platform;
    modules = new PlainModules(platform.modules());
    MemregionIds ids = new MemregionIds();
    dax = new PlainDax(iomem, platform.machine().memoryBlockSize());
    cxl = new PlainCxl(platform, iomem, dax, ids);
    hmem = new PlainHmem(softReserved, cxl, dax, ids);
    softReservedRanges = ranges("soft-reserved");
    nodes = new RangeCover(nodeRanges());
  }

  /**
   * Boots a machine.
   *
   * @throws IllegalArgumentException if it is not made for the description, see {@link PlainScope}
   */
  public static PlainOutcome run(Platform platform) {
    List<String> refusals = PlainScope.refusals(platform);
    if (!refusals.isEmpty()) {
      throw new IllegalArgumentException(platform.id() + ": " + String.join(", ", refusals));
    }
    return new PlainBoot(platform).run();
  }

  private PlainOutcome run() {
    reserveMemory();
    offerHmatRanges();
    initcalls();
    settle();
    for (String module : UDEV_ORDER) {
      load(module);
      settle();
    }
    if (cxl.hasDaxRegions()) {
      load("dax_cxl");
      settle();
    }
    return new PlainOutcome(
        new PlainFates(hmem, dax).of(softReservedRanges), iomem.toIomem(IOMEM_LEVELS));
  }

  private List<AddressRange> ranges(String type) {
    return platform.firmwareMap().rows().stream()
        .filter(entry -> entry.type().equals(type))
        .map(FirmwareEntry::range)
        .sorted()
        .toList();
  }

  /** Where {@code phys_to_target_node()} finds a node: SRAT and RAM, and every window. */
  private List<AddressRange> nodeRanges() {
    List<AddressRange> nodes = new ArrayList<>();
    List<AddressRange> ram = ranges("usable");
    if (platform.srat().isPresent()) {
      nodes.addAll(ram);
      nodes.addAll(enabledSratRanges());
    } else if (!ram.isEmpty()) {
      nodes.add(new AddressRange(0, ram.get(ram.size() - 1).end()));
    }
    for (Cedt.CxlWindow window : platform.cedt().windows()) {
      nodes.add(AddressRange.ofSize(window.base(), window.size()));
    }
    return nodes;
  }

  private List<AddressRange> enabledSratRanges() {
    return platform.srat().rows().stream()
        .filter(SratEntry::enabled)
        .map(SratEntry::range)
        .toList();
  }

  /** RAM goes into iomem, Soft Reserved ranges into a tree of their own. */
  private void reserveMemory() {
    long busyRam = ResourceFlags.SYSTEM_RAM | ResourceFlags.BUSY;
    for (AddressRange ram : ranges("usable")) {
      iomem.insert(new Resource("System RAM", ram, busyRam, ResourceDescriptor.NONE));
    }
    for (AddressRange range : softReservedRanges) {
      softReserved.insertExpandToFit(
          new Resource(
              "Soft Reserved", range, ResourceFlags.MEM, ResourceDescriptor.SOFT_RESERVED));
    }
  }

  /** {@code hmat_init()}: with HMAT, SRAT's ranges are offered before the firmware map's. */
  private void offerHmatRanges() {
    int revision = platform.hmat().revision();
    if (platform.hmat().state() == Table.State.PRESENT && (revision == 1 || revision == 2)) {
      enabledSratRanges().forEach(range -> hmem.offer(range, true));
    }
  }

  private void initcalls() {
    runInitcall("cxl_acpi");
    softReservedRanges.forEach(range -> hmem.offer(range, nodes.contains(range.start())));
    DEVICE_INITCALLS.forEach(this::runInitcall);
  }

  private void runInitcall(String module) {
    if (modules.isBuiltIn(module)) {
      init(module);
      initRequested();
    }
  }

  /** Loads a module with what it needs, if there is a file. */
  private void load(String module) {
    request(module);
    initRequested();
  }

  private void request(String module) {
    if (modules.isLoadable(module) && !modules.isReady(module)) {
      requested.add(module);
      String needs = modules.neededBy(module);
      if (needs != null) {
        request(needs);
      }
    }
  }

  /** Initialises what was asked for, each when what it needs is there; then the walk can begin. */
  private void initRequested() {
    for (String next = nextRequested(); !next.isEmpty(); next = nextRequested()) {
      requested.remove(next);
      init(next);
    }
    if (walkDue && requested.isEmpty()) {
      walkDue = false;
      hmem.walk();
    }
  }

  private String nextRequested() {
    return requested.stream().filter(module -> !modules.waits(module)).findFirst().orElse("");
  }

  private void init(String module) {
    switch (module) {
      case "cxl_acpi" -> {
        rootCameFirst = !modules.isReady("cxl_pci");
        if (platform.cedt().state() == Table.State.PRESENT) {
          cxl.publishWindows();
        }
      }
      case "dax_hmem" -> {
        walkDue = true;
        request("cxl_acpi");
        request("cxl_pci");
      }
      case "dax_cxl" -> daxCxlRegisters = true;
      default -> {}
    }
    modules.setReady(module);
    findMemdevs();
  }

  private void findMemdevs() {
    if (!memdevsFound
        && platform.cedt().state() == Table.State.PRESENT
        && List.of("cxl_acpi", "cxl_pci", "cxl_mem", "cxl_port").stream()
            .allMatch(modules::isReady)) {
      memdevsFound = true;
      cxl.findMemdevs();
    }
  }

  /** Runs probes and work until nothing is due: what comes first in a boot is looked for first. */
  private void settle() {
    boolean busy = true;
    while (busy) {
      busy =
          loadKmem()
              || (rootCameFirst && cxl.probeMemdev())
              || (daxCxlRegistered && cxl.probeDaxRegion())
              || (modules.isReady("kmem") && dax.probeKmem())
              || hmem.probe()
              || cxl.probeMemdev()
              || hmem.work()
              || registerDaxCxl();
    }
  }

  private boolean loadKmem() {
    if (!dax.hasDevices() || modules.isReady("kmem") || !modules.isLoadable("kmem")) {
      return false;
    }
    load("kmem");
    return true;
  }

  /** dax_cxl registers its driver behind the deferred work. */
  private boolean registerDaxCxl() {
    boolean due = daxCxlRegisters;
    daxCxlRegistered |= due;
    daxCxlRegisters = false;
    return due;
  }
}
