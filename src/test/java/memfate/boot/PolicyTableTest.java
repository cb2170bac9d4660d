package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome.RangeFate;
import org.junit.jupiter.api.Test;

/**
 * The table of {@code policies.md} says what memfate says. Its head links the machines, its first
 * column names the policies; {@code -Dgolden.update} rewrites the rest.
 */
class PolicyTableTest {
  private static final Path PAGE = Path.of("src/site/markdown/policies.md");
  private static final Pattern TABLE =
      Pattern.compile("(?m)^\\| generation (\\|.*)\\n\\|[-|]+\\n((?:\\|.*\\n)+)");
  private static final Pattern LINK = Pattern.compile("\\[[^]]*]\\(([^)]+)\\)");
  private static final Pattern ROW = Pattern.compile("\\| (\\[([^]]+)]\\([^)]*\\)) \\|.*");
  private static final int GIB = 30;

  @Test
  void everyCellIsWhatThePolicyMakesOfTheMachine() throws IOException {
    String page = Files.readString(PAGE);
    Matcher table = TABLE.matcher(page);
    assertEquals(true, table.find(), "the page has the table");
    List<Path> machines =
        LINK.matcher(table.group(1)).results().map(PolicyTableTest::file).toList();
    String rows =
        table.group(2).lines().map(row -> row(row, machines) + "\n").collect(Collectors.joining());
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, page.replace(table.group(2), rows));
    }
    assertEquals(rows, TABLE.matcher(Files.readString(PAGE)).results().findFirst().get().group(2));
  }

  @Test
  void noPolicyIsMissing() throws IOException {
    List<String> rows =
        Files.readAllLines(PAGE).stream()
            .map(ROW::matcher)
            .filter(Matcher::matches)
            .map(row -> row.group(2))
            .sorted()
            .toList();
    assertEquals(Described.POLICIES.names(), rows);
  }

  private static Path file(MatchResult link) {
    return PAGE.getParent().resolve(link.group(1)).normalize();
  }

  private static String row(String row, List<Path> machines) {
    Matcher named = ROW.matcher(row);
    assertEquals(true, named.matches(), row);
    return Stream.concat(
            Stream.of(named.group(1)), machines.stream().map(file -> cell(named.group(2), file)))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  private static String cell(String policy, Path machine) {
    Outcome outcome =
        new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT)
            .run(Described.read(machine));
    String owners =
        outcome.ranges().stream()
            .map(fate -> fate.owner().word())
            .distinct()
            .collect(Collectors.joining(" and "));
    long usable = outcome.ranges().stream().mapToLong(RangeFate::usable).sum();
    long size = outcome.ranges().stream().mapToLong(fate -> fate.range().size()).sum();
    return "%s, %d of %d GiB".formatted(owners, usable >> GIB, size >> GIB);
  }
}
