package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import memfate.Page;
import memfate.Page.Command;
import memfate.Page.NewFile;
import memfate.Page.Step;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Follows the README and the pages of the site: writes their files, runs their commands, and
 * compares the outputs that they show. Those of the README that show none are left to {@code
 * .ci/run}, which runs them for real.
 *
 * <p>{@code -Dgolden.update} rewrites the outputs; each command then runs twice, and fails if it
 * does not say the same again.
 */
class PagesTest {
  private static final boolean UPDATE = System.getProperty("golden.update") != null;
  private static final Path README = Path.of("README.md");

  private final Shell shell = new Shell();

  @TestFactory
  Stream<DynamicContainer> pagesSayWhatHappens() {
    return Stream.concat(Stream.of(Page.read(README)), Page.ofTheSite().stream())
        .map(page -> DynamicContainer.dynamicContainer(page.file().toString(), follow(page)));
  }

  private List<DynamicTest> follow(Page page) {
    Map<Command, String> outputs = new LinkedHashMap<>();
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(DynamicTest.dynamicTest("begins without its files", () -> deleteFiles(page)));
    for (Step step : page.steps()) {
      if (step instanceof NewFile file) {
        tests.add(DynamicTest.dynamicTest(file.path().toString(), () -> write(file)));
      } else if (step instanceof Command command && isRunHere(page, command)) {
        String name = "line %d: %s".formatted(command.line(), command.text());
        tests.add(DynamicTest.dynamicTest(name, () -> run(command, page, outputs)));
      }
    }
    if (UPDATE) {
      tests.add(
          DynamicTest.dynamicTest(
              "outputs rewritten",
              () -> Files.writeString(page.file(), page.withOutputs(outputs))));
    }
    return tests;
  }

  private static boolean isRunHere(Page page, Command command) {
    return command.output().shown() || !page.file().equals(README);
  }

  /** A reader has none of them yet; an earlier run may have left some. */
  private static void deleteFiles(Page page) throws IOException {
    for (NewFile file : page.newFiles()) {
      Files.deleteIfExists(file.path());
    }
  }

  /** A new file may change a policy that was compiled before. */
  private void write(NewFile file) {
    file.write();
    if (!file.path().toString().contains("/cases/")) {
      shell.forget();
    }
  }

  private void run(Command command, Page page, Map<Command, String> outputs) {
    Console ran = shell.run(command.text());
    assertEquals(command.exitCode(), ran.code(), ran::out);
    if (command.output().shown()) {
      String expected = UPDATE ? shell.run(command.text()).out() : page.shown(command);
      outputs.put(command, ran.out());
      assertEquals(expected, ran.out(), "what line %d shows".formatted(command.line()));
    }
  }
}
