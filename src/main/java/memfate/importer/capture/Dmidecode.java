package memfate.importer.capture;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/** Text of {@code dmidecode}: the first BIOS, system and base board structures. */
public final class Dmidecode implements Format {
  private static final Pattern HEADER = Pattern.compile("# dmidecode \\d.*");
  private static final Pattern LINE =
      Pattern.compile("(\\S.{0,80}?|\\s+([A-Z][\\w ]{1,40}): (.{1,400}?))\\s*");
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("BIOS Information/Vendor", "bios-vendor"),
          Map.entry("BIOS Information/Version", "bios-version"),
          Map.entry("BIOS Information/Release Date", "bios-date"),
          Map.entry("BIOS Information/BIOS Revision", "bios-release"),
          Map.entry("System Information/Manufacturer", "sys-vendor"),
          Map.entry("System Information/Product Name", "product-name"),
          Map.entry("System Information/Version", "product-version"),
          Map.entry("System Information/SKU Number", "product-sku"),
          Map.entry("System Information/Family", "product-family"),
          Map.entry("Base Board Information/Manufacturer", "board-vendor"),
          Map.entry("Base Board Information/Product Name", "board-name"),
          Map.entry("Base Board Information/Version", "board-version"));

  @Override
  public String name() {
    return "dmidecode";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.firstLine(artifact, HEADER)
        || (artifact.fileName().startsWith("dmidecode") && artifact.head().contains("DMI type"));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Set<String> told = new HashSet<>();
    String structure = "";
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      if (row.group(2).isEmpty()) {
        structure = row.group(1);
        continue;
      }
      String key = KEYS.getOrDefault(structure + "/" + row.group(2), "");
      if (!key.isEmpty() && told.add(key) && !row.group(3).equals("Not Specified")) {
        DmiStrings.tell(key, row.group(3), row, evidence);
      }
    }
  }
}
