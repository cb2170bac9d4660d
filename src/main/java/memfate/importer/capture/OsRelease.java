package memfate.importer.capture;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/** {@code /etc/os-release}: {@code ID} and {@code VERSION_ID} make {@code debian-13}. */
public final class OsRelease implements Format {
  private static final Pattern LINE =
      Pattern.compile("(ID|VERSION_ID)=[\"']?([\\w.-]{1,60})[\"']?\\s*");
  private static final Pattern ID = Pattern.compile("ID=.{1,60}");

  @Override
  public String name() {
    return "os-release";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return artifact.fileName().matches("os-release(\\.txt)?") && Rows.startWith(artifact, ID);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Map<String, Rows.Row> rows = new HashMap<>();
    Rows.matching(artifact, LINE).forEach(row -> rows.putIfAbsent(row.group(1), row));
    Rows.Row id = rows.get("ID");
    if (id != null) {
      Rows.Row version = rows.get("VERSION_ID");
      String distro = version == null ? id.group(2) : id.group(2) + "-" + version.group(2);
      evidence.tell(new Setting("kernel.distro", distro, id.at()));
    }
  }
}
