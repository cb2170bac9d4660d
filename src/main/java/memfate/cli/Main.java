package memfate.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import memfate.engine.PolicyException;
import memfate.eval.BootEvaluation;
import memfate.eval.Diagnostics;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** The program. */
public final class Main {
  private static final int BUFFER = 1 << 16;
  private static final int USAGE_WIDTH = 100;

  private final Streams streams;
  private final EvaluationSource evaluations;
  private final Pause pause;

  Main(Streams streams, EvaluationSource evaluations) {
    this(streams, evaluations, Pause.SHORT);
  }

  /**
   * Makes the program.
   *
   * @param pause between two looks at files that are watched
   */
  Main(Streams streams, EvaluationSource evaluations, Pause pause) {
    this.streams = streams;
    this.evaluations = evaluations;
    this.pause = pause;
  }

  /** Runs a command line on the standard streams and ends the process. */
  public static void main(String[] args) {
    StandardOutput standard = new StandardOutput();
    PrintStream out =
        new PrintStream(
            new java.io.BufferedOutputStream(standard, BUFFER), false, StandardCharsets.UTF_8);
    PrintStream err =
        new PrintStream(
            new java.io.FileOutputStream(java.io.FileDescriptor.err), true, StandardCharsets.UTF_8);
    Streams streams = new Streams(System.in, out, err, isTerminal(), standard::failure);
    System.exit(new Main(streams, BootEvaluation::new).run(args));
  }

  /**
   * Runs a command line.
   *
   * @param out takes results
   * @param err takes diagnostics
   * @return the exit code
   */
  public static int run(String[] args, InputStream in, PrintStream out, PrintStream err) {
    return new Main(new Streams(in, out, err, false, () -> null), BootEvaluation::new).run(args);
  }

  int run(String[] args) {
    ExitCode written = ExitCode.DONE;
    int code;
    try {
      code = commandLine().execute(args);
      streams.out().flush();
      if (streams.out().checkError() && !told(code)) {
        written = failed(new OutputFailure("standard output", streams.failure().get()), false);
      }
    } catch (RuntimeException | Error e) {
      // Java ends with 1 when this goes further, and 1 means findings.
      code = ExitCode.BUG.code();
      new Diagnostics(streams.err(), false).bug(e, true);
    }
    streams.err().flush();
    return written == ExitCode.DONE || code == ExitCode.BUG.code() ? code : written.code();
  }

  private static boolean told(int code) {
    return code == ExitCode.OUTPUT.code() || code == ExitCode.READER_LEFT.code();
  }

  private CommandLine commandLine() {
    CommandLine line = new CommandLine(new MemfateCommand());
    line.getCommandSpec().version(VersionCommand.lines());
    line.addSubcommand(new EvalCommand(streams, evaluations, pause));
    line.addSubcommand(new ExplainCommand(streams, evaluations));
    line.addSubcommand(new ExploreCommand(streams, evaluations));
    line.addSubcommand(new DiffCommand(streams, evaluations));
    line.addSubcommand(new LintCommand(streams, evaluations));
    line.addSubcommand(new ImportCommand(streams));
    line.addSubcommand(new ReportCommand(streams));
    line.addSubcommand(new ServeCommand(streams));
    line.addSubcommand(new AnswerCommand(streams));
    line.addSubcommand(new VerifyCommand(streams, evaluations));
    line.addSubcommand(
        new CommandLine(new PolicyCommand())
            .addSubcommand(new PolicyListCommand(streams))
            .addSubcommand(new PolicyShowCommand(streams)));
    line.addSubcommand(
        new CommandLine(new PackCommand())
            .addSubcommand(new PackListCommand(streams))
            .addSubcommand(new PackWhichCommand(streams))
            .addSubcommand(new PackNewCommand(streams))
            .addSubcommand(new PackVerifyCommand(streams))
            .addSubcommand(new PackBuildCommand(streams)));
    line.addSubcommand(new SummaryCommand(streams));
    line.addSubcommand(new TestCommand(streams, evaluations, pause));
    line.addSubcommand(new CheckCommand(streams, evaluations));
    line.addSubcommand(new WorkerCommand(streams, evaluations));
    line.addSubcommand(new FactsCommand(streams, evaluations));
    line.addSubcommand(new SchemaCommand(streams));
    line.addSubcommand(new SynthCommand(streams));
    line.addSubcommand(new VersionCommand(streams));
    line.getSubcommands()
        .values()
        .forEach(command -> command.getCommandSpec().version(VersionCommand.lines()));
    line.setOut(new java.io.PrintWriter(streams.out(), true, StandardCharsets.UTF_8));
    line.setErr(new java.io.PrintWriter(streams.err(), true, StandardCharsets.UTF_8));
    line.setColorScheme(CommandLine.Help.defaultColorScheme(Ansi.OFF));
    line.setUsageHelpWidth(USAGE_WIDTH);
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setParameterExceptionHandler((e, args) -> misused(e));
    line.setExecutionExceptionHandler((e, command, parsed) -> failed(e, isVerbose(parsed)).code());
    return line;
  }

  private int misused(ParameterException e) {
    PrintStream err = streams.err();
    err.println("memfate: " + e.getMessage());
    UnmatchedArgumentException.printSuggestions(e, err);
    err.println("Try '%s --help'.".formatted(e.getCommandLine().getCommandSpec().qualifiedName()));
    return ExitCode.USAGE.code();
  }

  private static boolean isVerbose(ParseResult parsed) {
    return parsed.hasSubcommand() && parsed.subcommand().hasMatchedOption("-v");
  }

  private ExitCode failed(Exception e, boolean verbose) {
    if (e instanceof PolicyException policy) {
      new Diagnostics(streams.err(), false).print(policy.diagnostics());
      return ExitCode.POLICY;
    }
    if (e instanceof OutputFailure output) {
      if (output.readerLeft()) {
        return ExitCode.READER_LEFT;
      }
      streams.err().println("memfate: " + output.getMessage());
      return ExitCode.OUTPUT;
    }
    new Diagnostics(streams.err(), false).bug(e, verbose);
    return ExitCode.BUG;
  }

  /** The launcher knows whether standard output is a terminal; Java 17 does not. */
  private static boolean isTerminal() {
    String noColour = System.getenv("NO_COLOR");
    return Boolean.getBoolean("memfate.terminal")
        && (noColour == null || noColour.isEmpty())
        && !"dumb".equals(System.getenv("TERM"));
  }
}
