package memfate.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import memfate.eval.ExitCode;
import memfate.synth.Fleet;
import memfate.synth.Form;
import memfate.synth.Shape;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes descriptions of machines that could be. */
@Command(
    name = "synth",
    description = {
      "Writes believable descriptions, one JSON line each: most machines are fine, some have a known",
      "trouble. The same options give the same bytes."
    },
    mixinStandardHelpOptions = true)
final class SynthCommand implements Callable<Integer> {
  private static final int BUFFER = 1 << 16;

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Option(names = "--seed", paramLabel = "S", description = "Any number (default: 1).")
  private long seed = 1;

  @Option(names = "--count", paramLabel = "N", description = "How many (default: 1).")
  private long count = 1;

  @Option(
      names = "--shape",
      paramLabel = "SHAPE",
      description = {
        "small (default): about 5 Soft Reserved ranges in at most 1 KiB; medium: about 50; large:",
        "about 500."
      })
  private Shape shape = Shape.SMALL;

  @Option(
      names = "--ranges",
      paramLabel = "N",
      description = "Soft Reserved ranges of each machine, instead of what the shape says.")
  private int ranges;

  @Option(
      names = "--distinct",
      paramLabel = "D",
      description = "Only so many machines differ in more than their id.")
  private long distinct;

  @Option(
      names = "-o",
      paramLabel = "FILE",
      description = {
        "File to write (default: standard output); as YAML documents when its name ends in .yaml or",
        ".yml."
      })
  private @Nullable Path file;

  SynthCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    if (count < 0 || ranges < 0 || distinct < 0) {
      throw new ParameterException(
          spec.commandLine(),
          "--count, --ranges and --distinct need a number that is not negative");
    }
    Fleet fleet = new Fleet(seed, shape, ranges, distinct);
    Path target = file;
    if (target == null) {
      fleet.write(count, Form.JSON_LINES, streams.out());
      return ExitCode.DONE.code();
    }
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target), BUFFER)) {
      fleet.write(count, form(target), out);
    } catch (IOException e) {
      throw new OutputFailure(target.toString(), e);
    }
    return ExitCode.DONE.code();
  }

  private static Form form(Path file) {
    String name = file.toString().toLowerCase(Locale.ROOT);
    return name.endsWith(".yaml") || name.endsWith(".yml") ? Form.YAML : Form.JSON_LINES;
  }
}
