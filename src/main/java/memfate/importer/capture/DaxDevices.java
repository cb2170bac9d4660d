package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import org.jspecify.annotations.Nullable;

/**
 * {@code /sys/bus/dax}: {@code dax-devices.txt} of a capture, one device a line with its driver,
 * addresses, node and path.
 */
public final class DaxDevices implements Format {
  private static final Pattern DEVICE = Pattern.compile("(dax\\d{1,6}\\.\\d{1,6}) (driver=.*)");

  @Override
  public String name() {
    return "/sys/bus/dax";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    String name = artifact.fileName();
    return Snapshots.isListing(name, "dax")
        || !Rows.isIntermediate(artifact)
            && (name.equals("dax-devices.txt") || Rows.firstLine(artifact, DEVICE));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Rows.matching(artifact, DEVICE).forEach(row -> evidence.tell(device(row, problems)));
  }

  private static Observation.Dax device(Rows.Row row, Problems problems) {
    Map<String, String> attributes = new LinkedHashMap<>();
    for (String word : row.group(2).split(" ", -1)) {
      int equals = word.indexOf('=');
      if (equals > 0) {
        attributes.put(word.substring(0, equals), word.substring(equals + 1));
      }
    }
    String driver = attributes.getOrDefault("driver", "none");
    long size = number(row, attributes.getOrDefault("size", ""), problems);
    return new Observation.Dax(
        row.group(1),
        range(row, attributes.getOrDefault("resource", ""), size, problems),
        size,
        driver.equals("none") ? "" : driver,
        parent(attributes.getOrDefault("path", "")),
        node(attributes.getOrDefault("node", "")),
        row.at());
  }

  /** Returns what {@code daxctl} prints as the path: where the device hangs, below the devices. */
  static String parent(String path) {
    int devices = path.indexOf("devices/");
    String below = devices < 0 ? path : path.substring(devices + "devices".length());
    return below.replaceFirst("/dax\\d+\\.\\d+$", "");
  }

  private static @Nullable AddressRange range(
      Rows.Row row, String resource, long size, Problems problems) {
    if (resource.isEmpty() || size <= 0) {
      return null;
    }
    try {
      return RangeText.ofSize(Unsigned.parse(resource), size);
    } catch (ScalarException e) {
      problems.warning(row.at(), "", e.message(), e.help());
      return null;
    }
  }

  private static long number(Rows.Row row, String text, Problems problems) {
    if (text.isEmpty()) {
      return -1;
    }
    try {
      return Unsigned.parse(text);
    } catch (ScalarException e) {
      problems.warning(row.at(), "", e.message(), e.help());
      return -1;
    }
  }

  private static int node(String text) {
    return text.matches("\\d{1,6}") ? Integer.parseInt(text) : -1;
  }
}
