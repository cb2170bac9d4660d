package memfate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import memfate.eval.EvaluationSource;
import memfate.eval.PackSettings;
import memfate.trial.PackFolders;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the cases of rules. */
@Command(
    name = "test",
    description = {
      "Runs the cases beside the rules: what each boot ends with, which rules fire in it. Exit code",
      "1: a case fails, there is none, or --coverage-min is missed."
    },
    mixinStandardHelpOptions = true)
final class TestCommand implements Callable<Integer> {
  private static final int ALL = 100;

  /** Forms of a report. */
  enum Form {
    TEXT,
    JUNIT
  }

  private final Streams streams;
  private final EvaluationSource evaluations;
  private final Pause pause;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "PATH",
      arity = "0..*",
      description = {
        "Folders of rules with their cases, case files, descriptions with expect.",
        "Default: the rules folder."
      })
  private List<Path> paths = new ArrayList<>();

  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description = {
        "Folder with quirk packs, or one pack, whose cases to run besides; repeatable. Packs",
        "below PATH and those of the rules folder need not be named."
      })
  private List<Path> packs = new ArrayList<>();

  @Option(
      names = "--run",
      paramLabel = "REGEX",
      description = "Only cases of which \"FILE: ID under POLICY\" has a match.")
  private String run = "";

  @Option(
      names = "--update",
      description = {
        "Rewrites the expectations that fail with what came out, shows a diff, and runs again.",
        "Comments and layout stay."
      })
  private boolean update;

  @Option(
      names = "--coverage",
      description =
          "Lists every rule: in how many boots it fired, or which condition had no match.")
  private boolean coverage;

  @Option(
      names = "--coverage-min",
      paramLabel = "PERCENT",
      description = "Fails if a smaller part of the rules below PATH fired.")
  private @Nullable Integer leastCoverage;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT[=FILE]",
      description = "Report: text (default), junit; repeatable, one of them without FILE.")
  private List<String> outputs = new ArrayList<>();

  @Option(
      names = "-j",
      paramLabel = "N",
      description = "Threads (default: one a processor). The output does not depend on it.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--watch", description = "Runs again after every edit, until Ctrl-C.")
  private boolean watch;

  TestCommand(Streams streams, EvaluationSource evaluations, Pause pause) {
    this.streams = streams;
    this.evaluations = evaluations;
    this.pause = pause;
  }

  @Override
  public Integer call() {
    check();
    List<Path> tested = new ArrayList<>(paths.isEmpty() ? List.of(common.rules()) : paths);
    tested.addAll(packs);
    PackSettings packed = packSettings(tested);
    if (!watch && common.isSandboxed(packed)) {
      return Confined.run(spec, streams, common.limits()).code();
    }
    TestRun.Settings settings =
        new TestRun.Settings(
            tested,
            paths.isEmpty(),
            packed,
            pattern(),
            update,
            coverage,
            leastCoverage,
            wishes(),
            threads,
            common.verbose());
    TestRun runner = new TestRun(streams, common, settings);
    if (!watch) {
      EvaluationSource cached =
          (rules, packs) -> evaluations.open(rules, packs).caching(common.ruleCache());
      return runner.run(cached).code();
    }
    List<Path> roots = new ArrayList<>(tested);
    roots.add(common.rules());
    return new Watch(evaluations, pause, streams.err())
        .run(roots, Wish.files(settings.wishes()), runner::run)
        .code();
  }

  /** Packs that are named, or in or around what is tested, unless the rules folder has them. */
  private PackSettings packSettings(List<Path> tested) {
    Path own = common.rules().resolve("packs").toAbsolutePath().normalize();
    Set<Path> folders = new LinkedHashSet<>(packs);
    for (Path path : tested) {
      PackFolders.around(path)
          .filter(pack -> !pack.startsWith(own))
          .filter(pack -> folders.stream().noneMatch(f -> f.toAbsolutePath().equals(pack)))
          .ifPresent(folders::add);
    }
    return PackSettings.of(List.copyOf(folders));
  }

  private void check() {
    if (threads < 1) {
      throw misuse("-j needs a positive number");
    }
    if (leastCoverage != null && (leastCoverage < 0 || leastCoverage > ALL)) {
      throw misuse("--coverage-min needs a number from 0 to 100");
    }
    if (leastCoverage != null && !paths.isEmpty() && paths.stream().noneMatch(Files::isDirectory)) {
      throw misuse("--coverage-min needs a folder of rules");
    }
    if (watch && common.isSandboxed(PackSettings.NONE)) {
      throw misuse("--sandbox does not go with --watch");
    }
    if (update && watch) {
      throw misuse("--update and --watch exclude each other");
    }
  }

  private Pattern pattern() {
    try {
      return Pattern.compile(run);
    } catch (PatternSyntaxException e) {
      throw misuse("--run: " + e.getDescription());
    }
  }

  private List<Wish<Form>> wishes() {
    try {
      return Wish.parseAll(outputs, Form.class);
    } catch (IllegalArgumentException e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
