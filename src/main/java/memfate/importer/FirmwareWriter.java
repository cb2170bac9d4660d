package memfate.importer;

import java.util.List;
import memfate.platform.AcpiTable;
import memfate.platform.Cedt;
import memfate.platform.FirmwareEntry;
import memfate.platform.Hmat;
import memfate.platform.Numa;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** Writes what firmware says: the memory map and ACPI tables. */
final class FirmwareWriter {
  private final BlockWriter blocks;

  FirmwareWriter(BlockWriter blocks) {
    this.blocks = blocks;
  }

  void firmwareEntry(FirmwareEntry entry, Yaml.Row row, String path) {
    row.range(entry.range());
    row.word(entry.kind() == FirmwareEntry.Kind.E820 ? "e820" : "type", entry.type());
    row.texts("attributes", List.copyOf(entry.attributes()));
    row.text("origin", entry.origin());
  }

  void cedt(Cedt cedt) {
    if (cedt.state() != Table.State.PRESENT) {
      blocks.state("cedt", cedt.state(), cedt.at());
      return;
    }
    Yaml.Row row = Yaml.Row.block();
    blocks.addRows(row, "cedt", "host-bridges", cedt.hostBridges(), this::hostBridge);
    if (cedt.windows().isEmpty()) {
      row.word("windows", "[]");
    }
    blocks.addRows(row, "cedt", "windows", cedt.windows(), this::window);
    numberWindows(row, cedt.windows());
    blocks.addRows(row, "cedt", "xor-maps", cedt.xorMaps(), this::xorMap);
    blocks.addRows(row, "cedt", "other", cedt.other(), this::otherStructure);
    blocks.section(
        "cedt",
        row,
        cedt.windows().isEmpty()
            ? List.of(cedt.at())
            : cedt.windows().stream().map(Cedt.CxlWindow::at).toList());
  }

  private void hostBridge(Cedt.HostBridge bridge, Yaml.Row row, String path) {
    row.hex("uid", bridge.uid());
    row.word("version", String.valueOf(bridge.version()));
    if (bridge.base() != 0) {
      row.hex("base", bridge.base());
    }
    row.hex("length", bridge.length());
    row.flag("hdm", bridge.decoders(), true);
    row.text("reserved", bridge.reserved());
  }

  private void window(Cedt.CxlWindow window, Yaml.Row row, String path) {
    row.hex("base", window.base());
    row.word("size", Yaml.size(window.size()));
    row.word("ways", String.valueOf(window.ways()));
    row.text("arithmetic", window.arithmetic());
    row.word("granularity", Yaml.size(window.granularity()));
    row.put(
        "restrictions", new Yaml.Items(window.restrictions().stream().map(Yaml::text).toList()));
    row.number("qtg", window.qtg(), -1);
    row.put("targets", BlockWriter.hexes(window.targets()));
    row.number("length", window.length(), -1);
    row.number("eniw", window.eniw(), -1);
    row.number("hbig", window.hbig(), -1);
    row.text("reserved", window.reserved());
  }

  /** Windows have numbers of their own where some are not told. */
  private static void numberWindows(Yaml.Row cedt, List<Cedt.CxlWindow> windows) {
    for (int i = 0; i < windows.size(); i++) {
      int index = windows.get(i).index();
      if (index != i
          && cedt.entries().get("windows") instanceof Yaml.Items list
          && list.items().get(i) instanceof Yaml.Row row) {
        row.number("index", index, i);
      }
    }
  }

  private void xorMap(Cedt.XorMap map, Yaml.Row row, String path) {
    row.word("granularity", Yaml.size(map.granularity()));
    row.put("maps", BlockWriter.hexes(map.maps()));
  }

  private void otherStructure(Cedt.OtherStructure other, Yaml.Row row, String path) {
    row.word("type", String.valueOf(other.type()));
    row.word("hex", Yaml.quoted(other.hex()));
  }

  void sratEntry(SratEntry entry, Yaml.Row row, String path) {
    row.word("pxm", Long.toUnsignedString(entry.pxm()));
    row.range(entry.range());
    row.flag("enabled", entry.enabled(), true);
    row.flag("hotplug", entry.hotplug(), false);
    row.flag("nonvolatile", entry.nonvolatile(), false);
    row.flag("specific-purpose", entry.specificPurpose(), false);
  }

  void hmat(Hmat hmat) {
    if (hmat.state() != Table.State.PRESENT) {
      blocks.state("hmat", hmat.state(), hmat.at());
      return;
    }
    Yaml.Row row = Yaml.Row.block();
    row.word("revision", String.valueOf(hmat.revision()));
    if (hmat.targets().isEmpty()) {
      row.word("targets", "[]");
    }
    blocks.addRows(row, "hmat", "targets", hmat.targets(), this::hmatTarget);
    blocks.addRows(row, "hmat", "caches", hmat.caches(), this::hmatCache);
    blocks.section("hmat", row, List.of(hmat.at()));
  }

  private void hmatTarget(Hmat.Target target, Yaml.Row row, String path) {
    row.word("pxm", Long.toUnsignedString(target.pxm()));
    row.number("initiator", target.initiator(), -1);
    row.number("read-latency", target.readLatency(), -1);
    row.number("read-bandwidth", target.readBandwidth(), -1);
  }

  private void hmatCache(Hmat.Cache cache, Yaml.Row row, String path) {
    row.word("pxm", Long.toUnsignedString(cache.pxm()));
    row.word("size", Yaml.size(cache.size()));
    row.text("mode", cache.mode());
  }

  void acpiTable(AcpiTable table, Yaml.Row row, String path) {
    row.text("signature", table.signature());
    row.word("revision", String.valueOf(table.revision()));
    row.word("length", Long.toUnsignedString(table.length()));
    if (table.sum() != 0) {
      row.word("sum", "0x%02x".formatted(table.sum()));
    }
    row.text("oem-id", table.oemId());
    row.text("oem-table-id", table.oemTableId());
  }

  void numa(Numa numa) {
    if (!numa.distances().isEmpty()) {
      blocks.comment(List.of(numa.at()));
      blocks.line(
          "slit", new Yaml.Items(numa.distances().stream().map(FirmwareWriter::row).toList()));
    }
    Yaml.Row nodes = Yaml.Row.flow();
    numa.nodes().forEach((pxm, nid) -> nodes.number(Long.toUnsignedString(pxm), nid, -1));
    if (!nodes.isEmpty()) {
      blocks.comment(List.of(numa.at()));
      blocks.line("target-nid", nodes);
    }
  }

  private static Yaml row(List<Integer> distances) {
    return new Yaml.Items(distances.stream().map(Yaml::word).toList());
  }
}
