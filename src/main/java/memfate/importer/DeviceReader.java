package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import memfate.iomem.AddressRange;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.RegionSpec;
import memfate.platform.Table;
import memfate.platform.Topology;

/** Reads {@code topology}, {@code memdevs}, {@code decoders} and {@code regions}. */
final class DeviceReader {
  private DeviceReader() {}

  static Table<Memdev> memdevs(Fields platform) {
    Node node = platform.node("memdevs");
    return node == null
        ? Table.of(List.of(), platform.at())
        : platform.reading().table(node, "memdevs", Section.MEMDEV, DeviceReader::memdev);
  }

  private static Optional<Memdev> memdev(Fields fields) {
    if (!fields.has("name")) {
      fields.missing("name", "name it as the kernel does, such as mem0");
    }
    String bridge = fields.text("host-bridge");
    boolean path = bridge.matches("[A-Za-z]+[0-9A-Za-z]*:.*");
    return Optional.of(
        new Memdev(
            fields.text("name"),
            fields.text("host"),
            fields.number("serial", 0),
            fields.size("ram", -1),
            fields.size("pmem", -1),
            path ? null : fields.optional("host-bridge", Unsigned::parse),
            fields.flag("accelerator", false),
            fields.word("state", Words.MEMDEV_STATE, "enabled"),
            fields.text("driver"),
            path ? bridge : "",
            dvsecRanges(fields),
            fields.at()));
  }

  /** Ranges are text, or mappings with {@code base} and {@code size}. */
  private static List<AddressRange> dvsecRanges(Fields memdev) {
    Node node = memdev.node("dvsec-ranges");
    if (node == null) {
      return List.of();
    }
    Reading reading = memdev.reading();
    return reading.each(
        node,
        memdev.path("dvsec-ranges"),
        (item, what) ->
            item instanceof Node.Mapping
                ? Fields.of(item, Section.DVSEC_RANGE, what, reading).flatMap(Fields::range)
                : reading.scalar(item, what, RangeText::parse));
  }

  static Table<Decoder> decoders(Fields platform) {
    Node node = platform.node("decoders");
    return node == null
        ? Table.of(List.of(), platform.at())
        : platform.reading().table(node, "decoders", Section.DECODER, DeviceReader::decoder);
  }

  private static Optional<Decoder> decoder(Fields fields) {
    refuseOwner(fields);
    Long hostBridge = fields.optional("host-bridge", Unsigned::parse);
    int ways = fields.integer("ways", 1);
    long granularity = fields.size("granularity", 256);
    String state = fields.text("state");
    boolean committed = fields.flag("committed", !state.equals("disabled"));
    boolean locked = fields.flag("locked", false);
    String mode = fields.word("mode", Words.DECODER_MODE, "");
    long dpa = dpa(fields);
    List<String> targets = fields.several("targets", Scalars::text);
    return fields
        .range()
        .map(
            range ->
                new Decoder(
                    fields.text("memdev"),
                    hostBridge,
                    fields.text("name"),
                    range,
                    ways,
                    granularity,
                    mode,
                    committed,
                    locked,
                    dpa,
                    targets,
                    state,
                    fields.at()));
  }

  private static void refuseOwner(Fields fields) {
    String help = "memdev: mem0 for an endpoint, host-bridge: UID for a bridge";
    if (fields.has("memdev") && fields.has("host-bridge")) {
      fields.error("host-bridge", "a decoder has a memdev or a host-bridge, not both", help);
    } else if (!fields.has("memdev") && !fields.has("host-bridge") && !fields.has("name")) {
      fields.missing("memdev", help);
    }
  }

  /** A number, or a range of which the start counts. */
  private static long dpa(Fields fields) {
    Long dpa =
        fields.optional(
            "dpa",
            text ->
                text.indexOf('-') > 0 || text.indexOf('+') > 0
                    ? RangeText.parse(text).start()
                    : Unsigned.parseAddress(text));
    return dpa == null ? -1 : dpa;
  }

  static List<RegionSpec> regions(Fields platform) {
    return platform.rows("regions", Section.REGION, DeviceReader::region);
  }

  private static Optional<RegionSpec> region(Fields fields) {
    String state = fields.word("state", Words.REGION_STATE, "commit");
    boolean bound = fields.flag("driver-bound", true);
    String type = fields.word("type", Words.REGION_TYPE, "");
    int ways = fields.integer("ways", 0);
    long granularity = fields.size("granularity", 0);
    List<RegionSpec.Mapping> mappings =
        fields.rows("mappings", Section.MAPPING, DeviceReader::mapping);
    return fields
        .range()
        .map(
            range ->
                new RegionSpec(
                    fields.text("name"),
                    range,
                    type,
                    ways,
                    granularity,
                    state,
                    bound,
                    mappings,
                    fields.at()));
  }

  private static Optional<RegionSpec.Mapping> mapping(Fields fields) {
    return Optional.of(
        new RegionSpec.Mapping(
            fields.text("memdev"),
            fields.text("decoder"),
            fields.integer("position", 0),
            fields.at()));
  }

  static Topology topology(Fields platform) {
    return platform
        .section("topology", Section.TOPOLOGY)
        .map(
            fields -> {
              List<Topology.Port> ports = new ArrayList<>();
              ports.addAll(fields.rows("root-ports", Section.PORT, f -> port(f, false)));
              ports.addAll(fields.rows("switches", Section.PORT, f -> port(f, true)));
              return new Topology(ports, fields.several("acpi0016", Unsigned::parse));
            })
        .orElse(Topology.NONE);
  }

  private static Optional<Topology.Port> port(Fields fields, boolean isSwitch) {
    return Optional.of(
        new Topology.Port(
            fields.text("name"),
            isSwitch,
            fields.text("parent"),
            fields.optional("host-bridge", Unsigned::parse),
            fields.text("host"),
            fields.at()));
  }
}
