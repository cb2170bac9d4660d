package memfate.importer;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import memfate.iomem.AddressRange;
import memfate.platform.AcpiTable;
import memfate.platform.BootPlan;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Expectation;
import memfate.platform.FirmwareEntry;
import memfate.platform.Hmat;
import memfate.platform.KconfigSetting;
import memfate.platform.KernelBuild;
import memfate.platform.KernelParameter;
import memfate.platform.LintDirectives;
import memfate.platform.Machine;
import memfate.platform.Memdev;
import memfate.platform.ModuleSpec;
import memfate.platform.Numa;
import memfate.platform.Platform;
import memfate.platform.RegionSpec;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;
import memfate.platform.Topology;

/**
 * Writes a platform as the YAML that a person would write, with a comment over each block that says
 * where it is from. {@link DescriptionReader} reads the same platform from it, other places aside.
 */
public final class DescriptionWriter {
  private final Platform platform;
  private final Extensions extensions;
  private final YamlPrinter out = new YamlPrinter();

  /** Adds the keys of one row; {@code path} is what the reader calls it. */
  private interface RowWriter<T> {
    void write(T value, Yaml.Row row, String path);
  }

  private DescriptionWriter(Platform platform) {
    this.platform = platform;
    this.extensions = new Extensions(platform.extensions());
  }

  /** Returns the text, with a line end at its end. */
  public static String write(Platform platform) {
    DescriptionWriter writer = new DescriptionWriter(platform);
    writer.all();
    return writer.out.text();
  }

  /** Writes the keys in the order of {@link Section#PLATFORM}. */
  private void all() {
    head();
    machine(platform.machine());
    table("firmware-map", platform.firmwareMap(), FirmwareEntry::at, this::firmwareEntry);
    cmdline();
    cedt(platform.cedt());
    table("srat", platform.srat(), SratEntry::at, this::sratEntry);
    hmat(platform.hmat());
    rows("acpi-tables", platform.acpiTables(), AcpiTable::at, this::acpiTable);
    numa(platform.numa());
    topology(platform.topology());
    table("memdevs", platform.memdevs(), Memdev::at, this::memdev);
    table("decoders", platform.decoders(), Decoder::at, this::decoder);
    rows("regions", platform.regions(), RegionSpec::at, this::region);
    kernel(platform.kernel());
    kconfig();
    modules();
    boot(platform.boot());
    lint(platform.lint());
    rows("expect", platform.expect(), Expectation::at, this::expectation);
    rows("rejected", platform.rejected(), Rejected::at, this::rejected);
    Yaml.Row free = Yaml.Row.block();
    extensions.addTo(free, "");
    free.entries().forEach(this::line);
  }

  private void head() {
    line("schema", new Yaml.Word(PlatformReader.SCHEMA));
    line("id", Yaml.text(platform.id()));
    Yaml.Row head = Yaml.Row.block();
    head.quoted("title", platform.title());
    head.texts("tags", platform.tags());
    head.entries().forEach(this::line);
    Yaml.Row source = Yaml.Row.flow();
    source.text("url", platform.source().url());
    source.text("date", platform.source().date());
    source.text("captured", platform.source().captured());
    section("source", source, List.of());
  }

  private void machine(Machine machine) {
    Yaml.Row row = Yaml.Row.block();
    row.text("arch", machine.arch());
    if (!machine.vendor().equals(machine.dmi().getOrDefault("sys-vendor", ""))) {
      row.text("vendor", machine.vendor().isEmpty() ? "unknown" : machine.vendor());
    }
    row.row("dmi", texts("machine.dmi", machine.dmi()));
    row.row("cpu", texts("machine.cpu", machine.cpu()));
    row.word("memory-block-size", Yaml.size(machine.memoryBlockSize()));
    row.number("phys-bits", machine.physBits(), 0);
    row.flag("prm-translation", machine.prmTranslation(), false);
    section("machine", row, List.of(machine.at()));
  }

  private Yaml.Row texts(String path, Map<String, String> texts) {
    Yaml.Row row = Yaml.Row.block();
    texts.forEach(row::text);
    extensions.addTo(row, path);
    return row;
  }

  private void firmwareEntry(FirmwareEntry entry, Yaml.Row row, String path) {
    row.range(entry.range());
    row.word(entry.kind() == FirmwareEntry.Kind.E820 ? "e820" : "type", entry.type());
    row.texts("attributes", List.copyOf(entry.attributes()));
    row.text("origin", entry.origin());
  }

  private void cmdline() {
    List<KernelParameter> words = platform.cmdline();
    if (!words.isEmpty()) {
      out.comment(words.stream().map(KernelParameter::at).toList());
      line("cmdline", new Yaml.Items(words.stream().map(word -> Yaml.text(text(word))).toList()));
    }
  }

  /** Quotes a word as the kernel's {@code next_arg()} takes it. */
  private static String text(KernelParameter word) {
    String name = word.name();
    String value = word.value();
    if (hasBlank(name)) {
      return '"' + name + (value.isEmpty() ? "" : "=" + value) + '"';
    }
    if (value.isEmpty()) {
      return name.isEmpty() ? "=" : name;
    }
    return name + "=" + (hasBlank(value) ? '"' + value + '"' : value);
  }

  private static boolean hasBlank(String text) {
    return text.chars().anyMatch(Character::isWhitespace);
  }

  private void cedt(Cedt cedt) {
    if (cedt.state() != Table.State.PRESENT) {
      state("cedt", cedt.state(), cedt.at());
      return;
    }
    Yaml.Row row = Yaml.Row.block();
    addRows(row, "cedt", "host-bridges", cedt.hostBridges(), this::hostBridge);
    if (cedt.windows().isEmpty()) {
      row.word("windows", "[]");
    }
    addRows(row, "cedt", "windows", cedt.windows(), this::window);
    numberWindows(row, cedt.windows());
    addRows(row, "cedt", "xor-maps", cedt.xorMaps(), this::xorMap);
    addRows(row, "cedt", "other", cedt.other(), this::otherStructure);
    section(
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
    row.put("targets", hexes(window.targets()));
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
    row.put("maps", hexes(map.maps()));
  }

  private void otherStructure(Cedt.OtherStructure other, Yaml.Row row, String path) {
    row.word("type", String.valueOf(other.type()));
    row.word("hex", Yaml.quoted(other.hex()));
  }

  private static Yaml hexes(List<Long> numbers) {
    return new Yaml.Items(numbers.stream().map(n -> new Yaml.Word(Yaml.hex(n))).toList());
  }

  private void sratEntry(SratEntry entry, Yaml.Row row, String path) {
    row.word("pxm", Long.toUnsignedString(entry.pxm()));
    row.range(entry.range());
    row.flag("enabled", entry.enabled(), true);
    row.flag("hotplug", entry.hotplug(), false);
    row.flag("nonvolatile", entry.nonvolatile(), false);
    row.flag("specific-purpose", entry.specificPurpose(), false);
  }

  private void hmat(Hmat hmat) {
    if (hmat.state() != Table.State.PRESENT) {
      state("hmat", hmat.state(), hmat.at());
      return;
    }
    Yaml.Row row = Yaml.Row.block();
    row.word("revision", String.valueOf(hmat.revision()));
    if (hmat.targets().isEmpty()) {
      row.word("targets", "[]");
    }
    addRows(row, "hmat", "targets", hmat.targets(), this::hmatTarget);
    addRows(row, "hmat", "caches", hmat.caches(), this::hmatCache);
    section("hmat", row, List.of(hmat.at()));
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

  private void acpiTable(AcpiTable table, Yaml.Row row, String path) {
    row.text("signature", table.signature());
    row.word("revision", String.valueOf(table.revision()));
    row.word("length", Long.toUnsignedString(table.length()));
    if (table.sum() != 0) {
      row.word("sum", "0x%02x".formatted(table.sum()));
    }
    row.text("oem-id", table.oemId());
    row.text("oem-table-id", table.oemTableId());
  }

  private void numa(Numa numa) {
    if (!numa.distances().isEmpty()) {
      out.comment(List.of(numa.at()));
      line("slit", new Yaml.Items(numa.distances().stream().map(DescriptionWriter::row).toList()));
    }
    Yaml.Row nodes = Yaml.Row.flow();
    numa.nodes().forEach((pxm, nid) -> nodes.number(Long.toUnsignedString(pxm), nid, -1));
    if (!nodes.isEmpty()) {
      out.comment(List.of(numa.at()));
      line("target-nid", nodes);
    }
  }

  private static Yaml row(List<Integer> distances) {
    return new Yaml.Items(distances.stream().map(Yaml::word).toList());
  }

  private void topology(Topology topology) {
    Yaml.Row row = Yaml.Row.block();
    List<Topology.Port> roots = topology.ports().stream().filter(p -> !p.isSwitch()).toList();
    List<Topology.Port> switches =
        topology.ports().stream().filter(Topology.Port::isSwitch).toList();
    addRows(row, "topology", "root-ports", roots, this::port);
    addRows(row, "topology", "switches", switches, this::port);
    if (!topology.acpi0016().isEmpty()) {
      row.put("acpi0016", hexes(topology.acpi0016()));
    }
    section("topology", row, topology.ports().stream().map(Topology.Port::at).toList());
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

  private void memdev(Memdev memdev, Yaml.Row row, String path) {
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
      extensions.addTo(row, "%s[%d]".formatted(path, items.size()));
      Yaml text = row.entries().get("range");
      items.add(text != null && row.entries().size() == 1 ? text : row);
    }
    memdev.list("dvsec-ranges", items, item -> item);
  }

  private void decoder(Decoder decoder, Yaml.Row row, String path) {
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

  private void region(RegionSpec region, Yaml.Row row, String path) {
    row.text("name", region.name());
    row.range(region.range());
    row.text("type", region.type());
    row.number("ways", region.ways(), 0);
    row.size("granularity", region.granularity(), 0);
    addRows(row, path, "mappings", region.mappings(), this::mapping);
    row.text("state", region.state());
    row.flag("driver-bound", region.driverBound(), true);
  }

  private void mapping(RegionSpec.Mapping mapping, Yaml.Row row, String path) {
    row.text("memdev", mapping.memdev());
    row.text("decoder", mapping.decoder());
    row.word("position", String.valueOf(mapping.position()));
  }

  private void kernel(KernelBuild kernel) {
    Yaml.Row row = Yaml.Row.flow();
    row.quoted("version", kernel.version());
    row.text("distro", kernel.distro());
    row.texts("policy", kernel.policies());
    row.text("config-file", kernel.configFile());
    section("kernel", row, List.of(kernel.at()));
  }

  private void kconfig() {
    Yaml.Row row = Yaml.Row.block();
    for (KconfigSetting setting : platform.kconfig()) {
      boolean reserved = setting.name().equals("preset") || setting.name().startsWith("CONFIG_");
      row.word((reserved ? "CONFIG_" : "") + setting.name(), Yaml.quoted(setting.value()));
    }
    section("kconfig", row, platform.kconfig().stream().map(KconfigSetting::at).toList());
  }

  private void modules() {
    Yaml.Row row = Yaml.Row.block();
    for (ModuleSpec module : platform.modules()) {
      Yaml.Row one = module(module);
      Yaml state = one.entries().get("state");
      row.put(module.name(), one.entries().size() == 1 && state != null ? state : one);
    }
    section("modules", row, platform.modules().stream().map(ModuleSpec::at).toList());
  }

  private Yaml.Row module(ModuleSpec module) {
    Yaml.Row row = Yaml.Row.flow();
    row.text("state", module.state());
    row.flag("in-initramfs", module.inInitramfs(), null);
    row.flag("autoload", module.autoload(), null);
    if (module.delay() > 0) {
      row.word("delay", seconds(module.delay()));
    }
    Yaml.Row parameters = Yaml.Row.flow();
    module.parameters().forEach((name, value) -> parameters.word(name, Yaml.quoted(value)));
    row.row("parameters", parameters);
    extensions.addTo(row, "modules." + module.name());
    return row;
  }

  private static String seconds(double time) {
    return BigDecimal.valueOf(time).stripTrailingZeros().toPlainString();
  }

  private void boot(BootPlan boot) {
    Yaml.Row row = Yaml.Row.block();
    if (!boot.constraints().isEmpty()) {
      row.list(
          "order",
          boot.constraints(),
          c -> Yaml.text("%s before %s".formatted(c.before(), c.after())));
    } else if (!boot.order().equals("default")) {
      row.text("order", boot.order());
    }
    row.list("events", boot.steps(), DescriptionWriter::step);
    section("boot", row, boot.steps().stream().map(BootPlan.Step::at).toList());
  }

  /** A step with arguments that have names of their own here needs its function in a mapping. */
  private static Yaml step(BootPlan.Step step) {
    Yaml.Row row = Yaml.Row.flow();
    Set<String> names = step.arguments().keySet();
    if (step.verb().equals("fail")
        || names.contains("t")
        || names.stream().anyMatch(Words.VERB.all()::contains)) {
      Yaml.Row inner = Yaml.Row.flow().put("fn", Yaml.text(step.subject()));
      step.arguments().forEach((key, value) -> inner.put(key, Yaml.text(value)));
      row.put(step.verb(), inner);
    } else {
      row.put(step.verb(), Yaml.text(step.subject()));
      step.arguments().forEach((key, value) -> row.put(key, Yaml.text(value)));
    }
    return Double.isNaN(step.time()) ? row : row.word("t", seconds(step.time()));
  }

  private void lint(LintDirectives lint) {
    Yaml.Row row = Yaml.Row.block();
    row.texts("expect", lint.expect());
    row.texts("forbid", lint.forbid());
    addRows(row, "lint", "suppress", lint.suppress(), this::suppression);
    section("lint", row, List.of());
  }

  private void suppression(LintDirectives.Suppression suppression, Yaml.Row row, String path) {
    row.text("code", suppression.code());
    row.word("why", Yaml.quoted(suppression.why()));
  }

  private void expectation(Expectation expected, Yaml.Row row, String path) {
    Yaml.Row when = Yaml.Row.flow();
    when.text("policy", expected.policy());
    when.text("order", expected.order());
    Yaml.Row assume = Yaml.Row.flow();
    expected.assume().forEach((table, state) -> assume.put(table, Yaml.text(state)));
    extensions.addTo(assume, path + ".when.assume");
    when.row("assume", assume);
    extensions.addTo(when, path + ".when");
    row.row("when", when);
    addRows(row, path, "ranges", expected.ranges(), this::expectedRange);
    row.row("iomem", iomem(expected.iomem(), path + ".iomem"));
    row.list("log", expected.log(), line -> new Yaml.Word(Yaml.quoted(line)));
    row.text("status", expected.status());
    row.flag("confluent", expected.confluent(), null);
    row.text("note", expected.note());
    if (row.isEmpty()) {
      row.word("ranges", "[]");
    }
  }

  private void expectedRange(Expectation.ExpectedRange range, Yaml.Row row, String path) {
    row.range(range.range());
    row.texts("decisions", range.decisions());
    row.text("reason", range.reason());
    row.text("owner", range.owner());
    row.text("dax", range.dax());
    row.text("driver", range.driver());
    row.text("kmem", range.kmem());
    Long usable = range.usable();
    if (usable != null) {
      row.word("usable", Yaml.size(usable));
    }
  }

  private Yaml.Row iomem(Expectation.ExpectedIomem iomem, String path) {
    Yaml.Row row = Yaml.Row.block();
    if (!iomem.tree().isEmpty()) {
      row.put("tree", new Yaml.Lines(iomem.tree()));
    }
    row.list("contains", iomem.contains(), text -> new Yaml.Word(Yaml.quoted(text)));
    row.list("absent", iomem.absent(), text -> new Yaml.Word(Yaml.quoted(text)));
    extensions.addTo(row, path);
    return row;
  }

  private void rejected(Rejected rejected, Yaml.Row row, String path) {
    row.text("why", rejected.why());
    row.word("text", Yaml.quoted(rejected.text()));
    row.quoted("note", rejected.note());
  }

  private <T> void table(
      String key, Table<T> table, Function<T, SourceLocation> at, RowWriter<T> writer) {
    if (table.isPresent() && !table.rows().isEmpty()) {
      rows(key, table.rows(), at, writer);
    } else if (table.isPresent()) {
      out.comment(List.of(table.at()));
      line(key, new Yaml.Items(List.of()));
    } else {
      state(key, table.state(), table.at());
    }
  }

  private void state(String key, Table.State state, SourceLocation at) {
    out.comment(List.of(at));
    line(key, new Yaml.Word(state.name().toLowerCase(Locale.ROOT)));
  }

  private <T> void rows(
      String key, List<T> rows, Function<T, SourceLocation> at, RowWriter<T> writer) {
    if (!rows.isEmpty()) {
      out.comment(rows.stream().map(at).toList());
      Yaml.Row holder = Yaml.Row.block();
      addRows(holder, "", key, rows, writer);
      holder.entries().forEach(this::line);
    }
  }

  private <T> void addRows(
      Yaml.Row owner, String path, String key, List<T> rows, RowWriter<T> writer) {
    String list = path.isEmpty() ? key : path + "." + key;
    owner.list(
        key,
        IntStream.range(0, rows.size()).boxed().toList(),
        i -> {
          Yaml.Row row = key.equals("expect") ? Yaml.Row.block() : Yaml.Row.flow();
          String place = "%s[%d]".formatted(list, i);
          writer.write(rows.get(i), row, place);
          extensions.addTo(row, place);
          return row;
        });
  }

  /** Writes a mapping unless it says nothing. */
  private void section(String key, Yaml.Row row, List<SourceLocation> places) {
    extensions.addTo(row, key);
    if (!row.isEmpty()) {
      out.comment(places);
      line(key, row);
    }
  }

  private void line(String key, Yaml value) {
    out.entry("", key, value);
  }
}
