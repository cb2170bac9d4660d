package memfate.spark;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import memfate.engine.PolicyException;
import memfate.eval.BootEvaluation;
import memfate.eval.BootSettings;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.eval.Runs;
import memfate.eval.Version;
import memfate.report.Run;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SerializableConfiguration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code memfate eval} of a fleet on Spark: the class that {@code spark-submit} runs. */
@Command(
    name = "SparkEval",
    description = "Tells the fate of each Soft Reserved range of each platform, on Spark.",
    mixinStandardHelpOptions = true)
public final class SparkEval implements Callable<Integer> {
  private static final DateTimeFormatter RUN_ID =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");

  private final SparkSession spark;
  private final PrintStream err;

  @Spec private CommandSpec spec;
  @Mixin private BootSettings settings;

  @Option(
      names = "--rules",
      paramLabel = "DIR",
      description = "Rules folder, on the driver's disk (default: ${DEFAULT-VALUE}).")
  private Path rules = Path.of("rules");

  @Option(
      names = "--out",
      paramLabel = "DIR",
      required = true,
      description = "Folder in which the folder of the run is made.")
  private String out = "";

  @Option(
      names = "--run-id",
      paramLabel = "ID",
      description = "Name of the folder of the run (default: the time, in UTC).")
  private @Nullable String runId;

  @Option(
      names = "--column",
      paramLabel = "NAME",
      description = "Column of a Parquet file that has descriptions (default: ${DEFAULT-VALUE}).")
  private String column = "description";

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = "What ends in exit code 1: never (default), error, warn, lost.")
  private FailOn failOn = FailOn.NEVER;

  @Option(names = "--no-cache", description = "Evaluates every platform, those that are alike too.")
  private boolean noCache;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = {
        "Descriptions: files, folders and globs of any file system that Spark reaches; YAML, JSON,",
        "JSON lines, also packed, and Parquet."
      })
  private List<String> paths = new ArrayList<>();

  private SparkEval(SparkSession spark, PrintStream err) {
    this.spark = spark;
    this.err = err;
  }

  /** Runs on the cluster that {@code spark-submit} names. */
  public static void main(String[] args) {
    SparkSession spark = SparkSession.builder().appName("memfate").getOrCreate();
    int code = ExitCode.BUG.code();
    try {
      code = run(spark, args, System.err);
    } finally {
      spark.stop();
      if (code != ExitCode.DONE.code()) {
        System.exit(code);
      }
    }
  }

  /** Runs a command line, and returns its exit code. */
  static int run(SparkSession spark, String[] args, PrintStream err) {
    CommandLine line = new CommandLine(new SparkEval(spark, err));
    line.setErr(new java.io.PrintWriter(err, true, StandardCharsets.UTF_8));
    line.getCommandSpec().version("memfate " + Version.current());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, err).code());
    return line.execute(args);
  }

  private static ExitCode failed(Exception e, PrintStream err) {
    Diagnostics diagnostics = new Diagnostics(err, false);
    if (e instanceof PolicyException policy) {
      diagnostics.print(policy.diagnostics());
      return ExitCode.POLICY;
    }
    if (isOfFiles(e)) {
      err.println("memfate: " + e.getMessage());
      return ExitCode.OUTPUT;
    }
    diagnostics.bug(e, true);
    return ExitCode.BUG;
  }

  /** What a task could not read or write as often as Spark ran it is no bug of memfate. */
  private static boolean isOfFiles(@Nullable Throwable e) {
    return e instanceof IOException || (e != null && isOfFiles(e.getCause()));
  }

  @Override
  public Integer call() throws IOException {
    settings.check(spec.commandLine());
    settings.policies().forEach(this::checkName);
    String run = runId();
    Diagnostics diagnostics = new Diagnostics(err, false);
    checkRules();
    RuleFiles files = RuleFiles.read(rules, settings.packs());
    Evaluation evaluation = OpenRules.of(files).evaluation();
    ExitCode end = ExitCode.DONE;
    List<String> usable = new ArrayList<>();
    for (String policy : settings.policies()) {
      try {
        evaluation.compile(policy);
        usable.add(policy);
      } catch (PolicyException e) {
        diagnostics.printOnce(e.diagnostics());
        end = ExitCode.POLICY;
      }
    }
    if (usable.isEmpty() && end == ExitCode.POLICY) {
      throw new PolicyException("no policy is left", List.of());
    }
    return end.and(evaluate(run, files, evaluation, usable, diagnostics)).code();
  }

  private ExitCode evaluate(
      String id,
      RuleFiles files,
      Evaluation evaluation,
      List<String> policies,
      Diagnostics diagnostics)
      throws IOException {
    Configuration hadoop = spark.sparkContext().hadoopConfiguration();
    Run run = Runs.of(evaluation, settings, policies);
    Shipped shipped =
        new Shipped(
            files,
            new ArrayList<>(policies),
            Shipped.Bytes.of(settings.boot(false)),
            !noCache,
            failOn,
            new SerializableConfiguration(hadoop));
    try (RunFolder folder = RunFolder.begin(out, id, hadoop)) {
      Tally tally = new FleetRun(spark, shipped, column).run(paths, run, folder);
      diagnostics.printOnce(tally.problems());
      boolean broken = tally.problems().stream().anyMatch(Diagnostics::isError);
      ExitCode packs = diagnostics.packs(evaluation);
      folder.publish();
      err.printf("memfate: %s/%s: %d records%n", out, id, tally.summary().outcomes());
      return tally.end().and(packs).and(broken ? ExitCode.POLICY : ExitCode.DONE);
    } catch (FileAlreadyExistsException | Misuse e) {
      throw misuse(String.valueOf(e.getMessage()));
    }
  }

  /** What cannot be opened here is told before it is sent elsewhere. */
  private void checkRules() {
    try (Evaluation here = new BootEvaluation(rules, settings.packs())) {
      here.policies();
    }
  }

  private void checkName(String policy) {
    if (policy.contains("/") || policy.contains("\\")) {
      throw misuse(
          "--policy takes names: executors do not see %s; copy it into policies/ of the rules folder"
              .formatted(policy));
    }
  }

  private String runId() {
    String id =
        Objects.requireNonNullElseGet(
            runId, () -> RUN_ID.format(Clock.systemUTC().instant().atZone(ZoneOffset.UTC)));
    if (!id.matches("[A-Za-z0-9][A-Za-z0-9._-]*")) {
      throw misuse("--run-id: '%s' is no name of a folder".formatted(id));
    }
    return id;
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
