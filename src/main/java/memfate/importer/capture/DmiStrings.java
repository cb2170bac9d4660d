package memfate.importer.capture;

import java.util.List;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/**
 * {@code /sys/class/dmi/id}: a single file of it ({@code sys_vendor}), or {@code dmi.txt} with one
 * {@code sys_vendor: X} or {@code sys_vendor=X} a line. Serial numbers and UUIDs are never told.
 */
public final class DmiStrings implements Format {
  static final List<String> KEYS =
      List.of(
          "sys-vendor",
          "product-name",
          "product-version",
          "product-family",
          "product-sku",
          "board-vendor",
          "board-name",
          "board-version",
          "bios-vendor",
          "bios-version",
          "bios-date",
          "bios-release",
          "chassis-type");

  private static final Pattern LINE =
      Pattern.compile("(?:\\S{0,200}/)?([a-z]{3,8}_[a-z]{3,8})[:=] *(\\S.{0,400}?)?\\s*");
  private static final Pattern VALUE = Pattern.compile("\\s*(\\S.{0,400}?)\\s*");

  @Override
  public String name() {
    return "/sys/class/dmi/id";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return KEYS.contains(key(artifact.fileName()))
        || (Rows.firstLine(artifact, LINE)
            && Rows.matching(artifact, LINE).stream()
                .anyMatch(r -> KEYS.contains(key(r.group(1)))));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    String file = key(artifact.fileName());
    if (KEYS.contains(file)) {
      Rows.matching(artifact, VALUE).stream()
          .findFirst()
          .ifPresent(row -> tell(file, row.group(1), row, evidence));
      return;
    }
    Rows.matching(artifact, LINE)
        .forEach(row -> tell(key(row.group(1)), row.group(2), row, evidence));
  }

  private static String key(String file) {
    return file.replace('_', '-');
  }

  static void tell(String key, String value, Rows.Row row, Evidence evidence) {
    if (KEYS.contains(key) && !value.isEmpty()) {
      evidence.tell(new Setting("machine.dmi." + key, value, row.at()));
    }
  }
}
