package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Cedt.OtherStructure;
import memfate.platform.Cedt.XorMap;
import memfate.platform.SourceLocation;
import memfate.platform.Table;

/** Reads {@code cedt}; what firmware may get wrong is kept as it is. */
final class CedtReader {
  private static final List<String> DEFAULT_RESTRICTIONS = List.of("type3", "volatile");

  private CedtReader() {}

  static Cedt read(Fields platform) {
    Node node = platform.node("cedt");
    if (node == null) {
      return empty(Table.State.ABSENT, platform.at());
    }
    Table.State state = platform.reading().tableState(node, "cedt");
    boolean noEntry = node instanceof Node.Sequence list && list.items().isEmpty();
    if (noEntry || node instanceof Node.Scalar) {
      return empty(state, node.at());
    }
    return platform
        .section("cedt", Section.CEDT)
        .map(CedtReader::table)
        .orElseGet(() -> empty(Table.State.UNKNOWN, node.at()));
  }

  private static Cedt empty(Table.State state, SourceLocation at) {
    return new Cedt(state, List.of(), List.of(), List.of(), List.of(), at);
  }

  private static Cedt table(Fields fields) {
    return new Cedt(
        Table.State.PRESENT,
        fields.rows("host-bridges", Section.HOST_BRIDGE, CedtReader::hostBridge),
        windows(fields),
        fields.rows("xor-maps", Section.XOR_MAP, CedtReader::xorMap),
        others(fields),
        fields.at());
  }

  private static Optional<HostBridge> hostBridge(Fields fields) {
    if (!fields.has("uid")) {
      fields.missing("uid", "write the _UID of the ACPI0016 device");
    }
    int version = fields.integer("version", 1);
    return Optional.of(
        new HostBridge(
            fields.number("uid", 0),
            version,
            fields.address("base", 0),
            fields.size("length", version == 0 ? 0x2000 : 0x10000),
            fields.flag("hdm", true),
            fields.text("reserved"),
            fields.at()));
  }

  private static List<CxlWindow> windows(Fields cedt) {
    int[] next = {0};
    return cedt.rows("windows", Section.WINDOW, fields -> window(fields, next[0]++));
  }

  private static Optional<CxlWindow> window(Fields fields, int position) {
    int index = fields.integer("index", position);
    int ways = fields.integer("ways", 1);
    String arithmetic = fields.has("arithmetic") ? arithmetic(fields) : "modulo";
    long granularity = fields.size("granularity", 256);
    List<String> restrictions =
        fields.has("restrictions") ? restrictions(fields) : DEFAULT_RESTRICTIONS;
    int qtg = fields.integer("qtg", -1);
    List<Long> targets = fields.several("targets", Unsigned::parse);
    int length = fields.integer("length", -1);
    int eniw = fields.integer("eniw", -1);
    int hbig = fields.integer("hbig", -1);
    String reserved = fields.text("reserved");
    if (!fields.has("targets")) {
      fields.missing("targets", "list the host bridge uids in interleave order; [] if nobody told");
    }
    return place(fields)
        .map(
            place ->
                new CxlWindow(
                    index,
                    place.base(),
                    place.size(),
                    ways,
                    arithmetic,
                    granularity,
                    restrictions,
                    qtg,
                    targets,
                    length,
                    eniw,
                    hbig,
                    reserved,
                    fields.at()));
  }

  /** What the two fields of a CFMWS hold, whether or not that is a range. */
  private record Place(long base, long size) {}

  private static Optional<Place> place(Fields fields) {
    boolean pair = fields.has("base") && fields.has("size");
    if (!pair || fields.has("range") || fields.has("start") || fields.has("end")) {
      return fields.range().map(r -> new Place(r.start(), r.end() - r.start() + 1));
    }
    Long base = fields.optional("base", Unsigned::parseAddress);
    Long size = fields.optional("size", SizeText::parse);
    return base == null || size == null ? Optional.empty() : Optional.of(new Place(base, size));
  }

  private static String arithmetic(Fields fields) {
    String value = fields.optional("arithmetic", CedtReader::arithmetic);
    return value == null ? "modulo" : value;
  }

  /** Keeps a number that the kernel does not know: refusing it is a rule's business. */
  private static String arithmetic(String text) throws ScalarException {
    if (!Unsigned.isDigits(text, 10)) {
      return Words.ARITHMETIC.canonical(text);
    }
    return switch (text) {
      case "0" -> "modulo";
      case "1" -> "xor";
      default -> text;
    };
  }

  private static List<String> restrictions(Fields fields) {
    if (fields.node("restrictions") instanceof Node.Scalar scalar
        && !scalar.text().isEmpty()
        && Character.isDigit(scalar.text().charAt(0))) {
      return bits(fields.number("restrictions", 0));
    }
    return fields.several("restrictions", CedtReader::restriction);
  }

  private static String restriction(String text) throws ScalarException {
    return text.matches("bit[0-9]{1,2}") ? text : Words.RESTRICTION.canonical(text);
  }

  private static List<String> bits(long mask) {
    List<String> words = Words.RESTRICTION.all();
    return IntStream.range(0, Long.SIZE)
        .filter(bit -> (mask >>> bit & 1) == 1)
        .mapToObj(bit -> bit < words.size() ? words.get(bit) : "bit" + bit)
        .toList();
  }

  private static Optional<XorMap> xorMap(Fields fields) {
    return Optional.of(
        new XorMap(
            fields.size("granularity", 256), fields.several("maps", Unsigned::parse), fields.at()));
  }

  private static List<OtherStructure> others(Fields fields) {
    List<OtherStructure> all = new ArrayList<>(fields.rows("rcec", Section.RCEC, CedtReader::rcec));
    all.addAll(fields.rows("other", Section.OTHER_STRUCTURE, CedtReader::other));
    return all;
  }

  /** RDPAS, structure type 3: no rule reads it, so that its bytes are enough. */
  private static Optional<OtherStructure> rcec(Fields fields) {
    String hex =
        "03001100%04x%s%02x%016x"
            .formatted(
                Short.toUnsignedInt(Short.reverseBytes((short) fields.integer("segment", 0))),
                fields.text("bdf").replaceAll("[^0-9a-fA-F]", ""),
                fields.integer("protocol", 0),
                Long.reverseBytes(fields.address("address", 0)));
    return Optional.of(new OtherStructure(3, hex, fields.at()));
  }

  private static Optional<OtherStructure> other(Fields fields) {
    String hex = fields.text("hex").replaceAll("\\s", "");
    if (!hex.matches("([0-9a-fA-F]{2})*")) {
      fields.error("hex", "hex has to be pairs of hexadecimal digits", "such as: 04 00 10 00");
    }
    return Optional.of(new OtherStructure(fields.integer("type", 0), hex, fields.at()));
  }
}
