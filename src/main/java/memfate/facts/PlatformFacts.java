package memfate.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.FirmwareEntry;
import memfate.platform.KconfigSetting;
import memfate.platform.ModuleSpec;
import memfate.platform.Platform;
import memfate.platform.RegionSpec;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** States a platform as facts. Nothing is decided here: every row becomes one fact. */
public final class PlatformFacts {

  /** Linux errno values that {@code fail} steps name; names of the field, values of x86. */
  private static final Map<String, Integer> ERRNO =
      Map.ofEntries(
          Map.entry("EPERM", 1),
          Map.entry("ENOENT", 2),
          Map.entry("EIO", 5),
          Map.entry("ENXIO", 6),
          Map.entry("EAGAIN", 11),
          Map.entry("ENOMEM", 12),
          Map.entry("EBUSY", 16),
          Map.entry("ENODEV", 19),
          Map.entry("EINVAL", 22),
          Map.entry("ENOSPC", 28),
          Map.entry("EPROBE_DEFER", 517));

  private final Platform platform;
  private final Platform told;
  private final List<Object> facts = new ArrayList<>();
  private final Set<String> onlyPmem = new HashSet<>();

  private PlatformFacts(Platform platform, Platform told) {
    this.platform = platform;
    this.told = told;
  }

  /** Returns the facts of a platform, in the order of its description. */
  public static List<Object> of(Platform platform) {
    return of(platform, platform);
  }

  /**
   * Returns the facts of a platform of which some tables are assumed.
   *
   * @param platform the description with its unknown tables filled in
   * @param told the description itself
   */
  public static List<Object> of(Platform platform, Platform told) {
    return new PlatformFacts(platform, told).all();
  }

  private List<Object> all() {
    facts.add(
        new Machine(
            platform.machine().arch(),
            platform.machine().memoryBlockSize(),
            platform.machine().prmTranslation(),
            platform.machine().at()));
    addFirmwareMap();
    addParameters();
    addCedt();
    addNodes();
    addDevices();
    addBuild();
    addBoot();
    addSources();
    return List.copyOf(facts);
  }

  private void addFirmwareMap() {
    int index = 0;
    for (FirmwareEntry entry : platform.firmwareMap().rows()) {
      facts.add(
          new FirmwareMemory(
              index++,
              entry.range(),
              entry.kind() == FirmwareEntry.Kind.E820 ? "e820" : "efi",
              entry.type(),
              entry.attributes().contains("sp"),
              entry.origin(),
              entry.at()));
    }
  }

  private void addParameters() {
    platform.cmdline().stream()
        .map(p -> new KernelParameter(p.name().replace('-', '_'), p.value(), p.at()))
        .forEach(facts::add);
    platform.cmdline().stream()
        .flatMap(parameter -> MemmapText.overlays(parameter).stream())
        .forEach(facts::add);
    for (ModuleSpec module : platform.modules()) {
      module
          .parameters()
          .forEach(
              (name, value) ->
                  facts.add(new KernelParameter(module.name() + "." + name, value, module.at())));
    }
  }

  private void addCedt() {
    Cedt cedt = platform.cedt();
    BridgeUses uses = new BridgeUses(platform);
    facts.addAll(uses.all());
    facts.add(table("CEDT", cedt.state(), told.cedt().state(), 0, cedt.at()));
    int index = 0;
    for (Cedt.HostBridge bridge : cedt.hostBridges()) {
      facts.add(
          new HostBridge(
              index++,
              bridge.uid(),
              bridge.version(),
              bridge.base(),
              bridge.length(),
              bridge.reserved(),
              bridge.decoders(),
              bridge.at()));
    }
    for (Cedt.XorMap map : cedt.xorMaps()) {
      facts.add(new XorMap(map.granularity(), map.maps().size(), map.at()));
    }
    List<FixedWindow> windows = new ArrayList<>();
    for (Cedt.CxlWindow window : cedt.windows()) {
      AddressRange range = rangeOrNull(window.base(), window.size());
      WindowReach found = uses.of(window, range);
      if (found != null) {
        facts.add(found);
      }
      windows.add(
          new FixedWindow(
              window.index(),
              range,
              window.base(),
              window.size(),
              window.ways(),
              window.arithmetic(),
              window.granularity(),
              window.targets(),
              window.restrictions(),
              window.length(),
              window.eniw(),
              window.hbig(),
              window.reserved(),
              window.at()));
    }
    facts.addAll(windows);
    windows.forEach(this::addParts);
    facts.addAll(WindowOverlap.among(windows));
  }

  /** The addresses and the targets of a window, each by itself, for rules that join by them. */
  private void addParts(FixedWindow window) {
    AddressRange range = window.range();
    if (range != null) {
      facts.add(new WindowRange(window.index(), range, window.at()));
    }
    int position = 0;
    for (long uid : window.usedTargets()) {
      facts.add(new WindowTarget(window.index(), position++, uid, window.at()));
    }
  }

  private static @org.jspecify.annotations.Nullable AddressRange rangeOrNull(long base, long size) {
    long end = base + size - 1;
    return size == 0 || Long.compareUnsigned(end, base) < 0 ? null : new AddressRange(base, end);
  }

  private void addNodes() {
    facts.add(table("SRAT", platform.srat().state(), told.srat().state(), 0, platform.srat().at()));
    int index = 0;
    for (SratEntry entry : platform.srat().rows()) {
      facts.add(
          new SratMemory(
              index,
              entry.pxm(),
              entry.range(),
              entry.enabled(),
              entry.hotplug(),
              entry.specificPurpose(),
              entry.at()));
      if (entry.enabled()) {
        facts.add(new SratRange(index, entry.range(), entry.at()));
      }
      index++;
    }
    facts.add(
        table(
            "HMAT",
            platform.hmat().state(),
            told.hmat().state(),
            platform.hmat().revision(),
            platform.hmat().at()));
    platform.hmat().caches().stream()
        .map(c -> new MemorySideCache(c.pxm(), c.size(), c.mode(), c.at()))
        .forEach(facts::add);
  }

  private static FirmwareTable table(
      String name, Table.State state, Table.State told, int revision, SourceLocation at) {
    boolean known = told != Table.State.UNKNOWN;
    return new FirmwareTable(name, state == Table.State.PRESENT, known, revision, at);
  }

  private void addDevices() {
    Map<String, Long> bridges = new HashMap<>();
    int index = 0;
    for (memfate.platform.Memdev memdev : platform.memdevs().rows()) {
      long bridge = memdev.hostBridge() == null ? -1 : memdev.hostBridge();
      bridges.put(memdev.name(), bridge);
      if (memdev.pmem() > 0 && memdev.ram() <= 0) {
        onlyPmem.add(memdev.name());
      }
      facts.add(
          new Memdev(
              index++,
              memdev.name(),
              bridge,
              BridgeUses.isThere(memdev),
              memdev.ram(),
              memdev.pmem(),
              memdev.accelerator(),
              memdev.at()));
    }
    index = 0;
    for (Decoder decoder : platform.decoders().rows()) {
      addDecoder(index++, decoder, bridges);
    }
    index = 0;
    for (RegionSpec region : platform.regions()) {
      String mode = region.type();
      facts.add(new RegionOverride(index++, region.range(), mode, region.state(), region.at()));
    }
  }

  private void addDecoder(int index, Decoder decoder, Map<String, Long> bridges) {
    Long bridge = decoder.hostBridge();
    if (bridge != null) {
      facts.add(
          new BridgeDecoder(
              bridge,
              decoder.range(),
              decoder.ways(),
              decoder.granularity(),
              decoder.committed(),
              decoder.at()));
      return;
    }
    facts.add(
        new EndpointDecoder(
            index,
            decoder.memdev(),
            bridges.getOrDefault(decoder.memdev(), -1L),
            decoder.range(),
            decoder.ways(),
            decoder.granularity(),
            modeOf(decoder),
            decoder.committed(),
            decoder.locked(),
            decoder.at()));
  }

  /** A decoder without a mode works on the only kind of memory that its device has. */
  private String modeOf(Decoder decoder) {
    if (!decoder.mode().isEmpty()) {
      return decoder.mode();
    }
    return onlyPmem.contains(decoder.memdev()) ? "pmem" : "ram";
  }

  private void addBuild() {
    for (KconfigSetting setting : platform.kconfig()) {
      facts.add(
          new Kconfig(
              setting.name(),
              setting.value(),
              !setting.at().equals(SourceLocation.NONE),
              setting.at()));
    }
    for (ModuleSpec module : platform.modules()) {
      Boolean inInitramfs = module.inInitramfs();
      facts.add(
          new ModuleSetting(
              module.name(),
              module.state(),
              inInitramfs == null ? "" : inInitramfs ? "yes" : "no",
              !Boolean.FALSE.equals(module.autoload()),
              (long) Math.ceil(module.delay()),
              module.at()));
    }
  }

  private void addBoot() {
    facts.add(new BootOrder(platform.boot().order()));
    facts.add(new ModuleLoader(platform.boot().softdep()));
    platform
        .boot()
        .constraints()
        .forEach(c -> facts.add(new OrderConstraint(c.before(), c.after(), c.at())));
    int index = 0;
    for (BootPlan.Step step : platform.boot().steps()) {
      if (step.verb().equals("fail")) {
        addFailure(step);
      } else {
        facts.add(new BootStep(index, step.verb(), step.subject(), step.arguments(), step.at()));
      }
      index++;
    }
  }

  /** What only the checks read. */
  private void addSources() {
    platform.acpiTables().stream()
        .map(t -> new AcpiHeader(t.signature(), t.revision(), t.length(), t.sum(), t.at()))
        .forEach(facts::add);
    boolean dsdt = !platform.topology().acpi0016().isEmpty();
    facts.add(new FirmwareTable("DSDT", dsdt, dsdt, 0, SourceLocation.NONE));
    platform.topology().acpi0016().stream().map(HostBridgeDevice::new).forEach(facts::add);
    platform.rejected().stream()
        .map(r -> new RejectedText(r.why(), r.text(), r.note(), r.at()))
        .forEach(facts::add);
    new java.util.TreeMap<>(platform.extensions())
        .forEach((path, value) -> facts.add(Extension.at(path, value)));
  }

  private void addFailure(BootPlan.Step step) {
    String errno = step.arguments().getOrDefault("errno", "ENOMEM");
    Integer known = ERRNO.get(errno.toUpperCase(java.util.Locale.ROOT));
    int value = known != null ? known : Math.abs(Integer.parseInt(errno));
    int nth = Integer.parseInt(step.arguments().getOrDefault("nth", "1"));
    String device = step.arguments().getOrDefault("device", "");
    facts.add(new InjectedFailure(step.subject(), nth, value, device, step.at()));
  }
}
