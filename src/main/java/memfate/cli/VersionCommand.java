package memfate.cli;

import java.util.concurrent.Callable;
import memfate.eval.ExitCode;
import memfate.eval.Version;
import memfate.report.Run;
import picocli.CommandLine.Command;

/** Which memfate this is. */
@Command(
    name = "version",
    description = "Prints the version of memfate, of its records and of the Java that runs it.",
    mixinStandardHelpOptions = true)
final class VersionCommand implements Callable<Integer> {
  private final Streams streams;

  VersionCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    for (String line : lines()) {
      streams.out().println(line);
    }
    return ExitCode.DONE.code();
  }

  static String[] lines() {
    return new String[] {
      "memfate " + Version.current(), "records " + Run.SCHEMA, "java " + Runtime.version()
    };
  }
}
