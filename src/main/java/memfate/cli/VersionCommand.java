package memfate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;
import java.util.concurrent.Callable;
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
      "memfate " + version(), "records " + Run.SCHEMA, "java " + Runtime.version()
    };
  }

  /** Returns the version that the build wrote down. */
  static String version() {
    Properties properties = new Properties();
    try (InputStream in = VersionCommand.class.getResourceAsStream("version.properties")) {
      if (in == null) {
        throw new IllegalStateException("this build has no version.properties");
      }
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties.getProperty("version");
  }
}
