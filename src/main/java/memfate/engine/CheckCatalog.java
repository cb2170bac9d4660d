package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The manual pages of the checks: the head comments of {@code rules/checks/*.drl}, read as text.
 *
 * <p>A page begins with {@code CODE, severity: title.}, several severities joined by {@code or};
 * paragraphs follow, and at the end lines that begin with {@code Source:}. A file without such a
 * comment is no check and has no page.
 */
public final class CheckCatalog {
  private static final Pattern COMMENT = Pattern.compile("/\\*(.*?)\\*/", Pattern.DOTALL);
  private static final Pattern MARGIN = Pattern.compile("(?m)^[ \\t]*\\*?[ \\t]?");
  private static final Pattern HEAD = Pattern.compile("([A-Z][A-Z0-9-]+), ([a-z ]+): (.+)");
  private static final String SOURCE = "Source:";

  /**
   * The page of one check.
   *
   * @param code such as {@code WINDOW-ALIGN-256M}
   * @param severities {@code error}, {@code warning}, {@code info}: one, or several
   * @param title what is wrong, one sentence
   * @param rationale paragraphs: what it means and why it matters
   * @param sources who says so: kernel functions, mails, specifications
   * @param file path of its file, as in the repository
   * @param line line of its first rule, 1-based
   */
  public record Check(
      String code,
      List<String> severities,
      String title,
      List<String> rationale,
      List<String> sources,
      String file,
      int line) {}

  private final List<Check> checks;

  private CheckCatalog(List<Check> checks) {
    this.checks = List.copyOf(checks);
  }

  /**
   * Reads the pages of a rules folder; one without {@code checks/} has none.
   *
   * @throws PolicyException if a file cannot be read
   */
  public static CheckCatalog read(Path rules) {
    return read(rules, "checks");
  }

  /**
   * As {@link #read}, of checks and of what must hold of every order, {@code invariants/}.
   *
   * @throws PolicyException if a file cannot be read
   */
  public static CheckCatalog withInvariants(Path rules) {
    List<Check> all = new ArrayList<>(read(rules).checks());
    all.addAll(read(rules, "invariants").checks());
    all.sort(Comparator.comparing(Check::code));
    return new CheckCatalog(all);
  }

  private static CheckCatalog read(Path rules, String name) {
    Path folder = rules.resolve(name);
    if (!Files.isDirectory(folder)) {
      return new CheckCatalog(List.of());
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return new CheckCatalog(
          files
              .filter(file -> file.toString().endsWith(".drl"))
              .map(file -> page(file, "rules/" + rules.relativize(file).toString()))
              .flatMap(Optional::stream)
              .sorted(Comparator.comparing(Check::code))
              .toList());
    } catch (IOException e) {
      throw PolicyException.of("cannot read the checks: " + e, folder.toString());
    }
  }

  private static Optional<Check> page(Path file, String name) {
    try {
      return Optional.ofNullable(page(name, Files.readString(file, StandardCharsets.UTF_8)));
    } catch (IOException e) {
      throw PolicyException.of("cannot read a check: " + e, file.toString());
    }
  }

  /** Returns the page of a file, null when it is no check. */
  static @Nullable Check page(String file, String text) {
    Matcher comment = COMMENT.matcher(text);
    if (!comment.find()) {
      return null;
    }
    String plain = MARGIN.matcher(comment.group(1).replace("\r", "")).replaceAll("");
    List<String> paragraphs =
        Arrays.stream(plain.strip().split("\\n\\s*\\n")).map(String::strip).toList();
    Matcher head = HEAD.matcher(onOneLine(paragraphs.get(0)));
    if (!head.matches()) {
      return null;
    }
    List<String> rationale = new ArrayList<>();
    List<String> sources = new ArrayList<>();
    for (String paragraph : paragraphs.subList(1, paragraphs.size())) {
      if (paragraph.startsWith(SOURCE)) {
        Arrays.stream(paragraph.split("(?m)^" + SOURCE))
            .map(CheckCatalog::onOneLine)
            .filter(source -> !source.isEmpty())
            .forEach(sources::add);
      } else {
        rationale.add(onOneLine(paragraph));
      }
    }
    String code = head.group(1);
    return new Check(
        code,
        List.of(head.group(2).split(" or ")),
        head.group(3),
        List.copyOf(rationale),
        List.copyOf(sources),
        file,
        lineOf("rule \"" + code + ":", text));
  }

  private static String onOneLine(String paragraph) {
    return paragraph.strip().replaceAll("\\s*\\n\\s*", " ");
  }

  private static int lineOf(String start, String text) {
    List<String> lines = text.lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).startsWith(start)) {
        return i + 1;
      }
    }
    return 1;
  }

  /** Returns all pages, sorted by code. */
  public List<Check> checks() {
    return checks;
  }

  /** Returns the page of a code, in capitals or not. */
  public Optional<Check> check(String code) {
    return checks.stream().filter(check -> check.code().equalsIgnoreCase(code)).findFirst();
  }
}
