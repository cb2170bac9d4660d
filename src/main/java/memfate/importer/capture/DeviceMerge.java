package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Observation;
import memfate.platform.RegionSpec;
import memfate.platform.SourceLocation;
import memfate.platform.Table;
import org.jspecify.annotations.Nullable;

/** Memory devices, decoders and regions: who is who, and who hangs below which host bridge. */
final class DeviceMerge {
  /** Formats that list every device there is. */
  private static final Set<String> LISTS = Set.of("cxl list", "/sys/bus/cxl", "/sys/bus/pci");

  private static final Pattern BUS = Pattern.compile("[0-9a-f]{4,}:([0-9a-f]{2}):.*");
  private static final Pattern ROOT = Pattern.compile("pci[0-9a-f]{4,}:([0-9a-f]{2})");
  private static final Pattern PORT = Pattern.compile("(pci[0-9a-f]{4,}:[0-9a-f]{2}).*");
  private static final Pattern REGISTERS = Pattern.compile("hb(0x[0-9a-fA-F]{1,16})");

  private final Sources sources;
  private final Cedt cedt;
  private final List<Memdev> memdevs;

  DeviceMerge(Sources sources, Cedt cedt) {
    this.sources = sources;
    this.cedt = cedt;
    this.memdevs = mergeMemdevs();
  }

  /** Returns the table with host bridges marked that the kernel found to have no decoders. */
  Cedt cedt() {
    Set<Long> without = bridgesWithoutDecoders();
    List<HostBridge> bridges =
        cedt.hostBridges().stream()
            .map(b -> without.contains(b.uid()) ? withoutDecoders(b) : b)
            .toList();
    return new Cedt(
        cedt.state(),
        cedt.state() == Table.State.PRESENT && bridges.isEmpty() ? toldOf() : bridges,
        cedt.windows(),
        cedt.xorMaps(),
        cedt.other(),
        cedt.at());
  }

  private static HostBridge withoutDecoders(HostBridge bridge) {
    return new HostBridge(
        bridge.uid(),
        bridge.version(),
        bridge.base(),
        bridge.length(),
        false,
        bridge.reserved(),
        bridge.at());
  }

  /** Host bridges that windows name as targets, when no table was captured. */
  private List<HostBridge> toldOf() {
    Map<Long, HostBridge> bridges = new LinkedHashMap<>();
    for (CxlWindow window : cedt.windows()) {
      for (long uid : window.targets()) {
        bridges.putIfAbsent(uid, new HostBridge(uid, 1, 0, 0x10000, true, "", window.at()));
      }
    }
    return List.copyOf(bridges.values());
  }

  private Set<Long> bridgesWithoutDecoders() {
    Set<Long> bridges = new HashSet<>();
    for (Observation.Message message : messages()) {
      if (message.text().contains("HDM decoder registers not implemented")) {
        String port = lastWord(message.source());
        rootOf(port).flatMap(this::uidOfRoot).ifPresent(bridges::add);
      }
    }
    return bridges;
  }

  private List<Observation.Message> messages() {
    return sources.all(Observation.Message.class);
  }

  /** Finds the root bridge of a port in what cxl_port says of its decoders. */
  private Optional<String> rootOf(String port) {
    Optional<Setting> listed = sources.settings("cxl." + port).stream().findFirst();
    return listed.isPresent() ? listed.map(Setting::value) : rootInMessages(port);
  }

  private Optional<String> rootInMessages(String port) {
    return messages().stream()
        .filter(m -> m.text().endsWith(" added to " + port))
        .flatMap(m -> Stream.of(m.source(), m.text()))
        .map(PORT::matcher)
        .filter(Matcher::matches)
        .map(m -> Objects.requireNonNull(m.group(1)))
        .findFirst();
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf(' ') + 1);
  }

  /** A root bridge of bus N is the one with _UID N, where the firmware numbers them so. */
  private Optional<Long> uidOfRoot(String root) {
    Matcher matcher = ROOT.matcher(root);
    return matcher.matches()
        ? uid(Long.parseLong(Objects.requireNonNull(matcher.group(1)), 16))
        : Optional.empty();
  }

  private Optional<Long> uid(long uid) {
    return uids().filter(known -> known == uid).findFirst();
  }

  private Stream<Long> uids() {
    return cedt.hostBridges().isEmpty()
        ? cedt.windows().stream().flatMap(w -> w.targets().stream()).distinct()
        : cedt.hostBridges().stream().map(HostBridge::uid);
  }

  /** Returns the devices that were told of, and those that decoders and regions name. */
  Table<Memdev> memdevs() {
    if (memdevs.isEmpty() && !listed()) {
      return Table.unknown(SourceLocation.NONE);
    }
    Map<String, Memdev> all = new LinkedHashMap<>();
    memdevs.forEach(memdev -> all.put(memdev.name(), memdev));
    decoders().rows().forEach(d -> all.computeIfAbsent(d.memdev(), name -> named(name, d.at())));
    for (RegionSpec region : regions()) {
      for (RegionSpec.Mapping mapping : region.mappings()) {
        all.computeIfAbsent(mapping.memdev(), name -> named(name, mapping.at()));
      }
    }
    all.remove("");
    List<Memdev> rows = List.copyOf(all.values());
    return Table.of(rows, rows.isEmpty() ? SourceLocation.NONE : rows.get(0).at());
  }

  private static Memdev named(String name, SourceLocation at) {
    return new Memdev(name, "", 0, -1, -1, null, false, "enabled", "", "", List.of(), at);
  }

  /** Whether some file would have listed a device if there were one. */
  private boolean listed() {
    return sources.evidence().stream().anyMatch(e -> LISTS.contains(e.format()));
  }

  private List<Memdev> mergeMemdevs() {
    SameMemdevs same = new SameMemdevs(this::both);
    sources.all(Memdev.class).forEach(same::add);
    List<Memdev> merged = same.all();
    merged.replaceAll(this::belowBridge);
    return named(merged);
  }

  private Memdev both(Memdev one, Memdev other) {
    if (one.ram() >= 0 && other.ram() >= 0 && one.ram() != other.ram()) {
      sources.contradicts(
          "the capacity of " + one.name(),
          other.ram() + " bytes",
          other.at(),
          one.ram() + " bytes",
          one.at());
    }
    return new Memdev(
        either(one.name(), other.name()),
        either(one.host(), other.host()),
        one.serial() != 0 ? one.serial() : other.serial(),
        one.ram() >= 0 ? one.ram() : other.ram(),
        one.pmem() >= 0 ? one.pmem() : other.pmem(),
        one.hostBridge() != null ? one.hostBridge() : other.hostBridge(),
        one.accelerator() || other.accelerator(),
        either(one.state(), other.state()),
        either(one.driver(), other.driver()),
        either(one.hostBridgePath(), other.hostBridgePath()),
        one.dvsecRanges().isEmpty() ? other.dvsecRanges() : one.dvsecRanges(),
        one.at());
  }

  private static String either(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** What the boot did to a device is no state of the firmware's: it was there. */
  private Memdev belowBridge(Memdev memdev) {
    Long bridge = memdev.hostBridge();
    if (bridge == null) {
      bridge = uidOfRoot(memdev.hostBridgePath()).or(() -> uidAbove(memdev.host())).orElse(null);
    }
    return new Memdev(
        memdev.name(),
        memdev.host(),
        memdev.serial(),
        memdev.ram(),
        memdev.pmem(),
        bridge,
        memdev.accelerator(),
        "enabled",
        memdev.driver(),
        bridge == null && isPath(memdev.hostBridgePath()) ? memdev.hostBridgePath() : "",
        memdev.dvsecRanges(),
        memdev.at());
  }

  /** Returns whether a description takes a text as the path of a bridge. */
  private static boolean isPath(String text) {
    return text.matches("[A-Za-z]+[0-9A-Za-z]*:.*");
  }

  /** Where _UIDs are bus numbers, the bridge is the last one that does not come after the bus. */
  private Optional<Long> uidAbove(String host) {
    Matcher matcher = BUS.matcher(host);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long bus = Long.parseLong(Objects.requireNonNull(matcher.group(1)), 16);
    boolean busNumbers = uids().allMatch(uid -> uid > 0 && uid < 256);
    return busNumbers ? uids().filter(uid -> uid <= bus).max(Long::compare) : Optional.empty();
  }

  /** A device that no driver has seen gets the next free name, in PCI order. */
  private static List<Memdev> named(List<Memdev> memdevs) {
    Set<String> taken = new HashSet<>();
    memdevs.forEach(m -> taken.add(m.name()));
    List<Memdev> sorted = new ArrayList<>(memdevs);
    sorted.sort(Comparator.comparing(Memdev::host));
    Map<Memdev, String> names = new IdentityHashMap<>();
    int next = 0;
    for (Memdev memdev : sorted) {
      String name = memdev.name();
      while (name.isEmpty()) {
        String free = "mem" + next++;
        name = taken.contains(free) ? "" : free;
      }
      names.put(memdev, name);
    }
    List<Memdev> named =
        new ArrayList<>(memdevs.stream().map(m -> withName(m, names.get(m))).toList());
    named.sort(Comparator.comparing(m -> numbered(m.name())));
    return named;
  }

  /** {@code mem2} comes before {@code mem10}. */
  private static String numbered(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.length() > 9 ? name : "%s%9s".formatted(name.replaceAll("\\d", ""), digits);
  }

  static Memdev withName(Memdev memdev, @Nullable String name) {
    return new Memdev(
        Objects.requireNonNullElse(name, memdev.name()),
        memdev.host(),
        memdev.serial(),
        memdev.ram(),
        memdev.pmem(),
        memdev.hostBridge(),
        memdev.accelerator(),
        memdev.state(),
        memdev.driver(),
        memdev.hostBridgePath(),
        memdev.dvsecRanges(),
        memdev.at());
  }

  /**
   * Decoders as firmware left them: as a log of the programming says, else as cxl_port met them,
   * else as {@code cxl list} shows them - unless steps followed the boot, which may have programmed
   * them.
   */
  Table<Decoder> decoders() {
    List<Decoder> all = sources.all(Decoder.class);
    boolean stepsFollowed =
        sources.all(BootPlan.Step.class).stream().anyMatch(step -> step.verb().equals("step"));
    List<Decoder> programmed =
        all.stream().filter(d -> d.name().isEmpty() || isRegisters(d)).toList();
    List<Decoder> rows =
        (programmed.isEmpty() && !stepsFollowed ? byName(all) : programmed)
            .stream()
                .map(this::resolved)
                .flatMap(Optional::stream)
                .filter(Decoder::committed)
                .toList();
    if (!rows.isEmpty()) {
      return Table.of(rows, rows.get(0).at());
    }
    boolean told =
        cedt.state() == Table.State.ABSENT || decodersWouldShow() || !regions().isEmpty();
    return told ? Table.of(List.of(), SourceLocation.NONE) : Table.unknown(SourceLocation.NONE);
  }

  private static boolean isRegisters(Decoder decoder) {
    return REGISTERS.matcher(decoder.name()).matches();
  }

  private boolean decodersWouldShow() {
    return sources.evidence().stream().anyMatch(DeviceMerge::listsDecoders)
        || messages().stream().anyMatch(m -> m.source().startsWith("cxl_"))
        || !sources.all(Observation.Listing.class).isEmpty();
  }

  /** {@code cxl list -M} lists memory devices, and {@code lspci} too: no decoder would show. */
  private static boolean listsDecoders(Evidence evidence) {
    return evidence.format().equals("/sys/bus/cxl")
        || evidence.format().equals("cxl list") && !evidence.all(Decoder.class).isEmpty();
  }

  private static List<Decoder> byName(List<Decoder> decoders) {
    Map<String, Decoder> byName = new LinkedHashMap<>();
    for (Decoder decoder : decoders) {
      byName.merge(
          decoder.name(), decoder, (one, other) -> hasOwner(one) || !hasOwner(other) ? one : other);
    }
    return List.copyOf(byName.values());
  }

  private static boolean hasOwner(Decoder decoder) {
    return decoder.hostBridge() != null || !decoder.memdev().isEmpty();
  }

  private Optional<Decoder> resolved(Decoder decoder) {
    if (decoder.hostBridge() != null) {
      return Optional.of(decoder);
    }
    Matcher registers = REGISTERS.matcher(decoder.name());
    if (registers.matches()) {
      long base =
          Long.parseUnsignedLong(Objects.requireNonNull(registers.group(1)).substring(2), 16);
      return cedt.hostBridges().stream()
          .filter(b -> b.base() == base)
          .findFirst()
          .map(b -> owned(decoder, "", b.uid()));
    }
    if (!decoder.memdev().isEmpty()) {
      return Optional.of(owned(decoder, nameOf(decoder.memdev()), null));
    }
    return ownerByMessages(decoder.name())
        .map(
            owner ->
                owner.startsWith("mem")
                    ? owned(decoder, owner, null)
                    : owned(decoder, "", uidOfRoot(owner).orElse(null)))
        .filter(DeviceMerge::hasOwner);
  }

  /** A memdev by its name, or by its PCI address. */
  private String nameOf(String memdev) {
    return memdevs.stream()
        .filter(m -> m.host().equals(memdev))
        .map(Memdev::name)
        .findFirst()
        .orElse(memdev);
  }

  /** Finds {@code mem0:decoder3.0} or {@code pci0000:0c:port1 decoder1.0} in messages. */
  private Optional<String> ownerByMessages(String decoder) {
    String name = Pattern.quote(decoder) + "\\b";
    Pattern owner =
        Pattern.compile(
            "(?:\\b(mem\\d+):(?:endpoint\\d+ )?|(pci[0-9a-f]+:[0-9a-f]{2}):(?:port\\d+)? ?)"
                + name);
    return messages().stream()
        .map(m -> owner.matcher(m.source() + ": " + m.text()))
        .filter(Matcher::find)
        .map(m -> m.group(1) == null ? m.group(2) : m.group(1))
        .filter(Objects::nonNull)
        .findFirst();
  }

  private static Decoder owned(Decoder decoder, String memdev, @Nullable Long hostBridge) {
    return new Decoder(
        memdev,
        hostBridge,
        isRegisters(decoder) ? "" : decoder.name(),
        decoder.range(),
        decoder.ways(),
        decoder.granularity(),
        decoder.mode(),
        decoder.committed(),
        decoder.locked(),
        decoder.dpaBase(),
        decoder.targets(),
        decoder.state(),
        decoder.at());
  }

  /** Regions count only where no decoder is known: otherwise they follow from the decoders. */
  List<RegionSpec> regions() {
    if (sources.all(Decoder.class).stream().anyMatch(Decoder::committed)) {
      return List.of();
    }
    Map<Object, RegionSpec> byRange = new LinkedHashMap<>();
    Function<RegionSpec, Object> key = RegionSpec::range;
    sources.all(RegionSpec.class).forEach(r -> byRange.putIfAbsent(key.apply(r), r));
    return List.copyOf(byRange.values());
  }
}
