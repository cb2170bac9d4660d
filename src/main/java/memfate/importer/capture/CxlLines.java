package memfate.importer.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * Windows, decoders and memory devices, as the CXL drivers log them with dynamic debug on.
 *
 * <p>The first word on a decoder is how firmware left it; what the drivers program later is not
 * told. The names of ports are the kernel's: which memory device or host bridge stands behind one
 * is put together from other lines, and left open where none says so. Older kernels log windows
 * without their numbers: they count in order. A window that the driver refused has no number.
 */
final class CxlLines {
  private static final String HEX = "(0x\\p{XDigit}{1,16}+)";
  private static final Pattern ADDED = Pattern.compile("decoder0\\.(\\d{1,6}+) added to root\\d++");
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?:decode range:|add: decoder0\\.(\\d{1,6}+)) node: -?\\d++ range \\[(?:mem )?"
              + HEX
              + " ?- ?"
              + HEX
              + ".*+");
  private static final Pattern REFUSED =
      Pattern.compile("Failed to add decode range:? \\[(?:mem )?" + HEX + " ?- ?" + HEX + ".*+");
  private static final Pattern DECODER =
      Pattern.compile(
          "(decoder\\d{1,6}+\\.(\\d{1,6}+)): range: "
              + HEX
              + "-"
              + HEX
              + " iw: (\\d{1,3}+) ig: (\\d{1,9}+).*+");
  private static final Pattern ENDPOINT_ADDED = Pattern.compile("(endpoint\\d{1,6}+) added to .*+");
  private static final Pattern ENDPOINT_OF =
      Pattern.compile("(mem\\d{1,6}+):(endpoint\\d{1,6}+) .*+");
  private static final Pattern PORT_ADDED = Pattern.compile("(port\\d{1,6}+) added to root\\d++");
  private static final Pattern UID = Pattern.compile("UID found: (\\d{1,10}+)");
  private static final Pattern DPORT =
      Pattern.compile("add dport(\\d{1,10}+): (ACPI0016:\\p{XDigit}++)");
  private static final Pattern PARENT =
      Pattern.compile("decoder:\\S++ parent:(\\S{1,40}+) port:(endpoint\\d{1,6}+) .*+");
  private static final Pattern OF_HOST = Pattern.compile("(mem\\d{1,6}+):decoder.*+");
  private static final Pattern CAPACITY =
      Pattern.compile("DPA\\((ram|pmem)\\): (?:no capacity|\\[mem " + HEX + "-" + HEX + ".*+)");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Map<String, Found> decoders = new LinkedHashMap<>();
  private final Map<String, String> memdevOfPort = new HashMap<>();
  private final Map<String, String> bridgeOfPort = new HashMap<>();
  private final Map<String, Long> uidOfBridge = new HashMap<>();
  private final Map<String, Device> devices = new LinkedHashMap<>();
  private final Map<String, Capacity> capacityOfHost = new HashMap<>();
  private final Set<AddressRange> windows = new HashSet<>();
  private int numbered;
  private int window = -1;
  private @Nullable Long uid;

  CxlLines(LogPlaces places, Evidence evidence) {
    this.places = places;
    this.evidence = evidence;
  }

  /** A decoder as first seen; without a range when firmware had not programmed it. */
  private record Found(
      String port,
      String name,
      int index,
      @Nullable AddressRange range,
      int ways,
      long granularity,
      SourceLocation at) {}

  private static final class Device {
    final SourceLocation at;
    String host = "";
    String bridge = "";

    Device(SourceLocation at) {
      this.at = at;
    }
  }

  private static final class Capacity {
    long ram = -1;
    long pmem = -1;
  }

  void read(LogLine line, DriverMessage message) {
    int blank = message.source().indexOf(' ');
    String driver = blank < 0 ? "" : message.source().substring(0, blank);
    String device = message.source().substring(blank + 1);
    String text = message.text();
    switch (driver) {
      case "cxl_acpi" -> root(line, text);
      case "cxl_port" -> decoder(line, device, text);
      case "cxl_mem" -> memdev(line, device, text);
      case "cxl_pci" -> host(line, device, text);
      case "cxl" -> region(text);
      case "acpi" -> bridge(device, text);
      default -> bridge(message.source(), text);
    }
  }

  private void root(LogLine line, String text) {
    Matcher added = ADDED.matcher(text);
    Matcher found = WINDOW.matcher(text);
    Matcher refused = REFUSED.matcher(text);
    Matcher dport = DPORT.matcher(text);
    if (added.matches()) {
      window = Integer.parseInt(added.group(1));
    } else if (found.matches()) {
      window = found.group(1) == null ? window : Integer.parseInt(found.group(1));
      int index = window < 0 ? numbered : window;
      window(line, index, found.group(2), found.group(3));
      window = -1;
    } else if (refused.matches()) {
      window(line, -1, refused.group(1), refused.group(2));
    } else if (dport.matches()) {
      uidOfBridge.put(dport.group(2), Long.valueOf(dport.group(1)));
    }
  }

  private void window(LogLine line, int index, String first, String last) {
    AddressRange range = places.range(line, first, last);
    if (range != null && windows.add(range)) {
      numbered += index < 0 ? 0 : 1;
      evidence.tell(CxlWindows.told(index, range, places.at(line)));
    }
  }

  private void decoder(LogLine line, String port, String text) {
    Matcher matcher = text.startsWith("decoder") ? DECODER.matcher(text) : null;
    if (matcher == null || !matcher.matches() || decoders.containsKey(matcher.group(1))) {
      return;
    }
    AddressRange range = null;
    if (!isUnset(matcher.group(3), matcher.group(4))) {
      range = places.range(line, matcher.group(3), matcher.group(4));
    }
    decoders.put(
        matcher.group(1),
        new Found(
            port,
            matcher.group(1),
            Integer.parseInt(matcher.group(2)),
            range,
            Integer.parseInt(matcher.group(5)),
            Long.parseLong(matcher.group(6)),
            places.at(line)));
  }

  /** A decoder of no bytes at 0 ends before it starts, which is the last address of all. */
  private static boolean isUnset(String first, String last) {
    return Long.parseUnsignedLong(last.substring(2), 16) + 1
        == Long.parseUnsignedLong(first.substring(2), 16);
  }

  private void memdev(LogLine line, String name, String text) {
    Device device = devices.computeIfAbsent(name, n -> new Device(places.at(line)));
    Matcher endpoint = ENDPOINT_ADDED.matcher(text);
    Matcher parent = PARENT.matcher(text);
    if (endpoint.matches()) {
      memdevOfPort.putIfAbsent(endpoint.group(1), name);
    } else if (parent.matches()) {
      memdevOfPort.putIfAbsent(parent.group(2), name);
      device.host = parent.group(1);
    } else if (text.startsWith("host-bridge: ") && device.bridge.isEmpty()) {
      device.bridge = text.substring("host-bridge: ".length());
    }
  }

  private void host(LogLine line, String host, String text) {
    Matcher of = OF_HOST.matcher(text);
    Matcher capacity = text.startsWith("DPA(") ? CAPACITY.matcher(text) : null;
    if (of.matches()) {
      devices.computeIfAbsent(of.group(1), n -> new Device(places.at(line))).host = host;
    } else if (capacity != null && capacity.matches()) {
      long bytes = 0;
      if (capacity.group(2) != null) {
        AddressRange range = places.range(line, capacity.group(2), capacity.group(3));
        bytes = range == null ? -1 : range.size();
      }
      Capacity known = capacityOfHost.computeIfAbsent(host, h -> new Capacity());
      known.ram = capacity.group(1).equals("ram") ? bytes : known.ram;
      known.pmem = capacity.group(1).equals("pmem") ? bytes : known.pmem;
    }
  }

  private void region(String text) {
    Matcher matcher = ENDPOINT_OF.matcher(text);
    if (matcher.matches()) {
      memdevOfPort.putIfAbsent(matcher.group(2), matcher.group(1));
    }
  }

  /** Host bridges are registered one after the other: a UID belongs to the line behind it. */
  private void bridge(String device, String text) {
    Matcher found = UID.matcher(text);
    Matcher port = PORT_ADDED.matcher(text);
    if (found.matches()) {
      uid = Long.valueOf(found.group(1));
    } else if (uid != null && text.startsWith("dport added to root")) {
      uidOfBridge.put(device, uid);
    } else if (port.matches()) {
      bridgeOfPort.putIfAbsent(port.group(1), device);
      if (uid != null) {
        uidOfBridge.putIfAbsent(device, uid);
      }
    }
  }

  /** Tells decoders and devices, once every line that names one is read. */
  void finish() {
    Set<String> told = new HashSet<>();
    List<Decoder> rows = new ArrayList<>();
    for (Found found : decoders.values()) {
      String memdev = memdevOfPort.getOrDefault(found.port, "");
      String path = bridgeOfPort.getOrDefault(found.port, "");
      Long bridge = uidOfBridge.get(path);
      String owner = memdev.isEmpty() ? path : memdev;
      boolean first = owner.isEmpty() || told.add(owner + "." + found.index);
      if (first && found.range != null) {
        rows.add(row(found, found.range, memdev, memdev.isEmpty() ? bridge : null));
      }
    }
    devices.forEach(this::tell);
    rows.forEach(evidence::tell);
  }

  private static Decoder row(
      Found found, AddressRange range, String memdev, @Nullable Long bridge) {
    return new Decoder(
        memdev,
        bridge,
        found.name,
        range,
        found.ways,
        found.granularity,
        "",
        true,
        false,
        -1,
        List.of(),
        "",
        found.at);
  }

  private void tell(String name, Device device) {
    if (!name.matches("mem\\d{1,6}+")) {
      return;
    }
    Capacity capacity = capacityOfHost.getOrDefault(device.host, new Capacity());
    evidence.tell(
        new Memdev(
            name,
            device.host,
            0,
            capacity.ram,
            capacity.pmem,
            uidOfBridge.get(device.bridge),
            false,
            "enabled",
            "",
            device.bridge,
            List.of(),
            device.at));
  }
}
