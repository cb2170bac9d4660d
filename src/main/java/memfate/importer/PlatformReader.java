package memfate.importer;

import java.util.Optional;
import memfate.platform.AcpiTable;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import memfate.platform.Provenance;
import memfate.platform.Rejected;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** Reads a whole description from its tree. */
final class PlatformReader {
  /** The only version of the format so far. */
  static final String SCHEMA = "memfate-platform/1";

  private PlatformReader() {}

  /** Returns the platform; it is complete only when the reading met no error. */
  static Optional<Platform> read(Node root, Reading reading) {
    return Fields.of(root, Section.PLATFORM, "", reading).map(PlatformReader::platform);
  }

  private static Platform platform(Fields fields) {
    checkSchema(fields);
    Cedt cedt = CedtReader.read(fields);
    Table<Memdev> memdevs = DeviceReader.memdevs(fields);
    Table<Decoder> decoders = DeviceReader.decoders(fields);
    Table<SratEntry> srat = AffinityReader.srat(fields);
    References.check(fields);
    return new Platform(
        id(fields),
        fields.text("title"),
        fields.several("tags", Scalars::text),
        source(fields),
        MachineReader.read(fields),
        FirmwareMapReader.read(fields),
        KernelReader.cmdline(fields),
        cedt,
        srat,
        AffinityReader.hmat(fields, srat),
        fields.rows("acpi-tables", Section.ACPI_TABLE, PlatformReader::acpiTable),
        AffinityReader.numa(fields),
        DeviceReader.topology(fields),
        memdevs,
        decoders,
        DeviceReader.regions(fields),
        KernelReader.kernel(fields),
        KconfigReader.read(fields),
        KernelReader.modules(fields),
        BootReader.read(fields),
        ExpectReader.lint(fields),
        ExpectReader.expectations(fields),
        fields.rows("rejected", Section.REJECTED, PlatformReader::rejected),
        fields.reading().extensions(),
        fields.at());
  }

  private static void checkSchema(Fields fields) {
    String help = "write schema: " + SCHEMA;
    if (!fields.has("schema")) {
      fields.missing("schema", help);
    } else {
      fields.optional(
          "schema",
          text -> {
            if (!text.equals(SCHEMA)) {
              String message = "'%s' is not a known schema".formatted(Unsigned.shorten(text));
              throw new ScalarException(message, help);
            }
            return text;
          });
    }
  }

  private static String id(Fields fields) {
    if (!fields.has("id")) {
      fields.missing("id", "give it a name that is unique within a run, such as acme-x1");
      return "";
    }
    String id = fields.optional("id", PlatformReader::id);
    return id == null ? "" : id;
  }

  /** What follows in brackets is what a case of a matrix is called by. */
  private static String id(String text) throws ScalarException {
    if (!text.matches(
        "[A-Za-z0-9][A-Za-z0-9._:/+@-]{0,199}(\\[[A-Za-z0-9._:/+@,=-]{1,2000}\\])?")) {
      throw new ScalarException(
          "'%s' is not an id".formatted(Unsigned.shorten(text)),
          "use letters, digits and . _ : / + @ - only, at most 200 of them");
    }
    return text;
  }

  private static Provenance source(Fields fields) {
    return fields
        .section("source", Section.SOURCE)
        .map(
            source ->
                new Provenance(
                    source.text("url"),
                    source.text("date"),
                    source.word("captured", Words.CAPTURED, "")))
        .orElse(Provenance.NONE);
  }

  private static Optional<AcpiTable> acpiTable(Fields fields) {
    return Optional.of(
        new AcpiTable(
            fields.text("signature"),
            fields.integer("revision", 0),
            fields.number("length", 0),
            fields.integer("sum", 0),
            fields.text("oem-id"),
            fields.text("oem-table-id"),
            fields.at()));
  }

  private static Optional<Rejected> rejected(Fields fields) {
    return Optional.of(
        new Rejected(
            fields.word("why", Words.REJECTION, "unreadable"),
            fields.text("text"),
            fields.text("note"),
            fields.at()));
  }
}
