package memfate.packs;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.platform.Platform;

/**
 * The first files of a new pack: one row that matches a platform, one quirk with one rule that
 * remarks something, a hit, a near miss, two cases. It is complete; its author says more.
 */
public final class PackScaffold {
  private static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9-]*/[a-z0-9][a-z0-9-]*");

  private final String id;
  private final String vendor;
  private final String name;
  private final String code;
  private final Platform platform;
  private final String description;

  private PackScaffold(String id, Platform platform, String description) {
    this.id = id;
    this.vendor = id.substring(0, id.indexOf('/'));
    this.name = id.substring(id.indexOf('/') + 1);
    this.code = (Character.isDigit(name.charAt(0)) ? "Q" : "") + name.toUpperCase(Locale.ROOT);
    this.platform = platform;
    this.description = description;
  }

  /** Returns whether a text may be the id of a pack. */
  public static boolean isId(String id) {
    return ID.matcher(id).matches();
  }

  /**
   * Returns the files of a new pack by their paths.
   *
   * @param id of the pack
   * @param platform a machine that has the quirk
   * @param description the same as YAML
   */
  public static Map<String, String> files(String id, Platform platform, String description) {
    PackScaffold scaffold = new PackScaffold(id, platform, description);
    Map<String, String> files = new LinkedHashMap<>();
    files.put("pack.yaml", scaffold.pack());
    files.put("match.yaml", scaffold.match());
    files.put("find/" + scaffold.name + ".drl", scaffold.rule());
    files.put("platforms/hit.yaml", scaffold.hit());
    files.put("platforms/near-miss.yaml", scaffold.nearMiss());
    files.put("cases/" + scaffold.name + ".yaml", scaffold.cases());
    files.put("README.md", scaffold.readme());
    return files;
  }

  private String pack() {
    return """
        id: %s
        version: 0.1.0
        title: %s
        vendor: %s
        license: Apache-2.0
        engine: {from: "0.1"}
        band: vendor
        quirks:
          %s:
            title: say in one line what is odd about the machine
            evidence: [https://example.com/replace-this-link]
            effect: say in one line what the rules make of it
        """
        .formatted(id, title(), vendor, name);
  }

  private String title() {
    String product = dmi("product-name");
    return product.isEmpty() ? "quirks of " + platform.id() : quoted("quirks of " + product);
  }

  private String match() {
    return """
        # A platform that meets all conditions of a row has its quirks. A list means one of these; * and ? make a glob.
        rows:
          - match:
        %s    quirks: [%s]
        """
        .formatted(conditions(), name);
  }

  private String conditions() {
    StringBuilder lines =
        new StringBuilder("      arch: %s\n".formatted(platform.machine().arch()));
    String vendorName =
        PlatformKeys.values("dmi.sys-vendor", platform).stream().findFirst().orElse("");
    String product = dmi("product-name");
    if (!vendorName.isEmpty()) {
      lines.append("      dmi: {sys-vendor: %s".formatted(quoted(vendorName)));
      lines.append(product.isEmpty() ? "}\n" : ", product-name: %s}\n".formatted(quoted(product)));
    } else if (!platform.cedt().windows().isEmpty()) {
      lines.append("      acpi: {id: ACPI0017}\n");
    }
    String bios = dmi("bios-version");
    if (!bios.isEmpty()) {
      lines.append(
          "      bios: {version: %s}   # or {from: ..., fixed-in: ...}\n".formatted(quoted(bios)));
    }
    return lines.toString();
  }

  private String rule() {
    return """
        package memfate.packs.%s

        import memfate.facts.*

        /* Say why, and who says so. */
        rule "%s: the machine is remarked"
        when
            Quirk( id == "%s" )
            CurrentEvent( name == "check-firmware" )
            Machine( $at : at )
        then
            insert( Finding.info("%s", "this machine has the quirk", $at) );
        end
        """
        .formatted(vendor.replace('-', '_'), id, name, code);
  }

  private String hit() {
    return "# A machine that has the quirk.\n" + description;
  }

  private String nearMiss() {
    String other =
        dmi("product-name").isEmpty()
            ? "{arch: %s}"
                .formatted(platform.machine().arch().equals("x86_64") ? "aarch64" : "x86_64")
            : "{dmi: {product-name: another machine}}";
    return """
        # The same, but for one condition of the row.
        include: hit.yaml
        id: %s-near-miss
        machine: %s
        """
        .formatted(platform.id(), other);
  }

  private String cases() {
    return """
        # Say what the quirk makes of the machine.
        include: ../platforms/hit.yaml
        id: %1$s-%2$s
        lint: {expect: [%3$s]}
        x-fires: ["%4$s: the machine is remarked"]
        ---
        include: ../platforms/near-miss.yaml
        id: %1$s-%2$s-near-miss
        lint: {forbid: [%3$s]}
        x-silent: ["%4$s: the machine is remarked"]
        """
        .formatted(vendor, name, code, id);
  }

  private String readme() {
    return """
        # %s

        - **Who matches:** say which machines, as `match.yaml` does.
        - **What changes:** say what each quirk does.
        - **Evidence:** say who says so.
        - **A local override:** `--quirk -%s` leaves the quirk out for one run; a pack in `/etc/memfate/packs` that lists it
          under `masks` does for good.
        """
        .formatted(id, name);
  }

  private String dmi(String key) {
    return platform.machine().dmi().getOrDefault(key, "");
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
