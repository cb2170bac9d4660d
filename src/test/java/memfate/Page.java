package memfate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A page of the documentation, as a reader would follow it from top to bottom.
 *
 * <ul>
 *   <li>A line of a {@code sh} block is a command. Maven is left out: it runs the tests.
 *   <li>In a {@code console} block, {@code $} begins a command; what follows it is its output.
 *   <li>A block of another language is a file if its first line is a comment that names one.
 * </ul>
 *
 * A command that ends with a backslash goes on in the next line. {@code # exit N} states an exit
 * code other than 0.
 *
 * @param file where it stands
 * @param lines its text
 * @param steps what a reader does, in order
 */
public record Page(Path file, List<String> lines, List<Step> steps) {
  private static final Pattern FENCE = Pattern.compile("```(\\w*)");
  private static final Pattern NAMED_FILE = Pattern.compile("(?:#|//) (\\S+/\\S+\\.\\w+)");
  private static final Pattern COMMENT = Pattern.compile("\\s+#(?:.*\\bexit (\\d+))?.*$");
  private static final Pattern MAVEN = Pattern.compile("^mvn .*?(?:&& |$)");

  /** What a reader does at one place of a page. */
  public sealed interface Step permits NewFile, Command {

    /** Returns the line of the page, from 1. */
    int line();
  }

  /**
   * A file to write.
   *
   * @param path as its first line names it
   * @param text all of the block
   */
  public record NewFile(int line, String language, Path path, String text) implements Step {

    /** Writes it where the page says. */
    public void write() {
      writeTo(path);
    }

    /** Writes it elsewhere. */
    public void writeTo(Path place) {
      try {
        Files.createDirectories(place.toAbsolutePath().getParent());
        Files.writeString(place, text);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /**
   * A command to type.
   *
   * @param text without prompt and comment
   * @param exitCode as the comment states it
   * @param output what the page shows of it
   */
  public record Command(int line, String text, int exitCode, Output output) implements Step {}

  /**
   * What a page shows of a command's output.
   *
   * @param shown whether it shows any, even none
   * @param from index of its first line in the page
   * @param to index behind its last line
   */
  public record Output(boolean shown, int from, int to) {
    private static final Output NOT_SHOWN = new Output(false, 0, 0);
  }

  /** Reads a page. */
  public static Page read(Path file) {
    try {
      List<String> lines = Files.readAllLines(file);
      return new Page(file, lines, steps(lines));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the pages of {@code src/site/markdown}, sorted. */
  public static List<Page> ofTheSite() {
    try (Stream<Path> files = Files.list(Path.of("src/site/markdown"))) {
      return files.filter(f -> f.toString().endsWith(".md")).sorted().map(Page::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files that the page tells to write. */
  public List<NewFile> newFiles() {
    return steps.stream().filter(NewFile.class::isInstance).map(NewFile.class::cast).toList();
  }

  /** Returns what the page shows of a command, each line ended by a newline. */
  public String shown(Command command) {
    return ended(lines.subList(command.output().from(), command.output().to()));
  }

  /** Returns the page's text with other outputs. */
  public String withOutputs(Map<Command, String> outputs) {
    List<String> changed = new ArrayList<>(lines);
    for (int i = steps.size() - 1; i >= 0; i--) {
      if (steps.get(i) instanceof Command command && outputs.containsKey(command)) {
        List<String> place = changed.subList(command.output().from(), command.output().to());
        place.clear();
        place.addAll(outputs.get(command).lines().toList());
      }
    }
    return ended(changed);
  }

  private static String ended(List<String> lines) {
    return lines.isEmpty() ? "" : String.join("\n", lines) + "\n";
  }

  private static List<Step> steps(List<String> lines) {
    List<Step> steps = new ArrayList<>();
    for (int at = 0; at < lines.size(); at++) {
      Matcher fence = FENCE.matcher(lines.get(at));
      if (fence.matches()) {
        int end = lines.subList(at + 1, lines.size()).indexOf("```") + at + 1;
        addSteps(fence.group(1), lines, at + 1, end, steps);
        at = end;
      }
    }
    return steps;
  }

  private static void addSteps(
      String language, List<String> lines, int from, int to, List<Step> steps) {
    switch (language) {
      case "sh" -> addCommands(lines, from, to, "", steps);
      case "console" -> addCommands(lines, from, to, "$ ", steps);
      default -> {
        Matcher named = NAMED_FILE.matcher(lines.get(from));
        if (named.matches()) {
          String text = ended(lines.subList(from, to));
          steps.add(new NewFile(from + 1, language, Path.of(named.group(1)), text));
        }
      }
    }
  }

  private static void addCommands(
      List<String> lines, int from, int to, String prompt, List<Step> steps) {
    int at = from;
    while (at < to) {
      int start = at;
      StringBuilder text = new StringBuilder(lines.get(at++).substring(prompt.length()));
      while (text.toString().endsWith("\\")) {
        text.setLength(text.length() - 1);
        text.append(lines.get(at++).strip());
      }
      int outputFrom = at;
      while (!prompt.isEmpty() && at < to && !lines.get(at).startsWith(prompt)) {
        at++;
      }
      Output output = prompt.isEmpty() ? Output.NOT_SHOWN : new Output(true, outputFrom, at);
      addCommand(start + 1, text.toString(), output, steps);
    }
  }

  private static void addCommand(int line, String typed, Output output, List<Step> steps) {
    Matcher comment = COMMENT.matcher(typed);
    String stated = comment.find() ? comment.group(1) : null;
    String text = MAVEN.matcher(comment.replaceFirst("")).replaceFirst("").strip();
    if (!text.isEmpty()) {
      int exitCode = stated == null ? 0 : Integer.parseInt(stated);
      steps.add(new Command(line, text, exitCode, output));
    }
  }
}
