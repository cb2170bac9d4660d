package memfate.importer.capture;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/** {@code lscpu}: the processor, its architecture and its physical address bits. */
public final class Lscpu implements Format {
  private static final Pattern LINE =
      Pattern.compile("\\s*([A-Z][\\w ()-]{1,40}): {1,80}(\\S.{0,200}?)\\s*");
  private static final Pattern ARCHITECTURE = Pattern.compile("Architecture: +\\S.*");
  private static final Pattern PHYSICAL = Pattern.compile("(\\d{1,3}) bits physical.*");
  private static final Map<String, String> KEYS =
      Map.of(
          "Architecture", "machine.arch",
          "Vendor ID", "machine.cpu.vendor",
          "CPU family", "machine.cpu.family",
          "Model", "machine.cpu.model",
          "Stepping", "machine.cpu.stepping",
          "Model name", "machine.cpu.name");

  @Override
  public String name() {
    return "lscpu";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.firstLine(artifact, ARCHITECTURE);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    for (Rows.Row row : Rows.matching(artifact, LINE)) {
      Matcher physical = PHYSICAL.matcher(row.group(2));
      if (row.group(1).equals("Address sizes") && physical.matches()) {
        evidence.tell(new Setting("machine.phys-bits", physical.group(1), row.at()));
      }
      String key = KEYS.getOrDefault(row.group(1), "");
      if (!key.isEmpty()) {
        evidence.tell(new Setting(key, row.group(2), row.at()));
      }
    }
  }
}
