package memfate.importer.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Observation;
import memfate.platform.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * JSON of {@code cxl list}, with any options: nested or flat, several listings in one file, cut off
 * in the middle.
 *
 * <p>A root decoder's capabilities are no row: the listing leaves out two of the restrictions.
 * Decoders without an address are programmed by nobody and are left out.
 */
public final class CxlList implements Format {
  private static final Pattern FIRST_KEY =
      Pattern.compile(
          "(?s).{0,2048}?(?:^|\\n)[ \\t]*+[\\[{]\\s*+\\{?\\s*+\"(?:bus|buses|memdev|memdevs|anon memdevs|region|regions"
              + "|port|ports|endpoint|endpoints|decoder|decoders|root decoders|port decoders"
              + "|endpoint decoders|switch decoders)(?::[a-z0-9.]{1,40})?\"\\s*+:.*");
  private static final Pattern NAME = Pattern.compile("(?i)cxl[-_.]list.{0,40}\\.(json|txt)");
  private static final Pattern ROOT_DECODER = Pattern.compile("decoder\\d{1,6}\\.(\\d{1,6})");
  private static final int NARROWEST = 256;

  @Override
  public String name() {
    return "cxl list";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return !Rows.isIntermediate(artifact)
        && (NAME.matcher(artifact.fileName()).matches()
            || FIRST_KEY.matcher(artifact.head()).matches());
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    List<JsonRow> rows = JsonRow.read(artifact, problems);
    CxlTopology topology = new CxlTopology(rows);
    Reading reading = new Reading(topology, evidence, problems, new HashSet<>());
    rows.forEach(row -> CxlTopology.walk(row, "", reading::tell));
    topology
        .bridgePorts()
        .forEach(
            (port, bridge) -> evidence.tell(new Setting("cxl." + port, bridge, artifact.at())));
  }

  /** The state of reading one file; a row that several listings show is told once. */
  private record Reading(
      CxlTopology topology, Evidence evidence, Problems problems, Set<String> told) {

    void tell(JsonRow row, String key) {
      if (row.has("decoder")) {
        if (told.add(row.text("decoder"))) {
          decoder(row, key);
        }
      } else if (row.has("region")) {
        if (told.add(row.text("region"))) {
          region(row);
        }
      } else if (row.has("memdev") && told.add(row.text("memdev"))) {
        memdev(row);
      }
    }

    private void memdev(JsonRow row) {
      String bridge = topology.bridgeOf(row.text("memdev"));
      evidence.tell(
          new Memdev(
              row.text("memdev"),
              row.text("host"),
              row.number("serial", 0),
              row.number("ram_size", -1),
              row.number("pmem_size", -1),
              topology.uid(bridge),
              false,
              row.text("state").equals("disabled") ? "disabled" : "enabled",
              "",
              bridge,
              List.of(),
              row.at()));
    }

    private void decoder(JsonRow row, String key) {
      String name = row.text("decoder");
      boolean root = CxlTopology.port(name).equals("0") || key.startsWith("decoders:root");
      if (root || key.equals("root decoders")) {
        window(row);
        return;
      }
      AddressRange range = range(row);
      if (range == null || topology.isSwitchDecoder(name)) {
        return;
      }
      String memdev = topology.memdevOf(name);
      Long bridge = memdev.isEmpty() ? topology.uid(topology.bridgeOfDecoder(name)) : null;
      if (memdev.isEmpty() && bridge == null) {
        String help = "list it with its ports and endpoints: cxl list -vvv";
        problems.warning(row.at(), "", "nothing says whose decoder %s is".formatted(name), help);
        return;
      }
      evidence.tell(
          new Decoder(
              memdev,
              bridge,
              name,
              range,
              row.integer("interleave_ways", 1),
              row.number("interleave_granularity", NARROWEST),
              row.text("mode").equals("none") ? "" : row.text("mode"),
              !row.text("state").equals("disabled"),
              row.text("locked").equals("true"),
              row.number("dpa_resource", -1),
              List.of(),
              row.text("state"),
              row.at()));
    }

    private void window(JsonRow row) {
      String name = row.text("decoder");
      var index = ROOT_DECODER.matcher(name);
      Long base = row.number("resource");
      Long size = row.number("size");
      if (!index.matches() || base == null || size == null) {
        String help = "the CEDT tells it";
        problems.warning(row.at(), "", "no address or no exact size of window " + name, help);
        return;
      }
      evidence.tell(
          new Cedt.CxlWindow(
              Integer.parseInt(index.group(1)),
              base,
              size,
              row.integer("interleave_ways", 0),
              "",
              row.number("interleave_granularity", 0),
              List.of(),
              row.integer("qos_class", -1),
              targets(row),
              -1,
              -1,
              -1,
              "",
              row.at()));
    }

    /** Returns the UIDs by position, none when the listing does not tell all of them. */
    private List<Long> targets(JsonRow row) {
      Map<Integer, Long> byPosition = new TreeMap<>();
      List<JsonRow> targets = row.rows("targets");
      for (JsonRow target : targets) {
        Long uid = target.has("id") ? target.number("id") : topology.uid(target.text("target"));
        int position = target.integer("position", targets.size() == 1 ? 0 : -1);
        if (uid != null && position >= 0 && position < targets.size()) {
          byPosition.put(position, uid);
        }
      }
      boolean all = byPosition.size() == Math.max(targets.size(), row.integer("nr_targets", 0));
      if (!targets.isEmpty() && !all) {
        problems.warning(
            row.at(), "", "not all targets of " + row.text("decoder") + " are told", "");
      }
      return all ? List.copyOf(byPosition.values()) : List.of();
    }

    private void region(JsonRow row) {
      row.rows("daxregion").forEach(dax -> dax(row.text("region"), dax));
      AddressRange range = range(row);
      if (range == null) {
        return;
      }
      evidence.tell(
          new RegionSpec(
              row.text("region"),
              range,
              row.text("type"),
              row.integer("interleave_ways", 0),
              row.number("interleave_granularity", 0),
              state(row),
              !row.text("state").equals("disabled"),
              row.rows("mappings").stream().map(Reading::mapping).toList(),
              row.at()));
    }

    private static String state(JsonRow row) {
      return switch (row.text("decode_state")) {
        case "reset" -> "idle";
        case "reset-pending" -> "reset-pending";
        default -> "commit";
      };
    }

    private static RegionSpec.Mapping mapping(JsonRow row) {
      return new RegionSpec.Mapping(
          row.text("memdev"), row.text("decoder"), row.integer("position", 0), row.at());
    }

    private void dax(String region, JsonRow row) {
      String number = region.replaceFirst("^\\D+", "");
      String path = "/%s/dax_region%s".formatted(region, number);
      for (JsonRow device : row.rows("devices")) {
        DaxctlList.device(device, path).ifPresent(dax -> tellOnce(dax));
      }
    }

    private void tellOnce(Observation.Dax dax) {
      if (told.add(dax.name())) {
        evidence.tell(dax);
      }
    }

    /** Returns the addresses of a row, null when it has none. */
    private @Nullable AddressRange range(JsonRow row) {
      Long base = row.has("resource") ? row.number("resource") : null;
      Long size = row.has("size") ? row.number("size") : null;
      if (base == null || size == null || size == 0) {
        return null;
      }
      try {
        return RangeText.ofSize(base, size);
      } catch (ScalarException e) {
        problems.warning(row.at(), "", e.message(), e.help());
        return null;
      }
    }
  }
}
