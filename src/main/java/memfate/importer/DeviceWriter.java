package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import memfate.iomem.AddressRange;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.RegionSpec;
import memfate.platform.Topology;

/** Writes ports, memory devices, their decoders and regions. */
final class DeviceWriter {
  private final BlockWriter blocks;

  DeviceWriter(BlockWriter blocks) {
    this.blocks = blocks;
  }

  void topology(Topology topology) {
    Yaml.Row row = Yaml.Row.block();
    List<Topology.Port> roots = topology.ports().stream().filter(p -> !p.isSwitch()).toList();
    List<Topology.Port> switches =
        topology.ports().stream().filter(Topology.Port::isSwitch).toList();
    blocks.addRows(row, "topology", "root-ports", roots, this::port);
    blocks.addRows(row, "topology", "switches", switches, this::port);
    if (!topology.acpi0016().isEmpty()) {
      row.put("acpi0016", BlockWriter.hexes(topology.acpi0016()));
    }
    blocks.section("topology", row, topology.ports().stream().map(Topology.Port::at).toList());
  }

  private void port(Topology.Port port, Yaml.Row row, String path) {
    row.text("name", port.name());
    row.text("parent", port.parent());
    Long bridge = port.hostBridge();
    if (bridge != null) {
      row.hex("host-bridge", bridge);
    }
    row.text("host", port.host());
  }

  void memdev(Memdev memdev, Yaml.Row row, String path) {
    row.put("name", Yaml.text(memdev.name()));
    row.text("host", memdev.host());
    row.number("serial", memdev.serial(), 0);
    row.size("ram", memdev.ram(), -1);
    row.size("pmem", memdev.pmem(), -1);
    Long bridge = memdev.hostBridge();
    if (bridge != null) {
      row.hex("host-bridge", bridge);
    } else {
      row.text("host-bridge", memdev.hostBridgePath());
    }
    addRanges(row, path + ".dvsec-ranges", memdev.dvsecRanges());
    if (!memdev.state().equals("enabled")) {
      row.text("state", memdev.state());
    }
    row.flag("accelerator", memdev.accelerator(), false);
    row.text("driver", memdev.driver());
  }

  /** Ranges are text, unless they need more than one key. */
  private void addRanges(Yaml.Row memdev, String path, List<AddressRange> ranges) {
    List<Yaml> items = new ArrayList<>();
    for (AddressRange range : ranges) {
      Yaml.Row row = Yaml.Row.flow().range(range);
      blocks.addExtensions(row, "%s[%d]".formatted(path, items.size()));
      Yaml text = row.entries().get("range");
      items.add(text != null && row.entries().size() == 1 ? text : row);
    }
    memdev.list("dvsec-ranges", items, item -> item);
  }

  void decoder(Decoder decoder, Yaml.Row row, String path) {
    Long bridge = decoder.hostBridge();
    if (bridge != null) {
      row.hex("host-bridge", bridge);
    } else {
      row.text("memdev", decoder.memdev());
    }
    row.text("name", decoder.name());
    row.range(decoder.range());
    if (decoder.dpaBase() != -1) {
      row.hex("dpa", decoder.dpaBase());
    }
    row.word("ways", String.valueOf(decoder.ways()));
    row.word("granularity", Yaml.size(decoder.granularity()));
    row.texts("targets", decoder.targets());
    row.word("committed", String.valueOf(decoder.committed()));
    row.flag("locked", decoder.locked(), false);
    row.text("mode", decoder.mode());
    row.text("state", decoder.state());
  }

  void region(RegionSpec region, Yaml.Row row, String path) {
    row.text("name", region.name());
    row.range(region.range());
    row.text("type", region.type());
    row.number("ways", region.ways(), 0);
    row.size("granularity", region.granularity(), 0);
    blocks.addRows(row, path, "mappings", region.mappings(), this::mapping);
    row.text("state", region.state());
    row.flag("driver-bound", region.driverBound(), true);
  }

  private void mapping(RegionSpec.Mapping mapping, Yaml.Row row, String path) {
    row.text("memdev", mapping.memdev());
    row.text("decoder", mapping.decoder());
    row.word("position", String.valueOf(mapping.position()));
  }
}
