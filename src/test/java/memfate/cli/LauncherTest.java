package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/memfate} asks of Java: here a script that prints its arguments. */
class LauncherTest {
  private static final Path LAUNCHER = Path.of("src/main/dist/bin/memfate").toAbsolutePath();

  @TempDir Path folder;

  @BeforeEach
  void makeJava() throws IOException {
    Path java = Files.createDirectories(folder.resolve("jdk/bin")).resolve("java");
    Files.writeString(java, "#!/bin/sh\nprintf '%s\\n' \"$@\"\n");
    Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
  }

  private List<String> launch(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("sh", LAUNCHER.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().put("JAVA_HOME", folder.resolve("jdk").toString());
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("none").toString());
    Process process = builder.redirectErrorStream(true).start();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), out);
    return out.lines().toList();
  }

  private void write(String name, int bytes) throws IOException {
    Files.write(folder.resolve(name), new byte[bytes]);
  }

  @ParameterizedTest(name = "{0} of {1} bytes: tier {2}")
  @CsvSource({
    "few.jsonl, 4999999, 1",
    "many.jsonl, 5000000, 4",
    "many.ndjson, 5000000, 4",
    "many.tar, 5000000, 4",
    "few.jsonl.gz, 499999, 1",
    "many.jsonl.gz, 500000, 4",
    "many.tar.zst, 500000, 4",
    "large.yaml, 6000000, 1",
  })
  void theSecondTierIsForFilesOfManyMachines(String name, int bytes, int tier) throws Exception {
    write(name, bytes);
    assertTrue(launch("eval", name).contains("-XX:TieredStopAtLevel=" + tier));
  }

  @ParameterizedTest(name = "eval {0}: tier {1}")
  @CsvSource({"-, 4", "one.yaml, 1", "-o jsonl=run.jsonl one.yaml, 1", "missing.jsonl, 1"})
  void andForStandardInput(String arguments, int tier) throws Exception {
    List<String> said = launch(("eval " + arguments).split(" "));
    assertTrue(said.contains("-XX:TieredStopAtLevel=" + tier), said.toString());
  }

  @ParameterizedTest(name = "a folder of {0} files: tier {1}")
  @CsvSource({"4999, 1", "5000, 4"})
  void andForFoldersOfThousands(int files, int tier) throws Exception {
    Path fleet = Files.createDirectories(folder.resolve("fleet/rack"));
    for (int i = 0; i < files; i++) {
      Files.createFile(fleet.resolve(i + ".yaml"));
    }
    assertTrue(launch("eval", "fleet").contains("-XX:TieredStopAtLevel=" + tier));
  }

  @Test
  void argumentsArePassedOnAsTheyAre() throws Exception {
    List<String> said = launch("eval", "a b", "*", "");
    assertEquals(List.of("eval", "a b", "*", ""), said.subList(said.size() - 4, said.size()));
  }
}
