package memfate.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.platform.Hmat;
import memfate.platform.Numa;
import memfate.platform.SratEntry;
import memfate.platform.Table;

/** Reads {@code srat}, {@code hmat}, {@code slit} and {@code target-nid}. */
final class AffinityReader {
  private AffinityReader() {}

  static Table<SratEntry> srat(Fields platform) {
    Node node = platform.node("srat");
    return node == null
        ? Table.unknown(platform.at())
        : platform.reading().table(node, "srat", Section.SRAT_ENTRY, AffinityReader::sratEntry);
  }

  private static Optional<SratEntry> sratEntry(Fields fields) {
    if (!fields.has("pxm")) {
      fields.missing("pxm", "write the proximity domain");
    }
    long pxm = fields.number("pxm", 0);
    boolean enabled = fields.flag("enabled", true);
    boolean hotplug = fields.flag("hotplug", false);
    boolean nonvolatile = fields.flag("nonvolatile", false);
    boolean specific = fields.flag("specific-purpose", false);
    return fields
        .range()
        .map(
            range ->
                new SratEntry(pxm, range, enabled, hotplug, nonvolatile, specific, fields.at()));
  }

  /** Who tells of SRAT and not of HMAT means that there is none; who tells of neither, nothing. */
  static Hmat hmat(Fields platform, Table<SratEntry> srat) {
    Node node = platform.node("hmat");
    if (node == null) {
      Table.State state = srat.isUnknown() ? Table.State.UNKNOWN : Table.State.ABSENT;
      return new Hmat(state, 0, List.of(), List.of(), platform.at());
    }
    Table.State state = platform.reading().tableState(node, "hmat");
    boolean noEntry = node instanceof Node.Sequence list && list.items().isEmpty();
    if (noEntry || node instanceof Node.Scalar) {
      int revision = state == Table.State.PRESENT ? 2 : 0;
      return new Hmat(state, revision, List.of(), List.of(), node.at());
    }
    return platform
        .section("hmat", Section.HMAT)
        .map(AffinityReader::hmatTable)
        .orElseGet(() -> new Hmat(Table.State.UNKNOWN, 0, List.of(), List.of(), node.at()));
  }

  private static Hmat hmatTable(Fields fields) {
    return new Hmat(
        Table.State.PRESENT,
        fields.integer("revision", 2),
        fields.rows("targets", Section.HMAT_TARGET, AffinityReader::hmatTarget),
        fields.rows("caches", Section.HMAT_CACHE, AffinityReader::hmatCache),
        fields.at());
  }

  private static Optional<Hmat.Target> hmatTarget(Fields fields) {
    if (!fields.has("pxm")) {
      fields.missing("pxm", "write the proximity domain of the memory");
    }
    return Optional.of(
        new Hmat.Target(
            fields.number("pxm", 0),
            fields.number("initiator", -1),
            fields.number("read-latency", -1),
            fields.number("read-bandwidth", -1),
            fields.at()));
  }

  private static Optional<Hmat.Cache> hmatCache(Fields fields) {
    return Optional.of(
        new Hmat.Cache(
            fields.number("pxm", 0),
            fields.size("size", 0),
            fields.word("mode", Words.CACHE_MODE, ""),
            fields.at()));
  }

  static Numa numa(Fields platform) {
    return new Numa(nodes(platform), distances(platform), platform.at("target-nid"));
  }

  private static Map<Long, Integer> nodes(Fields platform) {
    Map<Long, Integer> nodes = new LinkedHashMap<>();
    Node node = platform.node("target-nid");
    if (node == null) {
      return nodes;
    }
    Reading reading = platform.reading();
    for (Node.Entry entry : reading.entries(node, "target-nid")) {
      Node.Scalar key = new Node.Scalar(entry.key(), false, entry.keyAt());
      Optional<Long> pxm = reading.scalar(key, "target-nid", Unsigned::parse);
      Optional<Integer> nid = reading.scalar(entry.value(), "target-nid", Scalars::integer);
      if (pxm.isPresent() && nid.isPresent()) {
        nodes.put(pxm.get(), nid.get());
      }
    }
    return nodes;
  }

  private static List<List<Integer>> distances(Fields platform) {
    Node node = platform.node("slit");
    if (node == null) {
      return List.of();
    }
    Reading reading = platform.reading();
    List<List<Integer>> rows =
        reading.each(node, "slit", (row, what) -> Optional.of(distanceRow(reading, row, what)));
    if (rows.stream().anyMatch(row -> row.size() != rows.size())) {
      reading.problems().error(node, "slit is not square", "one row and one column a node");
    }
    return rows;
  }

  private static List<Integer> distanceRow(Reading reading, Node row, String what) {
    return new ArrayList<>(
        reading.each(row, what, (cell, where) -> reading.scalar(cell, where, Scalars::integer)));
  }
}
