package memfate.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import memfate.report.page.Page;
import memfate.report.page.PageData;
import memfate.report.page.PageDataReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes a page of recorded runs. */
@Command(
    name = "report",
    description = "Writes recorded runs as one HTML page, to be looked at without a network.",
    mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
  private final Streams streams;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Parameters(
      arity = "1..*",
      paramLabel = "RUN.jsonl",
      description = "What eval or explore wrote with -o jsonl; with --detail every panel has data.")
  private List<String> paths = new ArrayList<>();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Where to write the page (default: standard output).")
  private @Nullable Path output;

  ReportCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    refuseOverwriting();
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    PageDataReader reader = new PageDataReader();
    List<Diagnostic> problems = new ArrayList<>();
    try {
      for (String path : paths) {
        read(path, reader, problems);
      }
      problems.addAll(reader.problems());
      if (!reader.isEmpty()) {
        write(reader.data());
      }
    } catch (PageDataReader.TooLarge e) {
      problems.add(Diagnostic.error(String.valueOf(e.getMessage()), SourceLocation.NONE));
    }
    if (reader.isEmpty() && problems.isEmpty()) {
      problems.add(
          Diagnostic.error("there is no platform to show", new SourceLocation(paths.get(0), 0, 0)));
    }
    diagnostics.print(problems);
    return (problems.isEmpty() ? ExitCode.DONE : ExitCode.UNREADABLE).code();
  }

  private void refuseOverwriting() {
    for (String path : paths) {
      if (output != null && output.toAbsolutePath().equals(Path.of(path).toAbsolutePath())) {
        throw new ParameterException(
            spec.commandLine(), "-o %s would overwrite the input".formatted(output));
      }
    }
  }

  private static void read(String path, PageDataReader reader, List<Diagnostic> problems)
      throws PageDataReader.TooLarge {
    try (BufferedReader in = Files.newBufferedReader(Path.of(path))) {
      reader.read(path, in);
    } catch (CharacterCodingException e) {
      problems.add(unreadable(path, "it is not UTF-8"));
    } catch (FileSystemException e) {
      problems.add(
          unreadable(path, Files.exists(Path.of(path)) ? "cannot be read" : "no such file"));
    } catch (IOException e) {
      problems.add(unreadable(path, "cannot read on: " + e.getMessage()));
    }
  }

  private static Diagnostic unreadable(String path, String why) {
    return Diagnostic.error(why, new SourceLocation(path, 0, 0));
  }

  private void write(PageData data) {
    Path file = output;
    try (Writer out = file == null ? ResultWriter.to(streams) : Files.newBufferedWriter(file)) {
      Page.write(data, out);
    } catch (IOException e) {
      throw new OutputFailure(file == null ? "standard output" : file.toString(), e);
    }
  }
}
