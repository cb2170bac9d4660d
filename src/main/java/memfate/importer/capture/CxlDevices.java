package memfate.importer.capture;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.ScalarException;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.RegionSpec;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sys/bus/cxl}: {@code cxl-devices.txt} of a capture. It stands in for {@code cxl list}
 * where that tool is missing, and has no serial numbers and no capacities. Decoders are told where
 * {@code uport} names what their port belongs to, or where there is one memory device only.
 */
public final class CxlDevices implements Format {
  private static final Pattern MEMDEV = Pattern.compile("mem\\d{1,6}");
  private static final Pattern REGION = Pattern.compile("region\\d{1,6}");
  private static final Pattern DECODER = Pattern.compile("decoder\\d{1,6}\\.(\\d{1,6})");
  private static final Pattern PCI =
      Pattern.compile("[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
  private static final Pattern BRIDGE = Pattern.compile("pci[0-9a-f]{4,8}:([0-9a-f]{2})");
  private static final int NARROWEST = 256;

  @Override
  public String name() {
    return "/sys/bus/cxl";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return !Rows.isIntermediate(artifact)
        && (artifact.fileName().equals("cxl-devices.txt")
            || SysfsAttributes.startsWithDevice(
                artifact,
                "(?:dax_region|decoder|endpoint|mem|port|region|root)\\d{1,6}(?:\\.\\d{1,6})?"));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Reading reading = new Reading(new SysfsAttributes(artifact), evidence);
    reading.windows();
    reading.memdevs();
    reading.decoders();
    reading.regions();
  }

  /** The state of reading one file. */
  private static final class Reading {
    private final SysfsAttributes sysfs;
    private final Evidence evidence;

    /** UIDs of host bridges: what the windows interleave over. */
    private final Set<Long> uids = new HashSet<>();

    Reading(SysfsAttributes sysfs, Evidence evidence) {
      this.sysfs = sysfs;
      this.evidence = evidence;
    }

    private boolean is(SysfsAttributes.Device device, String type) {
      return sysfs.text(device.name(), "devtype").equals(type);
    }

    void windows() {
      for (SysfsAttributes.Device device : sysfs.devices()) {
        Matcher name = DECODER.matcher(device.name());
        if (!is(device, "cxl_decoder_root") || !name.matches()) {
          continue;
        }
        List<Long> targets = targets(device.name());
        uids.addAll(targets);
        AddressRange range = sysfs.range(device.name(), "start");
        if (range != null) {
          evidence.tell(window(device, Integer.parseInt(name.group(1)), range, targets));
        }
      }
    }

    private Cedt.CxlWindow window(
        SysfsAttributes.Device device, int index, AddressRange range, List<Long> targets) {
      return new Cedt.CxlWindow(
          index,
          range.start(),
          sysfs.number(device.name(), "size", 0),
          sysfs.integer(device.name(), "interleave_ways", 0),
          "",
          sysfs.number(device.name(), "interleave_granularity", 0),
          List.of(),
          sysfs.integer(device.name(), "qos_class", -1),
          targets,
          -1,
          -1,
          -1,
          "",
          device.at());
    }

    private List<Long> targets(String decoder) {
      List<Long> targets = new ArrayList<>();
      for (String target : sysfs.text(decoder, "target_list").split(",", -1)) {
        try {
          targets.add(Unsigned.parse(target));
        } catch (ScalarException e) {
          return List.of();
        }
      }
      return targets;
    }

    void memdevs() {
      for (SysfsAttributes.Device device : sysfs.devices()) {
        if (MEMDEV.matcher(device.name()).matches()) {
          String bridge = last(device.path(), BRIDGE);
          evidence.tell(
              new Memdev(
                  device.name(),
                  last(device.path(), PCI),
                  sysfs.number(device.name(), "serial", 0),
                  -1,
                  -1,
                  uid(bridge),
                  false,
                  device.driver().isEmpty() ? "disabled" : "enabled",
                  "",
                  bridge,
                  List.of(),
                  device.at()));
        }
      }
    }

    /** The UID is the number of the bus in many machines: a window that names it confirms that. */
    private @Nullable Long uid(String bridge) {
      Matcher bus = BRIDGE.matcher(bridge);
      if (!bus.matches()) {
        return null;
      }
      Long uid = Long.valueOf(bus.group(1), 16);
      return uids.contains(uid) ? uid : null;
    }

    private static String last(String path, Pattern part) {
      String last = "";
      for (String word : path.split("/", -1)) {
        last = part.matcher(word).matches() ? word : last;
      }
      return last;
    }

    void decoders() {
      for (SysfsAttributes.Device device : sysfs.devices()) {
        AddressRange range = sysfs.range(device.name(), "start");
        boolean endpoint = is(device, "cxl_decoder_endpoint");
        if (range == null || !(endpoint || is(device, "cxl_decoder_switch"))) {
          continue;
        }
        String memdev = endpoint ? memdevOf(parent(device)) : "";
        Long bridge = endpoint ? null : uid(sysfs.text(parent(device), "uport"));
        if (bridge != null || !memdev.isEmpty()) {
          evidence.tell(decoder(device, memdev, bridge, range));
        }
      }
    }

    private Decoder decoder(
        SysfsAttributes.Device device, String memdev, @Nullable Long bridge, AddressRange range) {
      String mode = sysfs.text(device.name(), "mode");
      return new Decoder(
          memdev,
          bridge,
          device.name(),
          range,
          sysfs.integer(device.name(), "interleave_ways", 1),
          sysfs.number(device.name(), "interleave_granularity", NARROWEST),
          mode.equals("none") ? "" : mode,
          true,
          sysfs.text(device.name(), "locked").equals("1"),
          sysfs.number(device.name(), "dpa_resource", -1),
          List.of(),
          "",
          device.at());
    }

    /** Returns the memory device of an endpoint port: as {@code uport} says, or the only one. */
    private String memdevOf(String endpoint) {
      String uport = sysfs.text(endpoint, "uport");
      List<String> all =
          sysfs.devices().stream()
              .map(SysfsAttributes.Device::name)
              .filter(name -> MEMDEV.matcher(name).matches())
              .toList();
      return !uport.isEmpty() || all.size() != 1 ? uport : all.get(0);
    }

    private static String parent(SysfsAttributes.Device device) {
      String[] parts = device.path().split("/", -1);
      return parts.length < 2 ? "" : parts[parts.length - 2];
    }

    void regions() {
      for (SysfsAttributes.Device device : sysfs.devices()) {
        AddressRange range = sysfs.range(device.name(), "resource");
        if (!REGION.matcher(device.name()).matches() || range == null) {
          continue;
        }
        evidence.tell(
            new RegionSpec(
                device.name(),
                range,
                sysfs.text(device.name(), "mode"),
                sysfs.integer(device.name(), "interleave_ways", 0),
                sysfs.number(device.name(), "interleave_granularity", 0),
                sysfs.text(device.name(), "commit").equals("0") ? "idle" : "commit",
                !device.driver().isEmpty(),
                List.of(),
                device.at()));
      }
    }
  }
}
