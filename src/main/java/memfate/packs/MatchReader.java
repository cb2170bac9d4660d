package memfate.packs;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import memfate.engine.VersionRange;
import memfate.engine.YamlFile;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Reads {@code match.yaml}. */
final class MatchReader {
  static final String FILE = "match.yaml";

  private static final List<String> ROW_KEYS = List.of("match", "quirks", "review-by");
  private static final List<String> BOUNDS = List.of("from", "to");
  private static final List<String> MATCH_KEYS =
      List.of("arch", "dmi", "bios", "cpu", "kernel", "acpi", "cxl", "any-of");

  private final Set<String> quirks;

  private MatchReader(Set<String> quirks) {
    this.quirks = quirks;
  }

  /**
   * Reads the rows.
   *
   * @param quirks the quirks that the pack has
   */
  static List<MatchRow> read(YamlFile file, Set<String> quirks, List<Diagnostic> problems) {
    MatchReader reader = new MatchReader(quirks);
    YamlSection root = YamlSection.root(file, problems).only(List.of("rows"));
    List<MatchRow> rows = root.rows("rows").stream().map(reader::row).toList();
    if (rows.isEmpty()) {
      root.wrong(root.at("rows"), "there is no row", "write a list of rows under 'rows'");
    }
    return rows;
  }

  private MatchRow row(YamlSection row) {
    row.only(ROW_KEYS);
    List<Term> terms = row.section("match").map(MatchReader::terms).orElse(List.of());
    if (terms.isEmpty()) {
      row.wrong(row.at("match"), "a row has no condition", "write 'match' with at least one");
    }
    Set<String> ids = new LinkedHashSet<>();
    row.texts("quirks")
        .forEach(
            (id, at) -> {
              ids.add(id);
              if (!quirks.contains(id)) {
                row.wrong(
                    at,
                    "pack.yaml has no quirk '%s'".formatted(id),
                    "there are " + String.join(", ", quirks));
              }
            });
    if (ids.isEmpty()) {
      row.wrong(row.at("quirks"), "a row has no quirks", "");
    }
    return new MatchRow(terms, ids, date(row), row.at());
  }

  private static @Nullable LocalDate date(YamlSection row) {
    Optional<String> text = row.text("review-by");
    if (text.isEmpty()) {
      return null;
    }
    try {
      return LocalDate.parse(text.get());
    } catch (DateTimeParseException e) {
      row.wrong(
          row.at("review-by"), "'%s' is no date".formatted(text.get()), "write it as 2027-01-31");
      return null;
    }
  }

  private static List<Term> terms(YamlSection match) {
    match.only(MATCH_KEYS);
    List<Term> terms = new ArrayList<>();
    archs(match, terms);
    match
        .section("dmi")
        .ifPresent(dmi -> texts(dmi.only(PlatformKeys.DMI), "dmi.", PlatformKeys.DMI, terms));
    match.section("bios").ifPresent(bios -> bios(bios, terms));
    match.section("cpu").ifPresent(cpu -> cpu(cpu, terms));
    match.section("kernel").ifPresent(kernel -> kernel(kernel, terms));
    match
        .section("acpi")
        .ifPresent(acpi -> texts(acpi.only(List.of("id")), "acpi.", List.of("id"), terms));
    match.section("cxl").ifPresent(cxl -> cxl(cxl, terms));
    if (match.has("any-of")) {
      terms.add(
          new Term.AnyOf(
              match.rows("any-of").stream().map(MatchReader::terms).toList(), match.at("any-of")));
    }
    return terms;
  }

  private static void archs(YamlSection match, List<Term> terms) {
    texts(match, "", List.of("arch"), terms);
    match
        .texts("arch")
        .forEach(
            (arch, at) -> {
              if (!PlatformKeys.ARCHS.contains(arch)) {
                match.wrong(
                    at,
                    "there is no architecture '%s'".formatted(arch),
                    "there are " + String.join(", ", PlatformKeys.ARCHS));
              }
            });
  }

  private static void bios(YamlSection bios, List<Term> terms) {
    bios.only(with(PlatformKeys.BIOS, "from", "fixed-in"));
    texts(bios, "bios.", PlatformKeys.BIOS, terms);
    String from = bios.text("from").orElse(null);
    String fixedIn = bios.text("fixed-in").orElse(null);
    if (from != null || fixedIn != null) {
      SourceLocation at = bios.at(from == null ? "fixed-in" : "from");
      if (from != null && fixedIn != null && BiosVersion.compare(from, fixedIn).orElse(0) >= 0) {
        bios.wrong(at, "no version is from %s on and before %s".formatted(from, fixedIn), "");
      }
      terms.add(new Term.Condition("bios.version", new Wanted.BiosVersions(from, fixedIn), at));
    }
  }

  private static void cpu(YamlSection cpu, List<Term> terms) {
    cpu.only(PlatformKeys.CPU);
    for (String key : PlatformKeys.CPU) {
      if (cpu.isMapping(key)) {
        numbers(cpu, "cpu.", key, terms);
      } else {
        texts(cpu, "cpu.", List.of(key), terms);
      }
    }
  }

  private static void kernel(YamlSection kernel, List<Term> terms) {
    kernel.only(List.of("version", "distro", "from", "before"));
    texts(kernel, "kernel.", List.of("version", "distro"), terms);
    String from = version(kernel, "from");
    String before = version(kernel, "before");
    if (from == null && before == null) {
      return;
    }
    SourceLocation at = kernel.at(from == null ? "before" : "from");
    if (from != null && before != null && VersionRange.compare(from, before) >= 0) {
      kernel.wrong(at, "no version is from %s on and before %s".formatted(from, before), "");
    }
    terms.add(
        new Term.Condition(
            "kernel.version", new Wanted.Kernels(new VersionRange(from, before, List.of())), at));
  }

  static @Nullable String version(YamlSection section, String key) {
    String text = section.text(key).orElse(null);
    if (text != null && !VersionRange.isVersion(text)) {
      section.wrong(
          section.at(key),
          "'%s' is \"%s\", which is no version".formatted(key, text),
          "write a version such as \"6.12\" or \"6.12.4\"");
      return null;
    }
    return text;
  }

  private static void cxl(YamlSection cxl, List<Term> terms) {
    List<String> texts = List.copyOf(PlatformKeys.CXL_TEXTS.keySet());
    List<String> numbers = List.copyOf(PlatformKeys.CXL_NUMBERS.keySet());
    cxl.only(Stream.concat(texts.stream(), numbers.stream()).toList());
    texts(cxl, "cxl.", texts, terms);
    numbers.forEach(key -> numbers(cxl, "cxl.", key, terms));
  }

  private static void texts(
      YamlSection section, String prefix, List<String> keys, List<Term> terms) {
    for (String key : keys) {
      if (section.has(key)) {
        Map<String, SourceLocation> texts = section.texts(key);
        if (texts.isEmpty() || texts.keySet().stream().anyMatch(String::isBlank)) {
          section.wrong(
              section.at(key),
              "'%s' says nothing".formatted(key),
              "leave it out to take every platform");
        }
        List<Wanted> choices = texts.keySet().stream().map(Wanted::text).toList();
        Wanted wanted = choices.size() == 1 ? choices.get(0) : new Wanted.OneOf(choices);
        terms.add(new Term.Condition(prefix + key, wanted, section.at(key)));
      }
    }
  }

  private static void numbers(YamlSection section, String prefix, String key, List<Term> terms) {
    if (!section.has(key)) {
      return;
    }
    Wanted wanted;
    if (section.isMapping(key)) {
      YamlSection bounds = section.section(key).orElseThrow().only(BOUNDS);
      wanted = new Wanted.Numbers(number(bounds, "from", 0), number(bounds, "to", -1));
    } else {
      long number = number(section, key, 0);
      wanted = new Wanted.Numbers(number, number);
    }
    terms.add(new Term.Condition(prefix + key, wanted, section.at(key)));
  }

  private static long number(YamlSection section, String key, long otherwise) {
    Optional<String> text = section.text(key);
    if (text.isEmpty()) {
      return otherwise;
    }
    Long number = Wanted.Numbers.number(text.get());
    if (number == null) {
      section.wrong(
          section.at(key),
          "'%s' is no number".formatted(text.get()),
          "write a number, or {from: 1, to: 2}");
      return otherwise;
    }
    return number;
  }

  private static List<String> with(List<String> keys, String... more) {
    return Stream.concat(keys.stream(), Stream.of(more)).toList();
  }
}
