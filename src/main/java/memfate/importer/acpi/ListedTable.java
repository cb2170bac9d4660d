package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import memfate.importer.acpi.Structure.Layout;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Cedt.OtherStructure;
import memfate.platform.Cedt.XorMap;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** One table of an iasl listing, or a fragment of one: its header's fields and its structures. */
final class ListedTable {
  private static final int MEMORY_AFFINITY = 1;
  private static final int LATEST_REVISION = 2;
  private static final int BOTH_VALID = 3;

  private final String signature;
  private final SourceLocation at;
  private final Faults faults;
  private final List<ListingBlock> blocks = new ArrayList<>();
  private int revision = -1;

  /**
   * @param signature what the listing's header says, empty when a fragment has none
   */
  ListedTable(String signature, SourceLocation at, Faults faults) {
    this.signature = signature;
    this.at = at;
    this.faults = faults;
  }

  String signature() {
    return signature;
  }

  SourceLocation at() {
    return at;
  }

  void header(ListingLine field) {
    if (field.label().equals("revision") && field.isNumber() && field.unsigned() <= 0xff) {
      revision = (int) field.unsigned();
    }
  }

  void add(ListingBlock block) {
    blocks.add(block);
  }

  /** Returns whether a structure can be of this table, as far as its first line tells. */
  boolean takes(ListingBlock block) {
    Optional<Layout> layout = block.layout();
    return signature.isEmpty() || layout.isEmpty() || signature.equals(layout.get().name());
  }

  private List<ListingBlock> of(Layout layout) {
    return blocks.stream()
        .filter(
            block ->
                block.layout().map(layout::equals).orElseGet(() -> signature.equals(layout.name())))
        .toList();
  }

  boolean isOf(Layout layout) {
    return signature.isEmpty() ? !of(layout).isEmpty() : signature.equals(layout.name());
  }

  Cedt cedt() {
    List<HostBridge> hostBridges = new ArrayList<>();
    List<CxlWindow> windows = new ArrayList<>();
    List<XorMap> xorMaps = new ArrayList<>();
    List<OtherStructure> other = new ArrayList<>();
    for (ListingBlock block : of(Layout.CEDT)) {
      switch (block.type()) {
        case CedtTable.CHBS -> hostBridge(block).ifPresent(hostBridges::add);
        case CedtTable.CFMWS -> window(block, windows.size()).ifPresent(windows::add);
        case CedtTable.CXIMS -> xorMaps.add(xorMap(block));
        default -> other(block).ifPresent(other::add);
      }
    }
    return new Cedt(Table.State.PRESENT, hostBridges, windows, xorMaps, other, at);
  }

  private Optional<OtherStructure> other(ListingBlock block) {
    if (block.type() < 0) {
      faults.lost(block.at(), "unreadable", block.hex(), "a structure without a type is left out");
      return Optional.empty();
    }
    return Optional.of(new OtherStructure(block.type(), block.hex(), block.at()));
  }

  /** Reports a structure that lacks what makes it one. */
  private boolean lacks(ListingBlock block, String name, String label) {
    if (block.has(label)) {
      return false;
    }
    String message = "%s without '%s' is left out".formatted(name, label);
    faults.lost(block.at(), "unreadable", name, message);
    return true;
  }

  private Optional<HostBridge> hostBridge(ListingBlock block) {
    OptionalLong uid = block.number(new String[] {"associated host bridge"});
    if (lacks(block, "CHBS", "associated host bridge") || uid.isEmpty()) {
      return Optional.empty();
    }
    // A fragment that tells no version means what a description without one means: CXL 2.0.
    String label = "specification version";
    int version = (int) Math.min(block.number(label, 1) & Long.MAX_VALUE, Integer.MAX_VALUE);
    return Optional.of(
        new HostBridge(
            uid.getAsLong(),
            version,
            block.number("register base", 0),
            block.number("register length", version == 0 ? 0x2000 : 0x10000),
            true,
            block.reserved(List.of("subtable type", label), List.of(1, 12)),
            block.at()));
  }

  private Optional<CxlWindow> window(ListingBlock block, int index) {
    if (lacks(block, "CFMWS", "window base address") || lacks(block, "CFMWS", "window size")) {
      return Optional.empty();
    }
    OptionalLong base = block.number(new String[] {"window base address"});
    OptionalLong size = block.number(new String[] {"window size"});
    if (base.isEmpty() || size.isEmpty()) {
      return Optional.empty();
    }
    OptionalLong eniw = block.number("interleave members (2^n)", "interleave members");
    CxlCodes.Window window =
        new CxlCodes.Window(
            base.getAsLong(),
            size.getAsLong(),
            (int) Math.max(-1, Math.min(eniw.orElse(-1), 0xff)),
            block.small("interleave arithmetic"),
            block.number("granularity", -1),
            block.small("restrictions"),
            block.small("qtgid"),
            block.numbers(" target"),
            block.small("length"),
            block.reserved(
                List.of("subtable type", "length", "interleave arithmetic"), List.of(1, 4, 26)),
            block.at());
    checkLength(window);
    return Optional.of(window.decoded(index));
  }

  private void checkLength(CxlCodes.Window window) {
    int ways = CxlCodes.ways(window.eniw());
    boolean told = ways > 0 && window.length() >= 0 && !window.targets().isEmpty();
    if (told && window.length() != CedtTable.CFMWS_FIXED + CedtTable.TARGET * ways) {
      faults.warn(window.at(), CedtTable.lengthMessage(window.length(), ways), "");
    }
  }

  private static XorMap xorMap(ListingBlock block) {
    long granularity = CxlCodes.granularity(block.number("interleave granularity", -1));
    return new XorMap(granularity, block.numbers(" xormap"), block.at());
  }

  List<SratEntry> memory() {
    List<SratEntry> entries = new ArrayList<>();
    for (ListingBlock block : of(Layout.SRAT)) {
      if (block.type() == MEMORY_AFFINITY) {
        memory(block).row(faults).ifPresent(entries::add);
      }
    }
    return entries;
  }

  private MemoryAffinity memory(ListingBlock block) {
    long decoded =
        block.number("enabled", 0)
            | block.number("hot pluggable", 0) << 1
            | block.number("non-volatile", 0) << 2;
    return new MemoryAffinity(
        MemoryAffinity.domain(
            block.number("proximity domain", 0), revision < 0 ? LATEST_REVISION : revision),
        block.number("base address", 0),
        block.number("address length", 0),
        block.number("flags (decoded below)").orElse(decoded),
        block.at());
  }

  /** Returns the HMAT; a fragment without a header counts as one of revision 2. */
  Hmat hmat() {
    HmatRows rows = new HmatRows(revision < 0 ? LATEST_REVISION : revision);
    for (ListingBlock block : of(Layout.HMAT)) {
      switch (block.type()) {
        case HmatRows.ATTRIBUTES -> attributes(block, rows);
        case HmatRows.LOCALITY -> rows.locality(locality(block));
        case HmatRows.CACHE -> cache(block, rows);
        default -> faults.warn(block.at(), "HMAT structure of a type that is not known", "");
      }
    }
    return rows.table(at);
  }

  private void attributes(ListingBlock block, HmatRows rows) {
    OptionalLong initiator =
        block.number("attached initiator proximity domain", "processor proximity domain");
    if (!lacks(block, "HMAT structure", "memory proximity domain")) {
      rows.attributes(
          (int) block.number("flags (decoded below)", initiator.isPresent() ? BOTH_VALID : 2),
          initiator.orElse(0),
          block.number("memory proximity domain", 0),
          block.at());
    }
  }

  private static HmatRows.Locality locality(ListingBlock block) {
    return new HmatRows.Locality(
        (int) block.number("flags (decoded below)", 0),
        block.small("data type"),
        block.number("entry base unit", -1),
        block.numbers("initiator proximity domain list"),
        block.numbers("target proximity domain list"),
        block.numbers("entry").stream().map(entry -> (int) Math.min(entry, 0xffff)).toList(),
        block.at());
  }

  private void cache(ListingBlock block, HmatRows rows) {
    if (!lacks(block, "HMAT structure", "memory proximity domain")) {
      rows.cache(
          block.number("memory proximity domain", 0),
          block.number("memory side cache size", 0),
          block.number("cache attributes (decoded below)", 0),
          (int) block.number("address mode", "reserved2").orElse(0),
          block.at());
    }
  }
}
