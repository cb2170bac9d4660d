package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
  private final Configuration hadoop = new Configuration();

  @TempDir private Path out;

  @Test
  void aRunHasWhatItsAttemptsWrote() throws IOException {
    try (RunFolder folder = begin("run")) {
      attempt(folder, "records-0-1", "records/part-0.jsonl", "lost\n");
      folder.take(attempt(folder, "records-0-2", "records/part-0.jsonl", "won\n"));
      folder.write("run.jsonl", List.of("a\n", "b\n"));
      folder.publish();
    }

    assertEquals(
        List.of("dead-letters", "fates", "records", "records/part-0.jsonl", "run.jsonl"),
        visible(out.resolve("run")));
    assertEquals("won\n", Files.readString(out.resolve("run/records/part-0.jsonl")));
    assertEquals("a\nb\n", Files.readString(out.resolve("run/run.jsonl")));
    assertEquals(List.of("run"), list());
  }

  @Test
  void aRunThatFailedLeavesNothing() throws IOException {
    try (RunFolder folder = begin("run")) {
      folder.take(attempt(folder, "records-0-1", "records/part-0.jsonl", "x\n"));
      folder.write("run.jsonl", List.of("x\n"));
    }

    assertEquals(List.of(), list());
  }

  @Test
  void whatIsThereIsNotTouched() throws IOException {
    Files.createDirectory(out.resolve("run"));

    assertThrows(FileAlreadyExistsException.class, () -> begin("run"));
    assertEquals(List.of("run"), list());
  }

  @Test
  void norIsWhatCameInTheMeantime() throws IOException {
    try (RunFolder folder = begin("run")) {
      Files.createDirectory(out.resolve("run"));
      Files.writeString(out.resolve("run/mine"), "x");
      assertThrows(IOException.class, folder::publish);
    }

    assertEquals(List.of("mine"), visible(out.resolve("run")));
    assertEquals(List.of("run"), list());
  }

  private RunFolder begin(String run) throws IOException {
    return RunFolder.begin(out.toString(), run, hadoop);
  }

  private static Attempt attempt(RunFolder folder, String name, String to, String text)
      throws IOException {
    String file = folder.attempts() + "/" + name;
    Files.writeString(Path.of(java.net.URI.create(file).getPath()), text);
    TreeMap<String, String> files = new TreeMap<>();
    files.put(file, to);
    return new Attempt(files, new Tally());
  }

  private List<String> list() throws IOException {
    try (Stream<Path> entries = Files.list(out)) {
      return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
    }
  }

  private static List<String> visible(Path folder) throws IOException {
    try (Stream<Path> entries = Files.walk(folder)) {
      return entries
          .map(entry -> folder.relativize(entry).toString())
          .filter(name -> !name.isEmpty() && !name.matches("(.*/)?\\..*"))
          .sorted()
          .toList();
    }
  }
}
