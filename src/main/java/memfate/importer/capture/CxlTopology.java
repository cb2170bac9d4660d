package memfate.importer.capture;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.importer.Node;
import memfate.importer.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Who hangs below whom in a {@code cxl list}, however it is nested: ports know their host bridge,
 * endpoints their memory device, decoders either by the number in their name.
 */
final class CxlTopology {
  private static final List<String> LEAVES = List.of("dports", "targets", "mappings", "daxregion");

  /** UIDs by {@code pci0000:34} and {@code ACPI0016:00}. */
  private final Map<String, Long> uids = new HashMap<>();

  /** Ports directly below a root: {@code port1} to {@code pci0000:34}. */
  private final Map<String, String> bridgePorts = new LinkedHashMap<>();

  /** Host bridges by the PCI address of a downstream port below them. */
  private final Map<String, String> bridgeOfDport = new HashMap<>();

  private final Map<String, String> bridgeOfMemdev = new HashMap<>();
  private final Map<String, String> memdevOfEndpoint = new HashMap<>();
  private final Map<String, String> memdevOfDecoder = new HashMap<>();
  private final Map<String, String> switchPorts = new HashMap<>();

  CxlTopology(List<JsonRow> rows) {
    rows.forEach(row -> visit(row, "", 0));
    endpointsByPort(rows);
  }

  /** Sees a row, and the key of the object around it that leads to it. */
  interface Visitor {
    void visit(JsonRow row, String key);
  }

  /** Shows the rows of all levels in order, without those that only refer to other rows. */
  static void walk(JsonRow row, String key, Visitor visitor) {
    visitor.visit(row, key);
    children(row)
        .forEach((below, entry) -> rowsOf(entry, row).forEach(r -> walk(r, below, visitor)));
  }

  /** Returns ports directly below a root: {@code port1} to {@code pci0000:34}. */
  Map<String, String> bridgePorts() {
    return bridgePorts;
  }

  private static Map<String, Node> children(JsonRow row) {
    Map<String, Node> children = new LinkedHashMap<>();
    row.node().entries().values().stream()
        .filter(entry -> !(entry.value() instanceof Node.Scalar))
        .filter(entry -> !LEAVES.contains(entry.key()))
        .forEach(entry -> children.put(entry.key(), entry.value()));
    return children;
  }

  private static List<JsonRow> rowsOf(Node node, JsonRow parent) {
    Problems problems = parent.problems();
    return JsonRow.of(node, problems);
  }

  private void visit(JsonRow row, String bridge, int depth) {
    row.rows("dports").forEach(dport -> keepUid(dport, "dport"));
    row.rows("targets").forEach(target -> keepUid(target, "target"));
    row.rows("mappings").forEach(m -> memdevOfDecoder.put(m.text("decoder"), m.text("memdev")));
    String here = bridge;
    int level = depth;
    if (row.has("port")) {
      level = row.integer("depth", depth + 1);
      here = level == 1 ? row.text("host") : bridge;
      keepPort(row, here, level);
    } else if (row.has("endpoint")) {
      keepEndpoint(row, here);
    } else if (row.has("memdev") && !here.isEmpty()) {
      bridgeOfMemdev.putIfAbsent(row.text("memdev"), here);
    }
    String below = here;
    int next = level;
    children(row).values().forEach(node -> rowsOf(node, row).forEach(r -> visit(r, below, next)));
  }

  private void keepUid(JsonRow port, String key) {
    String name = port.text(key);
    if (!name.startsWith("pci") && !name.startsWith("ACPI0016")) {
      return;
    }
    Long uid = port.has("id") ? port.number("id") : null;
    if (uid != null) {
      uids.put(name, uid);
      if (port.has("alias")) {
        uids.put(port.text("alias"), uid);
      }
    }
  }

  private void keepPort(JsonRow row, String bridge, int level) {
    if (level == 1) {
      bridgePorts.put(row.text("port"), bridge);
    } else {
      switchPorts.put(row.text("port"), bridge);
    }
    if (!bridge.isEmpty()) {
      row.rows("dports").forEach(dport -> bridgeOfDport.put(dport.text("dport"), bridge));
    }
  }

  private void keepEndpoint(JsonRow row, String bridge) {
    List<JsonRow> nested = row.rows("memdev");
    String memdev = nested.isEmpty() ? row.text("host") : nested.get(0).text("memdev");
    memdevOfEndpoint.put(row.text("endpoint"), memdev);
    if (!bridge.isEmpty()) {
      bridgeOfMemdev.putIfAbsent(memdev, bridge);
    }
  }

  /** Endpoints that are listed apart from their ports name the port that they hang from. */
  private void endpointsByPort(List<JsonRow> rows) {
    for (JsonRow top : rows) {
      walk(
          top,
          "",
          (row, key) -> {
            String dport = row.text("parent_dport");
            String bridge = dport.startsWith("pci") ? dport : bridgeOfDport.get(dport);
            String memdev = memdevOfEndpoint.get(row.text("endpoint"));
            if (bridge != null && memdev != null) {
              bridgeOfMemdev.putIfAbsent(memdev, bridge);
            }
          });
    }
  }

  /** Returns the UID of a host bridge by its name, null when the listing does not tell it. */
  @Nullable Long uid(String bridge) {
    return uids.get(bridge);
  }

  /** Returns the host bridge above a memory device, empty when the listing does not tell it. */
  String bridgeOf(String memdev) {
    return bridgeOfMemdev.getOrDefault(memdev, "");
  }

  /** Returns whose endpoint decoder it is, empty when it is none or nothing tells. */
  String memdevOf(String decoder) {
    String memdev = memdevOfEndpoint.get("endpoint" + port(decoder));
    return memdev == null ? memdevOfDecoder.getOrDefault(decoder, "") : memdev;
  }

  /** Returns the host bridge whose own decoder it is, empty when it is another one. */
  String bridgeOfDecoder(String decoder) {
    return bridgePorts.getOrDefault("port" + port(decoder), "");
  }

  /** Returns whether it is a decoder of a switch. */
  boolean isSwitchDecoder(String decoder) {
    return switchPorts.containsKey("port" + port(decoder));
  }

  /** Returns N of {@code decoderN.M}. */
  static String port(String decoder) {
    int dot = decoder.indexOf('.');
    return dot < 0 ? "" : decoder.substring(0, dot).replaceFirst("^\\D+", "");
  }
}
