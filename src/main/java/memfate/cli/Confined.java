package memfate.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import memfate.batch.ChildRun;
import memfate.batch.Limits;
import memfate.batch.Overrun;
import memfate.engine.lang.Code;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Runs a command line once more, in a process with limits: one that tries the rules of strangers.
 */
final class Confined {
  /** A command tries many platforms. */
  private static final int TIMES = 10;

  private Confined() {}

  /** Returns what the command ends with there; one that hits a limit has no answer. */
  static ExitCode run(CommandSpec command, Streams streams, Limits limits) {
    List<String> arguments =
        new ArrayList<>(command.root().commandLine().getParseResult().originalArgs());
    arguments.remove("--sandbox");
    arguments.add("--no-sandbox");
    Limits all = new Limits(limits.time().multipliedBy(TIMES), limits.megabytes());
    try {
      int code = ChildRun.run(all, Main.class.getName(), arguments, streams.out(), streams.err());
      return Arrays.stream(ExitCode.values())
          .filter(known -> known.code() == code)
          .findFirst()
          .orElse(ExitCode.BUG);
    } catch (Overrun e) {
      new Diagnostics(streams.err(), false).print(List.of(overran(e)));
      return ExitCode.INCONCLUSIVE;
    }
  }

  private static Diagnostic overran(Overrun e) {
    String what = e.why() == Overrun.Cause.TIME ? "took" : "needed";
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        "the rules %s %s".formatted(what, e.getMessage()),
        SourceLocation.NONE,
        1,
        "",
        "the process that ran them was ended; --limit-seconds and --limit-memory set other limits",
        Code.RULES_OVERRAN.id());
  }
}
