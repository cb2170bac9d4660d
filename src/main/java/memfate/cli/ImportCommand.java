package memfate.cli;

import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.importer.DescriptionWriter;
import memfate.importer.capture.Capture;
import memfate.importer.capture.CaptureReader;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what a machine prints as a description. */
@Command(
    name = "import",
    description = {
      "Writes what one machine prints as a description: a capture folder, a sosreport, a tar archive,",
      "or single files such as /proc/iomem, dmesg, ACPI tables, cxl list, kernel config."
    },
    mixinStandardHelpOptions = true)
final class ImportCommand implements Callable<Integer> {
  private final Streams streams;

  @Mixin private CommonOptions common;

  @Parameters(
      paramLabel = "PATH",
      arity = "1..*",
      description = "Folders, archives and files, all of one machine; - is standard input.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "File to write (default: standard output).")
  private @Nullable Path output;

  @Option(
      names = "--each",
      description = "Every PATH is a machine of its own: one YAML document each.")
  private boolean each;

  @Option(
      names = "--id",
      paramLabel = "ID",
      description = "Id of the description (default: the name of the first PATH).")
  private @Nullable String id;

  private ExitCode end = ExitCode.DONE;

  ImportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    List<String> documents = new ArrayList<>();
    if (each) {
      paths.forEach(path -> add(List.of(path), documents));
    } else {
      add(paths, documents);
    }
    if (!documents.isEmpty()) {
      write(String.join("---\n", documents));
    }
    return end.code();
  }

  private void add(List<String> machine, List<String> documents) {
    CaptureReader reader = new CaptureReader();
    Capture capture = reader.read(machine, streams.in());
    new Diagnostics(streams.err(), common.quiet()).print(capture.diagnostics());
    boolean failed = capture.diagnostics().stream().anyMatch(d -> d.severity() == Severity.ERROR);
    Platform platform = capture.platform();
    end = end.and(failed || platform == null ? ExitCode.UNREADABLE : ExitCode.DONE);
    if (platform != null) {
      documents.add(DescriptionWriter.write(id == null ? platform : platform.withId(id)));
    }
    if (common.verbose()) {
      capture.formats().forEach(streams.err()::println);
    }
  }

  private void write(String text) {
    String name = output == null ? "standard output" : output.toString();
    try (Writer writer =
        output == null
            ? ResultWriter.to(streams)
            : Files.newBufferedWriter(output, StandardCharsets.UTF_8)) {
      writer.write(text);
    } catch (IOException e) {
      throw new OutputFailure(name, e);
    }
  }
}
