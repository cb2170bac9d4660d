package memfate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.importer.DidYouMean;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import memfate.report.RunFile;
import memfate.report.query.Condition;
import memfate.report.query.Group;
import memfate.report.query.Grouping;
import memfate.report.query.GroupsReport;
import memfate.report.query.Key;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.databind.node.ObjectNode;

/** Counts what recorded runs say. */
@Command(
    name = "summary",
    description = {
      "Counts platforms, ranges and bytes of recorded runs (eval -o jsonl), grouped by what their",
      "records say. Runs may be larger than memory."
    },
    mixinStandardHelpOptions = true)
final class SummaryCommand implements Callable<Integer> {

  /** Forms of the groups. */
  enum Form {
    TABLE,
    CSV,
    JSONL,
    JSON
  }

  /** What groups may be sorted by, the most first. */
  enum Column {
    PLATFORMS,
    RANGES,
    LOST,
    SIZE,
    USABLE;

    Comparator<Group> mostFirst() {
      Comparator<Group> rising =
          switch (this) {
            case PLATFORMS -> Comparator.comparingLong(Group::platforms);
            case RANGES -> Comparator.comparingLong(Group::ranges);
            case LOST -> Comparator.comparingLong(Group::lost);
            case SIZE -> Comparator.comparing(Group::size);
            case USABLE -> Comparator.comparing(Group::usable);
          };
      return rising.reversed();
    }
  }

  private final Streams streams;

  @Mixin private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN",
      description = "Files that eval or explore wrote with -o jsonl=FILE.")
  private List<Path> runs = new ArrayList<>();

  @Option(
      names = "--by",
      split = ",",
      paramLabel = "KEY",
      converter = ToKey.class,
      description = {
        "What to group by (default: policy,fate): any key of a platform record, joined by dots, as",
        "order.verdict or machine.dmi.bios-date; run, the file; or a short name: fate (owner),",
        "driver, decision, rule, pack, error, finding, severity, verdict, file, vendor, product,",
        "bios, arch, kernel, distro."
      })
  private List<Key> keys = List.of(Key.of("policy"), Key.of("fate"));

  @Option(
      names = "--where",
      paramLabel = "KEY=VALUE",
      converter = ToCondition.class,
      description = {
        "Counts only what has this value; KEY!=VALUE: only what does not; * in VALUE stands for",
        "anything; repeatable."
      })
  private List<Condition> conditions = new ArrayList<>();

  @Option(
      names = "--sort",
      paramLabel = "COLUMN",
      description = {
        "platforms, ranges, lost, size or usable: the most first. Default: by the keys' values."
      })
  private @Nullable Column sort;

  @Option(names = "--top", paramLabel = "N", description = "Prints the first N groups only.")
  private long top = Long.MAX_VALUE;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "table (default), csv, jsonl (an object a line) or json (one list).")
  private Form form = Form.TABLE;

  /** Reads a key. */
  static final class ToKey implements ITypeConverter<Key> {
    @Override
    public Key convert(String text) {
      try {
        return Key.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  /** Reads a condition. */
  static final class ToCondition implements ITypeConverter<Condition> {
    @Override
    public Condition convert(String text) {
      try {
        return Condition.of(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }

  SummaryCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    Grouping grouping = new Grouping(keys, conditions);
    ExitCode end = ExitCode.DONE;
    for (Path run : runs) {
      List<Diagnostic> problems = count(run, grouping);
      diagnostics.print(problems);
      end = end.and(problems.isEmpty() ? ExitCode.DONE : ExitCode.UNREADABLE);
    }
    if (grouping.total().platforms() > 0) {
      diagnostics.print(grouping.unmet().stream().map(SummaryCommand::unmet).toList());
    }
    print(grouping);
    return end.code();
  }

  private static Diagnostic unmet(Key key) {
    String near =
        DidYouMean.nearest(key.name(), Key.shortNames())
            .map("did you mean '%s'? "::formatted)
            .orElse("");
    return new Diagnostic(
        Diagnostic.Severity.WARNING,
        "no record has a value of '%s'".formatted(key.name()),
        SourceLocation.NONE,
        1,
        "",
        near + "'memfate schema run' lists the keys of a platform record");
  }

  /** What stood before the place where a run is torn counts. */
  private static List<Diagnostic> count(Path path, Grouping grouping) {
    try (RunFile run = RunFile.open(path)) {
      ObjectNode record = run.nextRecord();
      while (record != null) {
        record.put("run", path.toString());
        grouping.add(record);
        record = run.nextRecord();
      }
      return run.problems();
    } catch (IOException e) {
      String message = "cannot read it: " + e.getMessage();
      return List.of(Diagnostic.error(message, new SourceLocation(path.toString(), 0, 0)));
    }
  }

  private void print(Grouping grouping) {
    GroupsReport report = new GroupsReport(keys);
    List<Group> groups = new ArrayList<>(grouping.groups());
    if (sort != null) {
      groups.sort(sort.mostFirst());
    }
    List<Group> shown = groups.stream().limit(top).toList();
    switch (form) {
      case TABLE -> report.table(shown, grouping.total()).forEach(streams.out()::println);
      case CSV -> streams.out().print(report.csv(shown));
      case JSONL -> shown.stream().map(report::json).forEach(streams.out()::println);
      case JSON ->
          streams
              .out()
              .println("[" + String.join(",\n ", shown.stream().map(report::json).toList()) + "]");
    }
  }
}
