package memfate.trial;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import memfate.importer.DescriptionReader;
import memfate.importer.Document;
import memfate.importer.Inputs;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;

/** Finds and reads cases. */
public final class CaseReader {
  private static final String FOLDER = "cases";

  private CaseReader() {}

  /**
   * Cases, and what is wrong with their files.
   *
   * @param cases those that can be read, in the order of their files
   * @param problems what is wrong with the rest, and warnings
   */
  public record Cases(List<RuleCase> cases, List<Diagnostic> problems) {}

  /** Returns the files of all {@code cases} folders below a folder, sorted. */
  private static List<Path> files(Path folder) {
    return yaml(folder).stream().filter(CaseReader::isBesideRules).toList();
  }

  private static List<Path> yaml(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns whether a file stands in a folder of cases. */
  static boolean isBesideRules(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder != null && folder.endsWith(FOLDER);
  }

  /**
   * Reads what a command line names: of a folder the cases beside its rules, or the descriptions in
   * it when there is no case.
   */
  public static Cases read(List<Path> paths) {
    List<Diagnostic> problems = new ArrayList<>();
    return read(files(paths, problems), problems);
  }

  /** Reads all descriptions below a folder, none when it is not there. */
  static Cases below(Path folder) {
    return read(Files.isDirectory(folder) ? yaml(folder) : List.of(), List.of());
  }

  private static Cases read(Collection<Path> files, List<Diagnostic> before) {
    List<RuleCase> cases = new ArrayList<>();
    List<Diagnostic> problems = new ArrayList<>(before);
    for (Path file : files) {
      for (Document document : new DescriptionReader().read(file).documents()) {
        problems.addAll(document.diagnostics());
        Platform platform = document.platform();
        if (platform != null) {
          add(file, platform, cases, problems);
        }
      }
    }
    return new Cases(List.copyOf(cases), List.copyOf(problems));
  }

  private static void add(
      Path file, Platform platform, List<RuleCase> cases, List<Diagnostic> problems) {
    try {
      cases.add(RuleCase.of(file, platform));
    } catch (IllegalArgumentException noSwitches) {
      problems.add(Diagnostic.error("x-quirks: " + noSwitches.getMessage(), platform.at()));
    }
  }

  private static Set<Path> files(List<Path> paths, List<Diagnostic> problems) {
    Set<Path> files = new LinkedHashSet<>();
    for (Path path : paths) {
      List<Path> cases = Files.isDirectory(path) ? files(path) : List.of();
      if (cases.isEmpty()) {
        Inputs inputs = Inputs.expand(List.of(path.toString()), InputStream.nullInputStream());
        problems.addAll(inputs.diagnostics());
        inputs.inputs().forEach(input -> files.add(Path.of(input.name())));
      } else {
        files.addAll(cases);
      }
    }
    return files;
  }
}
