package memfate.plain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.FirmwareEntry;
import memfate.platform.KconfigSetting;
import memfate.platform.Machine;
import memfate.platform.Memdev;
import memfate.platform.ModuleSpec;
import memfate.platform.Platform;
import memfate.platform.Table;

/**
 * The descriptions that {@link PlainBoot} is made for.
 *
 * <p>An x86 machine with an e820 map of RAM and Soft Reserved ranges that do not overlap, modulo
 * windows that overlap neither each other nor RAM, volatile memory devices of type 3 with endpoint
 * decoders; a kernel with the configuration of distributions whose drivers may be built in, loadable
 * or absent; no kernel parameters, and nothing that happens but the usual boot. All tables are
 * known. {@code memfate synth} makes such machines.
 */
public final class PlainScope {
  private static final Map<String, String> KCONFIG =
      Map.ofEntries(
          Map.entry("EFI_SOFT_RESERVE", "y"),
          Map.entry("CXL_BUS", "y"),
          Map.entry("CXL_ACPI", "m"),
          Map.entry("CXL_PCI", "m"),
          Map.entry("CXL_MEM", "m"),
          Map.entry("CXL_PMEM", "m"),
          Map.entry("CXL_PORT", "y"),
          Map.entry("CXL_REGION", "y"),
          Map.entry("DEV_DAX", "m"),
          Map.entry("DEV_DAX_HMEM", "m"),
          Map.entry("DEV_DAX_CXL", "m"),
          Map.entry("DEV_DAX_KMEM", "m"));

  private static final Set<String> MODULE_STATES = Set.of("", "builtin", "loadable", "absent");
  private static final long ONE_MIB = 1 << 20;
  private static final long RAM_ALIGNMENT = 64 << 20;

  private final Platform platform;
  private final Set<String> refusals = new LinkedHashSet<>();

  private PlainScope(Platform platform) {
    this.platform = platform;
  }

  /** Returns why a description is refused; empty when it is not. */
  public static List<String> refusals(Platform platform) {
    return new PlainScope(platform).check();
  }

  private List<String> check() {
    checkMachine();
    checkMap();
    checkWindows();
    checkDevices();
    checkKernel();
    checkBoot();
    return List.copyOf(refusals);
  }

  private void refuse(boolean when, String what) {
    if (when) {
      refusals.add(what);
    }
  }

  private void checkMachine() {
    Machine machine = platform.machine();
    refuse(!machine.arch().equals("x86_64"), "another architecture than x86_64");
    refuse(machine.prmTranslation(), "PRM address translation");
    boolean unknown =
        platform.firmwareMap().isUnknown()
            || platform.srat().isUnknown()
            || platform.hmat().state() == Table.State.UNKNOWN
            || (platform.decoders().isUnknown() && !platform.cedt().windows().isEmpty());
    refuse(unknown, "an unknown table");
    refuse(
        platform.hmat().state() == Table.State.PRESENT && !platform.srat().isPresent(),
        "HMAT without SRAT");
  }

  private void checkMap() {
    List<AddressRange> ranges = new ArrayList<>();
    for (FirmwareEntry entry : platform.firmwareMap().rows()) {
      boolean ram = entry.type().equals("usable");
      boolean softReserved = entry.type().equals("soft-reserved");
      refuse(
          entry.kind() != FirmwareEntry.Kind.E820 || !(ram || softReserved),
          "an entry of the map that is neither e820 RAM nor e820 Soft Reserved");
      refuse(
          softReserved && Long.compareUnsigned(entry.range().start(), ONE_MIB) < 0,
          "a Soft Reserved range below 1 MiB");
      refuse(
          ram && (entry.range().end() + 1) % RAM_ALIGNMENT != 0, "RAM that ends off 64 MiB");
      ranges.add(entry.range());
    }
    refuse(anyOverlap(ranges), "entries of the map that overlap");
  }

  private void checkWindows() {
    List<AddressRange> taken = new ArrayList<>();
    for (FirmwareEntry entry : platform.firmwareMap().rows()) {
      if (entry.type().equals("usable")) {
        taken.add(entry.range());
      }
    }
    for (Cedt.CxlWindow window : platform.cedt().windows()) {
      boolean wraps =
          window.size() == 0
              || Long.compareUnsigned(window.base() + window.size() - 1, window.base()) < 0;
      refuse(wraps, "a window without addresses");
      refuse(!window.arithmetic().equals("modulo"), "a window that is not modulo");
      if (!wraps) {
        taken.add(AddressRange.ofSize(window.base(), window.size()));
      }
    }
    refuse(anyOverlap(taken), "windows that overlap each other or RAM");
  }

  private static boolean anyOverlap(List<AddressRange> ranges) {
    ranges.sort(Comparator.naturalOrder());
    for (int i = 1; i < ranges.size(); i++) {
      if (ranges.get(i - 1).overlaps(ranges.get(i))) {
        return true;
      }
    }
    return false;
  }

  private void checkDevices() {
    Set<String> names = new HashSet<>();
    for (Memdev memdev : platform.memdevs().rows()) {
      boolean there = !memdev.state().equals("absent") && !memdev.state().equals("disabled");
      boolean plain = there && memdev.pmem() <= 0 && !memdev.accelerator();
      refuse(!plain || !names.add(memdev.name()), "a memory device that is not plain");
    }
    Set<List<Object>> decoded = new HashSet<>();
    for (Decoder decoder : platform.decoders().rows()) {
      boolean plain =
          decoder.hostBridge() == null && (decoder.mode().isEmpty() || decoder.mode().equals("ram"));
      refuse(!plain, "a decoder of a host bridge, or not for volatile memory");
      refuse(
          !decoded.add(List.of(decoder.memdev(), decoder.range())),
          "two decoders of a device for the same range");
    }
    refuse(!platform.regions().isEmpty(), "regions whose state is told");
  }

  private void checkKernel() {
    refuse(!platform.cmdline().isEmpty(), "kernel parameters");
    for (KconfigSetting setting : platform.kconfig()) {
      refuse(
          !setting.value().equals(KCONFIG.get(setting.name())),
          "a configuration that distributions do not build");
    }
    for (ModuleSpec module : platform.modules()) {
      boolean plain =
          MODULE_STATES.contains(module.state())
              && module.inInitramfs() == null
              && module.autoload() == null
              && module.delay() == 0
              && module.parameters().isEmpty();
      refuse(!plain, "a module that is neither built in, loadable nor absent");
    }
  }

  private void checkBoot() {
    BootPlan boot = platform.boot();
    boolean usual =
        boot.order().equals("default")
            && boot.softdep().equals(BootPlan.SOFTDEP_FIRST)
            && boot.constraints().isEmpty()
            && boot.steps().isEmpty();
    refuse(!usual, "another boot than the usual one");
  }
}
