package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

/** Memory devices, decoders and regions: which decoder is whose, and what nobody told. */
final class DeviceMerge {
  /** Formats that list every device there is. */
  private static final Set<String> LISTS = Set.of("cxl list", "/sys/bus/cxl", "/sys/bus/pci");

  private static final Pattern REGISTERS = Pattern.compile("hb(0x[0-9a-fA-F]{1,16})");

  private final Sources sources;
  private final Cedt cedt;
  private final HostBridges bridges;
  private final List<Memdev> memdevs;

  DeviceMerge(Sources sources, Cedt cedt) {
    this.sources = sources;
    this.cedt = cedt;
    this.bridges = new HostBridges(sources, cedt);
    this.memdevs = new MemdevMerge(sources, bridges).merged();
  }

  /** Returns the table with host bridges marked that the kernel found to have no decoders. */
  Cedt cedt() {
    Set<Long> without = bridges.withoutDecoders();
    List<HostBridge> told =
        cedt.hostBridges().stream()
            .map(b -> without.contains(b.uid()) ? withoutDecoders(b) : b)
            .toList();
    return new Cedt(
        cedt.state(),
        cedt.state() == Table.State.PRESENT && told.isEmpty() ? targets() : told,
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
  private List<HostBridge> targets() {
    Map<Long, HostBridge> byUid = new LinkedHashMap<>();
    for (CxlWindow window : cedt.windows()) {
      for (long uid : window.targets()) {
        byUid.putIfAbsent(uid, new HostBridge(uid, 1, 0, 0x10000, true, "", window.at()));
      }
    }
    return List.copyOf(byUid.values());
  }

  private List<Observation.Message> messages() {
    return sources.all(Observation.Message.class);
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
                    : owned(decoder, "", bridges.uidOfRoot(owner).orElse(null)))
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
