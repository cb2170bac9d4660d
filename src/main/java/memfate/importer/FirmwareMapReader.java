package memfate.importer;

import java.util.LinkedHashSet;
import java.util.Optional;
import memfate.platform.FirmwareEntry;
import memfate.platform.FirmwareEntry.Kind;
import memfate.platform.Table;

/** Reads {@code firmware-map}. */
final class FirmwareMapReader {
  private static final String HELP =
      "write e820: soft-reserved, or type: conventional with attributes: [sp]";

  private FirmwareMapReader() {}

  static Table<FirmwareEntry> read(Fields platform) {
    Node node = platform.node("firmware-map");
    if (node == null) {
      platform.missing("firmware-map", "list the memory map, or write firmware-map: unknown");
      return Table.unknown(platform.at());
    }
    return platform
        .reading()
        .table(node, "firmware-map", Section.FIRMWARE_ENTRY, FirmwareMapReader::entry);
  }

  private static Optional<FirmwareEntry> entry(Fields fields) {
    Kind kind = fields.has("e820") ? Kind.E820 : Kind.EFI;
    if (fields.has("e820") == fields.has("type")) {
      refuseKind(fields);
    }
    String type =
        kind == Kind.E820
            ? fields.word("e820", Words.E820, "")
            : fields.word("type", Words.EFI, "");
    var attributes = fields.several("attributes", Words.ATTRIBUTE::canonical);
    String origin = fields.word("origin", Words.ORIGIN, "");
    return fields
        .range()
        .map(
            range ->
                new FirmwareEntry(
                    range, kind, type, new LinkedHashSet<>(attributes), origin, fields.at()));
  }

  private static void refuseKind(Fields fields) {
    if (fields.has("type")) {
      fields.error("type", "an entry has either 'e820' or 'type', not both", HELP);
    } else {
      fields.missing("type", HELP);
    }
  }
}
