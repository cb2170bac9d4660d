package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the README's commands in this process, each with the exit code that its comment states
 * ({@code # exit 1}), else 0. {@code .ci/run} runs them for real.
 */
class ReadmeTest {
  private static final Pattern BLOCK =
      Pattern.compile("^```sh\\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);
  private static final Pattern COMMAND =
      Pattern.compile("target/memfate/bin/memfate ([^|&>#\\n]*)(?:#.*\\bexit (\\d+).*)?");

  @TestFactory
  Stream<DynamicTest> commandsOfTheReadmeWork() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    Matcher block = BLOCK.matcher(Files.readString(Path.of("README.md")));
    while (block.find()) {
      Matcher command = COMMAND.matcher(block.group(1));
      while (command.find()) {
        String[] args = command.group(1).strip().split("\\s+");
        int code = command.group(2) == null ? 0 : Integer.parseInt(command.group(2));
        tests.add(
            DynamicTest.dynamicTest(
                "memfate %s ends with %d".formatted(String.join(" ", args), code),
                () -> runs(args, code)));
      }
    }
    assertFalse(tests.isEmpty());
    return tests.stream();
  }

  private static void runs(String[] args, int code) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int end =
        Main.run(
            args,
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8));
    assertEquals(code, end, () -> err.toString(StandardCharsets.UTF_8));
  }
}
