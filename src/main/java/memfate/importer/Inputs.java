package memfate.importer;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/**
 * The inputs that a command line names: files, directories, globs, {@code -}.
 *
 * @param inputs what to read, in the order of the arguments, sorted by path within one argument
 * @param diagnostics arguments that name nothing
 */
public record Inputs(List<Input> inputs, List<Diagnostic> diagnostics) {
  private static final Pattern DESCRIPTION =
      Pattern.compile("[^.].*\\.(ya?ml|json|jsonl)(\\.gz|\\.zst)?");
  private static final Pattern GLOB = Pattern.compile(".*[*?\\[{].*");

  public Inputs {
    inputs = List.copyOf(inputs);
    diagnostics = List.copyOf(diagnostics);
  }

  /** Something to read, and what diagnostics call it. */
  public interface Input {
    String name();

    /** Opens the bytes as they are; {@link DescriptionReader} unpacks .gz and .zst. */
    InputStream open() throws IOException;
  }

  /** A folder or archive of what a machine printed, to be read whole. */
  public record CaptureInput(String name, Path path) implements Input {
    @Override
    public InputStream open() throws IOException {
      throw new IOException("it is a capture, not a description");
    }
  }

  /** A file. */
  record FileInput(String name, Path path) implements Input {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(path);
    }
  }

  /** Standard input; closing it leaves the stream open. */
  record StandardInput(String name, InputStream stream) implements Input {
    @Override
    public InputStream open() {
      return new FilterInputStream(stream) {
        @Override
        public void close() {}
      };
    }
  }

  /** As {@link #expand(List, InputStream, Predicate)} where nothing is a capture. */
  public static Inputs expand(List<String> arguments, InputStream stdin) {
    return expand(arguments, stdin, path -> false);
  }

  /**
   * Finds what the arguments name.
   *
   * @param stdin what {@code -} reads
   * @param capture whether a path is a capture, which is one input whatever is in it
   */
  public static Inputs expand(List<String> arguments, InputStream stdin, Predicate<Path> capture) {
    List<Input> inputs = new ArrayList<>();
    List<Diagnostic> diagnostics = new ArrayList<>();
    for (String argument : arguments) {
      if (argument.equals("-")) {
        inputs.add(new StandardInput("-", stdin));
        continue;
      }
      try {
        paths(argument, capture)
            .forEach(
                path ->
                    inputs.add(
                        capture.test(path)
                            ? new CaptureInput(path.toString(), path)
                            : new FileInput(path.toString(), path)));
      } catch (IOException | InvalidPathException | PatternSyntaxException e) {
        diagnostics.add(refuse(argument, e));
      }
    }
    return new Inputs(inputs, diagnostics);
  }

  /** Returns the file or the folder in which everything lies that an argument names. */
  public static Path root(String argument) {
    Path path = Path.of(argument);
    return Files.exists(path) || !GLOB.matcher(argument).matches() ? path : fixedPart(path);
  }

  /** Returns whether a file of a folder or an archive is read, by its name. */
  public static boolean isDescription(String fileName) {
    return DESCRIPTION.matcher(fileName).matches();
  }

  /** Says in words why something could not be read. */
  public static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "no such file or directory";
    }
    if (e instanceof EOFException) {
      return "the compressed data is cut off";
    }
    return e instanceof AccessDeniedException
        ? "permission denied"
        : String.valueOf(e.getMessage());
  }

  private static Diagnostic refuse(String argument, Exception e) {
    String reason = e instanceof IOException io ? reason(io) : e.getMessage();
    String message = "cannot read %s: %s".formatted(argument, reason);
    return Diagnostic.error(message, new SourceLocation(argument, 0, 0));
  }

  private static List<Path> paths(String argument, Predicate<Path> capture) throws IOException {
    Path path = Path.of(argument);
    if (Files.exists(path) && capture.test(path)) {
      return List.of(path);
    }
    if (Files.isDirectory(path)) {
      return nonEmpty(
          descriptions(path, capture), "the directory holds no description and no capture");
    }
    if (Files.exists(path)) {
      return List.of(path);
    }
    if (!GLOB.matcher(argument).matches()) {
      throw new IOException("no such file or directory");
    }
    return nonEmpty(glob(argument, capture), "no file matches");
  }

  private static List<Path> nonEmpty(List<Path> paths, String otherwise) throws IOException {
    if (paths.isEmpty()) {
      throw new IOException(otherwise);
    }
    return paths;
  }

  private static List<Path> descriptions(Path directory, Predicate<Path> capture)
      throws IOException {
    return walk(directory, capture, path -> isDescription(path.getFileName().toString()));
  }

  private static List<Path> glob(String argument, Predicate<Path> capture) throws IOException {
    Path fixed = fixedPart(Path.of(argument));
    PathMatcher matcher =
        FileSystems.getDefault().getPathMatcher("glob:" + Path.of(argument).normalize());
    if (!Files.isDirectory(fixed)) {
      return List.of();
    }
    return walk(
        fixed,
        path -> matcher.matches(path.normalize()) && capture.test(path),
        path -> matcher.matches(path.normalize()));
  }

  /** Returns the leading directories of a glob that hold no special character. */
  private static Path fixedPart(Path glob) {
    Path fixed = glob.isAbsolute() ? glob.getRoot() : Path.of("");
    for (Path name : glob) {
      if (GLOB.matcher(name.toString()).matches()) {
        break;
      }
      fixed = fixed.resolve(name);
    }
    return fixed;
  }

  /** Lists regular files below a directory by path, without dotfiles and dot directories. */
  private static List<Path> walk(Path directory, Predicate<Path> capture, PathMatcher matcher)
      throws IOException {
    List<Path> found = new ArrayList<>();
    List<Path> directories = new ArrayList<>();
    try (Stream<Path> entries = Files.list(directory)) {
      for (Path entry : (Iterable<Path>) entries::iterator) {
        if (entry.getFileName().toString().startsWith(".")) {
          continue;
        }
        if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
          (capture.test(entry) ? found : directories).add(entry);
        } else if (Files.isRegularFile(entry) && matcher.matches(entry)) {
          found.add(entry);
        }
      }
    }
    for (Path below : directories) {
      found.addAll(walk(below, capture, matcher));
    }
    found.sort(Comparator.comparing(Path::toString));
    return found;
  }
}
