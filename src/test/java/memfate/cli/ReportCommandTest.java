package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder;

  @Test
  void aPageGoesToStandardOutputUnlessAFileIsNamed() {
    Path run = Fleet.write(folder.resolve("run.jsonl"), 3, 1);
    Console console = report(run.toString());
    assertEquals(0, console.code(), console.err());
    assertTrue(console.out().startsWith("<!DOCTYPE html>"), console.out());
    assertTrue(console.out().endsWith("</html>\n"));
  }

  @Test
  void severalRunsAreOnePage() {
    Path one = Fleet.write(folder.resolve("one.jsonl"), 3, 1);
    Path two = Fleet.write(folder.resolve("two.jsonl"), 3, 1);
    String page = report(one.toString(), two.toString()).out();
    assertTrue(page.contains("one.jsonl") && page.contains("two.jsonl"));
  }

  @Test
  void thePageNeverTakesThePlaceOfARun() throws IOException {
    Path run = Fleet.write(folder.resolve("run.jsonl"), 1, 1);
    String before = Files.readString(run);
    Console console = report(run.toString(), "-o", run.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains("would overwrite the input"), console.err());
    assertEquals(before, Files.readString(run));
  }

  @Test
  void whatCannotBeReadIsNamedAndNoPageIsWritten() throws IOException {
    Path page = folder.resolve("page.html");
    Path binary = Files.write(folder.resolve("binary.jsonl"), new byte[] {(byte) 0xff, 0x41});
    for (String path : new String[] {"nowhere.jsonl", binary.toString(), "README.md"}) {
      Console console = report(path, "-o", page.toString());
      assertEquals(3, console.code(), path);
      assertTrue(console.err().contains(path), console.err());
      assertTrue(Files.notExists(page), path);
    }
  }

  @Test
  void aRunWithoutPlatformsIsNoPage() {
    Path run = Fleet.write(folder.resolve("run.jsonl"), 0, 1);
    Console console = report(run.toString());
    assertEquals(3, console.code());
    assertTrue(console.err().contains("there is no platform to show"), console.err());
  }

  @Test
  void aMissingRunIsAQuestionOfUsage() {
    assertEquals(2, report().code());
  }

  private static Console report(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "report";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Console.run((rules, packs) -> new FakeEvaluation(), all);
  }
}
