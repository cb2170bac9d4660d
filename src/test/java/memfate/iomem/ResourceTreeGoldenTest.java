package memfate.iomem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares with what the kernel's own code answered: {@code golden/resource-tree/SOURCE.md}. The
 * vectors of another folder are compared with {@code -Dgolden.dir=DIR}.
 */
class ResourceTreeGoldenTest {

  private static final int SHOWN = 20;

  private final JsonMapper json = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> everyVectorComesOutAsInTheKernel() throws IOException {
    List<Path> files = files();
    assertNotEquals(List.of(), files, "folder of golden vectors");
    return files.stream()
        .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> compare(file)));
  }

  private void compare(Path file) throws IOException {
    List<String> differences = new ArrayList<>();
    int vectors = 0;
    int operations = 0;
    int queries = 0;
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          GoldenVector vector = new GoldenVector(json.readTree(line));
          vectors++;
          operations += vector.operations();
          queries += vector.queries();
          differences.addAll(vector.differences());
        }
      }
    }
    System.out.printf(
        "%s: compared %d vectors, %d operations, %d queries; %d differences%n",
        file.getFileName(), vectors, operations, queries, differences.size());
    assertNotEquals(0, vectors, "vectors in " + file.getFileName());
    assertEquals(
        List.of(), differences.stream().limit(SHOWN).toList(), differences.size() + " differences");
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder())) {
      return files.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?")).sorted().toList();
    }
  }

  private static Path folder() {
    return Path.of(System.getProperty("golden.dir", "src/test/resources/golden/resource-tree"));
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
