package memfate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.eval.PackOptions;
import memfate.packs.Pack;
import memfate.packs.PackDefinition;
import memfate.packs.PackLibrary;
import memfate.packs.QuirkDefinition;
import memfate.report.PolicyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which quirk packs there are. */
@Command(
    name = "list",
    description = {
      "Lists the quirk packs that are found: id, version, band, quirks, title. What is wrong with",
      "others goes to standard error, and the exit code is 4."
    },
    mixinStandardHelpOptions = true)
final class PackListCommand implements Callable<Integer> {

  /** Forms of the list. */
  enum Form {
    TEXT,
    JSONL,
    JSON
  }

  private final Streams streams;

  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), jsonl (an object a line) or json (one list).")
  private Form form = Form.TEXT;

  PackListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PackLibrary library = packs.settings().open(common.rules());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    ExitCode end = ExitCode.DONE;
    for (PackLibrary.Broken broken : library.broken()) {
      diagnostics.print(broken.why());
      end = ExitCode.POLICY;
    }
    for (Pack pack : library.packs()) {
      diagnostics.print(library.check(pack));
      end = end.and(library.check(pack).isEmpty() ? ExitCode.DONE : ExitCode.POLICY);
    }
    print(library);
    return end.code();
  }

  private void print(PackLibrary library) {
    List<String> objects =
        library.packs().stream().map(PackListCommand::fields).map(PolicyText::json).toList();
    switch (form) {
      case TEXT -> {
        PolicyText.table(rows(library)).forEach(streams.out()::println);
        library
            .shadowed()
            .forEach(
                s ->
                    streams
                        .out()
                        .println(
                            "%s: %s takes the place of %s"
                                .formatted(
                                    s.pack().id(),
                                    s.by().files().name(),
                                    s.pack().files().name())));
      }
      case JSONL -> objects.forEach(streams.out()::println);
      case JSON -> streams.out().println("[" + String.join(",\n ", objects) + "]");
    }
  }

  private static List<List<String>> rows(PackLibrary library) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("ID", "VERSION", "BAND", "QUIRKS", "RULES", "TITLE"));
    for (Pack pack : library.packs()) {
      PackDefinition d = pack.definition();
      String rules = library.check(pack).isEmpty() ? "" + library.rules(pack).size() : "broken";
      rows.add(List.of(d.id(), d.version(), band(pack), "" + d.quirks().size(), rules, d.title()));
    }
    return rows;
  }

  static String band(Pack pack) {
    return pack.band().name().toLowerCase(Locale.ROOT);
  }

  private static Map<String, Object> fields(Pack pack) {
    PackDefinition definition = pack.definition();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", definition.id());
    fields.put("version", definition.version());
    fields.put("title", definition.title());
    fields.put("vendor", definition.vendor());
    fields.put("license", definition.license());
    fields.put("band", band(pack));
    fields.put("path", pack.files().name());
    fields.put("sha256", pack.files().sha256());
    fields.put("requires", definition.requires());
    fields.put("masks", definition.masks());
    fields.put(
        "quirks", definition.quirks().values().stream().map(PackListCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(QuirkDefinition quirk) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("id", quirk.id());
    fields.put("title", quirk.title());
    fields.put("effect", quirk.effect());
    fields.put("evidence", quirk.evidence());
    fields.put("opt-in", Boolean.toString(quirk.optIn()));
    return fields;
  }
}
