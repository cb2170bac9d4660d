package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import memfate.eval.BootEvaluation;
import memfate.eval.Description;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.importer.DescriptionWriter;
import memfate.packs.PackScaffold;
import memfate.platform.Platform;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Begins a pack. */
@Command(
    name = "new",
    description = {
      "Makes the folder of a new pack from a machine that has the quirk: a row that matches it, a",
      "rule that remarks it, a near miss and cases. memfate pack verify takes it as it is."
    },
    mixinStandardHelpOptions = true)
final class PackNewCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(index = "0", paramLabel = "VENDOR/NAME", description = "Id of the pack.")
  private String id = "";

  @Parameters(index = "1", paramLabel = "PLATFORM", description = "Description or capture.")
  private String path = "";

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      description = "Where VENDOR/NAME is made. Default: here.")
  private Path directory = Path.of("");

  PackNewCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    if (!PackScaffold.isId(id)) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no id: write VENDOR/NAME in small letters, digits and dashes".formatted(id));
    }
    Path folder = directory.resolve(id);
    if (Files.exists(folder)) {
      throw new ParameterException(spec.commandLine(), "%s is there already".formatted(folder));
    }
    List<Description> read = new ArrayList<>();
    new BootEvaluation(common.rules()).read(List.of(path), streams.in(), read::add);
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    read.forEach(description -> diagnostics.print(description.diagnostics()));
    Platform platform = read.size() == 1 ? read.get(0).platform() : null;
    if (platform == null) {
      return ExitCode.UNREADABLE.code();
    }
    Map<String, String> files = PackScaffold.files(id, platform, DescriptionWriter.write(platform));
    files.forEach((file, text) -> write(folder.resolve(file), text));
    return ExitCode.DONE.code();
  }

  private void write(Path file, String text) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
      streams.out().println(file);
    } catch (IOException e) {
      throw new OutputFailure(file.toString(), e);
    }
  }
}
