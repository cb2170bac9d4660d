package memfate.importer.capture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.Observation;
import memfate.platform.SourceLocation;

/**
 * Symbolic links below {@code /sys/bus/dax}, as {@code ls -l}, {@code find} or an archive listing
 * shows them: which devices there are, where they hang, and which driver has them.
 */
public final class DaxLinks implements Format {
  private static final Pattern LINK =
      Pattern.compile(
          "(.{0,400}?)(dax\\d{1,6}\\.\\d{1,6}) -> (\\S{0,400}?/devices/\\S{1,400}/dax\\d{1,6}\\.\\d{1,6})");
  private static final Pattern DRIVER = Pattern.compile(".*/drivers/(\\w{1,40})/");

  @Override
  public String name() {
    return "links of /sys/bus/dax";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.startWith(artifact, LINK);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Map<String, String> drivers = new LinkedHashMap<>();
    Map<String, String> paths = new LinkedHashMap<>();
    Map<String, SourceLocation> places = new LinkedHashMap<>();
    for (Rows.Row row : Rows.matching(artifact, LINK)) {
      String name = row.group(2);
      var driver = DRIVER.matcher(row.group(1));
      if (driver.matches()) {
        drivers.put(name, driver.group(1));
      } else {
        places.put(name, row.at());
      }
      places.putIfAbsent(name, row.at());
      paths.put(name, DaxDevices.parent(row.group(3)));
    }
    paths.forEach(
        (name, path) ->
            evidence.tell(
                new Observation.Dax(
                    name,
                    null,
                    -1,
                    drivers.getOrDefault(name, ""),
                    path,
                    -1,
                    places.getOrDefault(name, artifact.at()))));
  }
}
