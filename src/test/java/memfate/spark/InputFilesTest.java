package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.importer.Inputs;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InputFilesTest {
  @TempDir private Path folder;

  @BeforeEach
  void write() throws IOException {
    for (String file : List.of("a.jsonl", "b.yaml", "sub/c.yml.gz", "sub/.hidden.json", "x.txt")) {
      Path path = folder.resolve(file);
      Files.createDirectories(path.getParent());
      Files.writeString(path, "x");
    }
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "/", "/a.jsonl", "/*.jsonl", "/sub", "/s*/*.gz", "/{a,b}.*"})
  void filesAreNamedAsTheLocalBatchNamesThem(String below) throws IOException {
    String argument = folder + below;
    List<String> expected =
        Inputs.expand(List.of(argument), InputStream.nullInputStream()).inputs().stream()
            .map(Inputs.Input::name)
            .toList();

    assertEquals(expected, names(argument));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"inputs/examples", "./inputs/examples/*.yaml", "pom*"})
  void soAreThoseOfTheWorkingDirectory(String argument) throws IOException {
    List<String> expected =
        Inputs.expand(List.of(argument), InputStream.nullInputStream()).inputs().stream()
            .map(Inputs.Input::name)
            .toList();

    assertEquals(expected, names(argument));
  }

  @Test
  void parquetIsFoundToo() throws IOException {
    Files.writeString(folder.resolve("sub/d.parquet"), "x");

    assertEquals(
        List.of(folder + "/sub/c.yml.gz", folder + "/sub/d.parquet"), names(folder + "/sub"));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/nothing", "/nothing*"})
  void whatIsNotThereIsRefused(String below) {
    assertThrows(IOException.class, () -> names(folder + below));
  }

  private static List<String> names(String argument) throws IOException {
    return new InputFiles(new Configuration())
        .find(argument).stream().map(InputFile::name).toList();
  }
}
