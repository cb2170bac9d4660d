package memfate.importer.capture;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.Observation;

/** JSON of {@code daxctl list}: regions with their devices, or devices alone. */
public final class DaxctlList implements Format {
  private static final Pattern NAME = Pattern.compile("(?i)daxctl.{0,40}\\.(json|txt)");
  private static final Pattern FIRST_KEY =
      Pattern.compile(
          "(?s).{0,2048}?(?:^|\\n)[ \\t]*+[\\[{]\\s*+\\{?\\s*+\"(?:chardev\"\\s*+:|path\"\\s*+:\\s*+\"[^\"]{1,400}+\",\\s*+\"id\"\\s*+:).*");

  @Override
  public String name() {
    return "daxctl list";
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
    Set<String> told = new HashSet<>();
    for (JsonRow row : JsonRow.read(artifact, problems)) {
      List<JsonRow> devices = row.has("chardev") ? List.of(row) : row.rows("devices");
      for (JsonRow device : devices) {
        device(device, row.text("path")).filter(d -> told.add(d.name())).ifPresent(evidence::tell);
      }
    }
  }

  /** Returns a device of a region at {@code path}; nothing when the row names none. */
  static Optional<Observation.Dax> device(JsonRow row, String path) {
    if (!row.has("chardev")) {
      return Optional.empty();
    }
    return Optional.of(
        new Observation.Dax(
            row.text("chardev"),
            null,
            row.number("size", -1),
            driver(row),
            path,
            row.integer("target_node", -1),
            row.at()));
  }

  private static String driver(JsonRow row) {
    if (row.text("state").equals("disabled")) {
      return "";
    }
    return switch (row.text("mode")) {
      case "system-ram" -> "kmem";
      case "devdax" -> "device_dax";
      default -> "";
    };
  }
}
