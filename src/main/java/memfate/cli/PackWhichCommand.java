package memfate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import memfate.eval.BootEvaluation;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.eval.PackOptions;
import memfate.eval.PackSettings;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.packs.RowMatch;
import memfate.packs.Selection;
import memfate.packs.Selection.Applied;
import memfate.packs.Selection.Left;
import memfate.packs.Selection.Missed;
import memfate.packs.Term;
import memfate.platform.Platform;
import memfate.platform.Printable;
import memfate.report.PolicyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which quirks a platform has. */
@Command(
    name = "which",
    description = {
      "Tells which quirks a platform has: the row that says so, its conditions with the values met,",
      "quirks that are not in force and why, and rows that miss by one condition."
    },
    mixinStandardHelpOptions = true)
final class PackWhichCommand implements Callable<Integer> {

  /** Forms of the answer. */
  enum Form {
    TEXT,
    BRIEF,
    JSONL
  }

  private final Streams streams;

  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  @Parameters(
      paramLabel = "PLATFORM",
      arity = "1..*",
      description = "Descriptions, captures, folders of them; - is standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), brief (a line a platform) or jsonl.")
  private Form form = Form.TEXT;

  private ExitCode end = ExitCode.DONE;

  PackWhichCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PackSettings settings = packs.settings();
    PackLibrary library = settings.open(common.rules());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    for (PackLibrary.Broken broken : library.broken()) {
      diagnostics.print(broken.why());
      end = end.and(ExitCode.POLICY);
    }
    new BootEvaluation(common.rules())
        .read(
            paths, streams.in(), description -> which(description, library, settings, diagnostics));
    return end.code();
  }

  private void which(
      Description description,
      PackLibrary library,
      PackSettings settings,
      Diagnostics diagnostics) {
    diagnostics.print(description.diagnostics());
    end = end.and(description.readable());
    Platform platform = description.platform();
    if (platform == null) {
      end = end.and(ExitCode.UNREADABLE);
      return;
    }
    Selection selection = library.select(platform);
    diagnostics.printOnce(PackLibrary.overdue(selection, settings.today()));
    switch (form) {
      case TEXT -> text(platform, selection);
      case BRIEF -> line(brief(platform, selection));
      case JSONL -> streams.out().println(PolicyText.json(fields(platform, selection)));
    }
  }

  private void text(Platform platform, Selection selection) {
    line(platform.id() + ": " + count(selection.active().size()));
    for (Applied applied : selection.active()) {
      line("  " + words(applied));
      line("      " + applied.quirk().title());
      verdicts(applied);
    }
    for (Left left : selection.left()) {
      line("  %s: not in force, %s".formatted(words(left.quirk()), left.why()));
      line("      " + left.quirk().quirk().title());
      verdicts(left.quirk());
    }
    for (Missed missed : selection.nearMisses()) {
      line(
          "  near miss: %s, %s at %s"
              .formatted(
                  missed.pack().id(),
                  String.join(", ", missed.match().row().quirks()),
                  missed.match().row().at()));
      missed.match().verdicts().forEach(this::verdict);
    }
  }

  private static String count(int quirks) {
    return quirks == 0 ? "no quirk" : quirks == 1 ? "1 quirk" : quirks + " quirks";
  }

  private static String words(Applied applied) {
    String by = applied.match() == null ? "switched on by hand" : "row at " + applied.at();
    return "%s (%s, specificity %d, %s)"
        .formatted(applied.name(), PackListCommand.band(applied.pack()), applied.specificity(), by);
  }

  private void verdicts(Applied applied) {
    RowMatch match = applied.match();
    if (match != null) {
      match.verdicts().forEach(this::verdict);
    }
  }

  private void verdict(Term.Verdict v) {
    line(
        v.met()
            ? "      %s is %s: %s".formatted(v.key(), v.value(), v.wanted())
            : "      %s is %s, not %s".formatted(v.key(), v.value(), v.wanted()));
  }

  private static String brief(Platform platform, Selection selection) {
    List<String> words = new ArrayList<>();
    selection.active().forEach(a -> words.add(a.name()));
    selection.left().forEach(l -> words.add("(" + l.quirk().name() + ")"));
    selection.nearMisses().stream()
        .map(m -> "near " + m.pack().id())
        .distinct()
        .forEach(words::add);
    return platform.id() + ": " + (words.isEmpty() ? "-" : String.join(", ", words));
  }

  private void line(String text) {
    streams.out().println(Printable.of(text));
  }

  private static Map<String, Object> fields(Platform platform, Selection selection) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("platform", platform.id());
    fields.put("quirks", selection.active().stream().map(PackWhichCommand::fields).toList());
    fields.put(
        "not-in-force",
        selection.left().stream()
            .map(
                left -> {
                  Map<String, Object> quirk = fields(left.quirk());
                  quirk.put("why", left.why());
                  return quirk;
                })
            .toList());
    fields.put(
        "near-misses",
        selection.nearMisses().stream()
            .map(
                missed -> {
                  Map<String, Object> row = row(missed.pack(), missed.match());
                  row.put("quirks", List.copyOf(missed.match().row().quirks()));
                  return row;
                })
            .toList());
    return fields;
  }

  private static Map<String, Object> fields(Applied applied) {
    RowMatch match = applied.match();
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("quirk", applied.quirk().id());
    if (match == null) {
      fields.put("pack", applied.pack().id());
    } else {
      fields.putAll(row(applied.pack(), match));
    }
    fields.put("band", PackListCommand.band(applied.pack()));
    fields.put("specificity", applied.specificity());
    return fields;
  }

  private static Map<String, Object> row(Pack pack, RowMatch match) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("pack", pack.id());
    fields.put("file", match.row().at().file());
    fields.put("line", match.row().at().line());
    fields.put("conditions", match.verdicts().stream().map(PackWhichCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Term.Verdict verdict) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("key", verdict.key());
    fields.put("wanted", verdict.wanted());
    fields.put("value", verdict.value());
    fields.put("met", Boolean.toString(verdict.met()));
    return fields;
  }
}
