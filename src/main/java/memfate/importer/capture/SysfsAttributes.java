package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * Devices of a bus as a capture lists them: {@code [DEV] NAME driver=X path=Y} for each, and {@code
 * NAME/ATTRIBUTE:VALUE} for what their attribute files hold.
 */
final class SysfsAttributes {
  private static final Pattern DEVICE =
      Pattern.compile("(?:DEV )?(\\S{1,100}) driver=(\\S{1,100})(?: path=(\\S{1,1000}))?");
  private static final Pattern ATTRIBUTE =
      Pattern.compile("(\\S{1,100})/([a-z_]{1,40}):(.{0,1000})");

  /** A device of the listing. */
  record Device(String name, String driver, String path, SourceLocation at) {}

  private final List<Device> devices;
  private final Map<String, String> attributes = new LinkedHashMap<>();

  SysfsAttributes(Artifact artifact) {
    devices =
        Rows.matching(artifact, DEVICE).stream()
            .map(row -> new Device(row.group(1), driver(row.group(2)), row.group(3), row.at()))
            .toList();
    for (Rows.Row row : Rows.matching(artifact, ATTRIBUTE)) {
      attributes.putIfAbsent(row.group(1) + "/" + row.group(2), row.group(3).strip());
    }
  }

  static boolean startsWithDevice(Artifact artifact, String names) {
    return Rows.firstLine(artifact, Pattern.compile("(?:DEV )?" + names + " driver=\\S.{0,1200}"));
  }

  private static String driver(String driver) {
    return driver.equals("none") ? "" : driver;
  }

  List<Device> devices() {
    return devices;
  }

  /** Returns an attribute of a device, empty when it has none. */
  String text(String device, String attribute) {
    return attributes.getOrDefault(device + "/" + attribute, "");
  }

  /** Returns an attribute as a number; what is none is {@code otherwise}. */
  long number(String device, String attribute, long otherwise) {
    String text = text(device, attribute);
    try {
      return text.isEmpty() ? otherwise : Unsigned.parse(text);
    } catch (ScalarException e) {
      return otherwise;
    }
  }

  int integer(String device, String attribute, int otherwise) {
    long number = number(device, attribute, otherwise);
    return number >= 0 && number <= Integer.MAX_VALUE ? (int) number : otherwise;
  }

  /** Returns the addresses of a device, null when it has none. */
  @Nullable AddressRange range(String device, String start) {
    long size = number(device, "size", 0);
    try {
      return size == 0 || text(device, start).isEmpty()
          ? null
          : RangeText.ofSize(number(device, start, 0), size);
    } catch (ScalarException e) {
      return null;
    }
  }
}
