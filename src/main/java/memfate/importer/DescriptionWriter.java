package memfate.importer;

import java.util.List;
import java.util.Map;
import memfate.platform.AcpiTable;
import memfate.platform.Decoder;
import memfate.platform.Expectation;
import memfate.platform.FirmwareEntry;
import memfate.platform.Machine;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import memfate.platform.RegionSpec;
import memfate.platform.Rejected;
import memfate.platform.SratEntry;

/**
 * Writes a platform as the YAML that a person would write, with a comment over each block that says
 * where it is from. {@link DescriptionReader} reads the same platform from it, other places aside.
 */
public final class DescriptionWriter {
  private final Platform platform;
  private final BlockWriter blocks;
  private final FirmwareWriter firmware;
  private final DeviceWriter devices;
  private final KernelWriter kernel;
  private final ExpectWriter expectations;

  private DescriptionWriter(Platform platform) {
    this.platform = platform;
    this.blocks = new BlockWriter(new Extensions(platform.extensions()));
    this.firmware = new FirmwareWriter(blocks);
    this.devices = new DeviceWriter(blocks);
    this.kernel = new KernelWriter(blocks);
    this.expectations = new ExpectWriter(blocks);
  }

  /** Returns the text, with a line end at its end. */
  public static String write(Platform platform) {
    DescriptionWriter writer = new DescriptionWriter(platform);
    writer.all();
    return writer.blocks.text();
  }

  /** Writes the keys in the order of {@link Section#PLATFORM}. */
  private void all() {
    head();
    machine(platform.machine());
    blocks.table(
        "firmware-map", platform.firmwareMap(), FirmwareEntry::at, firmware::firmwareEntry);
    kernel.cmdline(platform.cmdline());
    firmware.cedt(platform.cedt());
    blocks.table("srat", platform.srat(), SratEntry::at, firmware::sratEntry);
    firmware.hmat(platform.hmat());
    blocks.rows("acpi-tables", platform.acpiTables(), AcpiTable::at, firmware::acpiTable);
    firmware.numa(platform.numa());
    devices.topology(platform.topology());
    blocks.table("memdevs", platform.memdevs(), Memdev::at, devices::memdev);
    blocks.table("decoders", platform.decoders(), Decoder::at, devices::decoder);
    blocks.rows("regions", platform.regions(), RegionSpec::at, devices::region);
    kernel.kernel(platform.kernel());
    kernel.kconfig(platform.kconfig());
    kernel.modules(platform.modules());
    kernel.boot(platform.boot());
    expectations.lint(platform.lint());
    blocks.rows("expect", platform.expect(), Expectation::at, expectations::expectation);
    blocks.rows("rejected", platform.rejected(), Rejected::at, this::rejected);
    Yaml.Row free = Yaml.Row.block();
    blocks.addExtensions(free, "");
    free.entries().forEach(blocks::line);
  }

  private void head() {
    blocks.line("schema", new Yaml.Word(PlatformReader.SCHEMA));
    blocks.line("id", Yaml.text(platform.id()));
    Yaml.Row head = Yaml.Row.block();
    head.quoted("title", platform.title());
    head.texts("tags", platform.tags());
    head.entries().forEach(blocks::line);
    Yaml.Row source = Yaml.Row.flow();
    source.text("url", platform.source().url());
    source.text("date", platform.source().date());
    source.text("captured", platform.source().captured());
    blocks.section("source", source, List.of());
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
    blocks.section("machine", row, List.of(machine.at()));
  }

  private Yaml.Row texts(String path, Map<String, String> texts) {
    Yaml.Row row = Yaml.Row.block();
    texts.forEach(row::text);
    blocks.addExtensions(row, path);
    return row;
  }

  private void rejected(Rejected rejected, Yaml.Row row, String path) {
    row.text("why", rejected.why());
    row.word("text", Yaml.quoted(rejected.text()));
    row.quoted("note", rejected.note());
  }
}
