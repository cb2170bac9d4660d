package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.Table;
import org.jspecify.annotations.Nullable;

/**
 * The HMAT as the kernel logs it while it reads it ({@code acpi/hmat:}), every structure a line.
 */
final class HmatLines implements LogReader {
  private static final String PREFIX = "acpi/hmat:";
  private static final Pattern HEADER =
      Pattern.compile("ACPI: HMAT (?:0x)?\\p{XDigit}++ \\p{XDigit}++ \\(v(\\p{XDigit}{2}) .*+");
  private static final Pattern TARGET =
      Pattern.compile(
          "(?:HMAT: )?Memory (?:Flags|Proximity domain).*?"
              + "Processor Domain:(\\d{1,10}+) Memory Domain:(\\d{1,10}+).*+");
  private static final Pattern LOCALITY =
      Pattern.compile("Locality: Flags:(\\p{XDigit}{1,4}+) Type:([A-Za-z ]{1,30}?) Initiator.*+");
  private static final Pattern VALUE =
      Pattern.compile("Initiator-Target\\[(\\d{1,10}+)-(\\d{1,10}+)\\]:(\\d{1,18}+).*+");
  private static final Pattern CACHE =
      Pattern.compile("Cache: Domain:(\\d{1,10}+) Size:(\\d{1,18}+) .*+");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Map<Long, Hmat.Target> targets = new TreeMap<>();
  private final List<Hmat.Cache> caches = new ArrayList<>();
  private int revision;
  private @Nullable SourceLocation at;
  private String values = "";

  HmatLines(LogPlaces places, Evidence evidence) {
    this.places = places;
    this.evidence = evidence;
  }

  @Override
  public void read(LogLine line) {
    if (line.text().startsWith("ACPI: HMAT ")) {
      Matcher header = HEADER.matcher(line.text());
      revision = header.matches() ? Integer.parseInt(header.group(1), 16) : revision;
    } else if (line.text().startsWith(PREFIX)) {
      at = at == null ? places.at(line) : at;
      structure(line, line.text().substring(PREFIX.length()).strip());
    }
  }

  @Override
  public void finish() {
    if (at != null) {
      List<Hmat.Target> rows = List.copyOf(targets.values());
      evidence.tell(new Hmat(Table.State.PRESENT, revision, rows, List.copyOf(caches), at));
    }
  }

  private void structure(LogLine line, String text) {
    Matcher target = TARGET.matcher(text);
    Matcher locality = LOCALITY.matcher(text);
    Matcher value = VALUE.matcher(text);
    Matcher cache = CACHE.matcher(text);
    if (target.matches()) {
      long pxm = Long.parseLong(target.group(2));
      long initiator = Long.parseLong(target.group(1));
      targets.putIfAbsent(pxm, new Hmat.Target(pxm, initiator, -1, -1, places.at(line)));
    } else if (locality.matches()) {
      boolean memory = Integer.parseInt(locality.group(1), 16) == 0;
      values = memory ? locality.group(2) : "";
    } else if (value.matches()) {
      value(Long.parseLong(value.group(1)), Long.parseLong(value.group(2)), value.group(3));
    } else if (cache.matches()) {
      long pxm = Long.parseLong(cache.group(1));
      caches.add(new Hmat.Cache(pxm, Long.parseLong(cache.group(2)), "", places.at(line)));
    }
  }

  /** Takes a figure in when it is the one of the target's own initiator. */
  private void value(long initiator, long pxm, String digits) {
    Hmat.Target old = targets.get(pxm);
    if (old == null || old.initiator() != initiator) {
      return;
    }
    long figure = Long.parseLong(digits);
    if (values.equals("Access Latency") || values.equals("Read Latency")) {
      targets.put(pxm, new Hmat.Target(pxm, initiator, figure, old.readBandwidth(), old.at()));
    } else if (values.equals("Access Bandwidth") || values.equals("Read Bandwidth")) {
      targets.put(pxm, new Hmat.Target(pxm, initiator, old.readLatency(), figure, old.at()));
    }
  }
}
