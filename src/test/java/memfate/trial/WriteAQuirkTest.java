package memfate.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import memfate.Page;
import memfate.Page.Command;
import memfate.Page.NewFile;
import org.junit.jupiter.api.Test;

/**
 * {@code write-a-quirk.md} keeps to what it promises; {@code PagesTest} follows it literally, to
 * the end of {@code pack verify}.
 */
class WriteAQuirkTest {
  private static final Page PAGE = Page.read(Path.of("src/site/markdown/write-a-quirk.md"));
  private static final String LAUNCHER = "target/memfate/bin/memfate ";
  private static final int MOST_LINES = 30;

  private static List<Command> commands() {
    return PAGE.steps().stream()
        .filter(Command.class::isInstance)
        .map(Command.class::cast)
        .toList();
  }

  @Test
  void nobodyWritesJava() {
    Set<String> languages = new TreeSet<>();
    PAGE.newFiles().forEach(file -> languages.add(file.language()));
    assertEquals(Set.of("drl", "yaml"), languages);
    long lines =
        PAGE.newFiles().stream()
            .filter(file -> file.language().equals("drl"))
            .flatMap(file -> file.text().replaceAll("/\\*.*?\\*/|//.*", "").lines())
            .filter(line -> !line.isBlank())
            .count();
    assertTrue(lines <= MOST_LINES, lines + " lines of DRL");
  }

  @Test
  void memfateIsTheOnlyTool() {
    List<String> others =
        commands().stream()
            .map(Command::text)
            .filter(text -> !text.startsWith(LAUNCHER) && !text.equals("rm -rf target/packs"))
            .toList();
    assertEquals(List.of(), others);
  }

  @Test
  void thePackIsVerifiedAfterItsLastFile() {
    int lastFile = PAGE.newFiles().stream().mapToInt(NewFile::line).max().orElseThrow();
    assertTrue(
        commands().stream()
            .anyMatch(
                command ->
                    command.line() > lastFile
                        && command.exitCode() == 0
                        && command.text().equals(LAUNCHER + "pack verify target/packs/acme/z9")));
  }
}
