package memfate.packs;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import memfate.engine.Band;
import memfate.engine.PackRules;
import memfate.engine.PolicyException;
import memfate.engine.Stage;
import memfate.engine.VersionRange;
import memfate.engine.YamlFile;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/** Reads a pack from its files. */
final class PackReader {
  static final String FILE = "pack.yaml";

  private static final List<String> KEYS =
      List.of(
          "id",
          "version",
          "title",
          "vendor",
          "license",
          "engine",
          "band",
          "requires",
          "masks",
          "quirks");
  private static final List<String> QUIRK_KEYS = List.of("title", "evidence", "effect", "opt-in");
  private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");
  private static final Pattern LINK = Pattern.compile("https?://\\S+");
  private static final String WORD_FORM = "write small letters, digits and dashes";

  private final List<Diagnostic> problems = new ArrayList<>();
  private final PackFiles files;

  private PackReader(PackFiles files) {
    this.files = files;
  }

  /**
   * Reads a pack; its rules are not compiled.
   *
   * @param local whether the administrator of this machine put it there
   * @throws PolicyException with everything that is wrong with it
   */
  static Pack read(PackFiles files, boolean local) {
    PackReader reader = new PackReader(files);
    PackDefinition definition = reader.definition();
    List<MatchRow> rows = reader.rows(definition);
    Band band = local ? Band.LOCAL : definition.band();
    PackRules rules =
        PackRules.of(definition.id(), band, reader.ruleFiles(), definition.quirks().keySet());
    if (!reader.problems.isEmpty()) {
      throw new PolicyException("%s cannot be used".formatted(files.name()), reader.problems);
    }
    return new Pack(definition, band, rows, rules, files);
  }

  private PackDefinition definition() {
    YamlFile file = YamlFile.parse(files.nameOf(FILE), files.text(FILE));
    YamlSection root = YamlSection.root(file, problems).only(KEYS);
    String vendor = root.required("vendor");
    word(root, "vendor", vendor);
    return new PackDefinition(
        id(root, vendor),
        root.required("version"),
        root.required("title"),
        vendor,
        root.required("license"),
        engine(root),
        band(root),
        List.copyOf(root.texts("requires").keySet()),
        List.copyOf(root.texts("masks").keySet()),
        quirks(root));
  }

  private static String id(YamlSection root, String vendor) {
    String id = root.required("id");
    String name = id.startsWith(vendor + "/") ? id.substring(vendor.length() + 1) : "";
    if (root.has("id") && !WORD.matcher(name).matches()) {
      root.wrong(
          root.at("id"),
          "the id has to be the vendor and a name",
          "write \"%s/NAME\", NAME in small letters, digits and dashes".formatted(vendor));
    }
    return id;
  }

  private static void word(YamlSection section, String key, String text) {
    if (section.has(key) && !WORD.matcher(text).matches()) {
      section.wrong(section.at(key), "'%s' is no name".formatted(text), WORD_FORM);
    }
  }

  private static VersionRange engine(YamlSection root) {
    if (!root.has("engine")) {
      root.required("engine");
      return new VersionRange(null, null, List.of());
    }
    return root.section("engine")
        .map(engine -> engine.only(List.of("from", "before")))
        .map(
            engine ->
                new VersionRange(
                    MatchReader.version(engine, "from"),
                    MatchReader.version(engine, "before"),
                    List.of()))
        .orElse(new VersionRange(null, null, List.of()));
  }

  private static Band band(YamlSection root) {
    String band = root.text("band").orElse("vendor");
    if (!band.equals("vendor") && !band.equals("system")) {
      root.wrong(
          root.at("band"),
          "a pack is of band vendor or system, not '%s'".formatted(band),
          "packs in %s are local by their place".formatted(PackPath.ADMINISTRATOR));
      return Band.VENDOR;
    }
    return Band.valueOf(band.toUpperCase(Locale.ROOT));
  }

  private static Map<String, QuirkDefinition> quirks(YamlSection root) {
    Map<String, QuirkDefinition> quirks = new LinkedHashMap<>();
    YamlSection section = root.section("quirks").orElse(null);
    if (section == null || section.keys().isEmpty()) {
      root.wrong(root.at("quirks"), "the pack has no quirks", "");
      return quirks;
    }
    for (String id : section.keys()) {
      word(section, id, id);
      section.section(id).ifPresent(quirk -> quirks.put(id, quirk(id, quirk)));
    }
    return Collections.unmodifiableMap(quirks);
  }

  private static QuirkDefinition quirk(String id, YamlSection quirk) {
    quirk.only(QUIRK_KEYS);
    Map<String, SourceLocation> evidence = quirk.texts("evidence");
    if (evidence.isEmpty()) {
      quirk.wrong(quirk.at("evidence"), "a quirk needs evidence", "write links to who says so");
    }
    evidence.forEach(
        (link, at) -> {
          if (!LINK.matcher(link).matches()) {
            quirk.wrong(at, "'%s' is no link".formatted(link), "write https://...");
          }
        });
    return new QuirkDefinition(
        id,
        quirk.required("title"),
        List.copyOf(evidence.keySet()),
        quirk.required("effect"),
        quirk.flag("opt-in"),
        quirk.at());
  }

  private List<MatchRow> rows(PackDefinition definition) {
    String name = files.nameOf(MatchReader.FILE);
    YamlFile file = YamlFile.parse(name, files.text(MatchReader.FILE));
    return MatchReader.read(file, definition.quirks().keySet(), problems);
  }

  /** Every rule file stands in the folder of its stage. */
  private List<PackRules.File> ruleFiles() {
    List<PackRules.File> rules = new ArrayList<>();
    for (String path : files.paths()) {
      if (path.endsWith(".drl")) {
        String folder = path.contains("/") ? path.substring(0, path.indexOf('/')) : "";
        Stage.of(folder)
            .ifPresentOrElse(
                stage -> rules.add(new PackRules.File(files.nameOf(path), stage, files.text(path))),
                () -> misplaced(path));
      }
    }
    return rules;
  }

  private void misplaced(String path) {
    String message = "a rule file has to stand in the folder of its stage";
    problems.add(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            message,
            new SourceLocation(files.nameOf(path), 0, 0),
            1,
            "",
            "there are " + Stage.folders()));
  }
}
