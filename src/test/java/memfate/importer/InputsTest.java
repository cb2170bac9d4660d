package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InputsTest {
  private static final String TEXT = "schema: memfate-platform/1\nid: %s\nfirmware-map: unknown\n";

  @TempDir Path directory;

  @BeforeEach
  void fill() throws IOException {
    for (String name : List.of("b.yaml", "a.json", "sub/c.yml", ".hidden.yaml", ".git/d.yaml")) {
      write(name, TEXT.formatted("plain").getBytes(StandardCharsets.UTF_8));
    }
    write("notes.txt", new byte[] {1});
    write("e.yaml.gz", gzip(TEXT.formatted("packed")));
    write(
        "f.jsonl.zst", Zstd.compress(TEXT.formatted("squeezed").getBytes(StandardCharsets.UTF_8)));
  }

  private void write(String name, byte[] bytes) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return bytes.toByteArray();
  }

  private Inputs expand(String... arguments) {
    return Inputs.expand(List.of(arguments), InputStream.nullInputStream());
  }

  private List<String> names(Inputs inputs) {
    return inputs.inputs().stream()
        .map(i -> directory.relativize(Path.of(i.name())).toString())
        .toList();
  }

  @Test
  void aDirectoryGivesItsDescriptionsByPath() {
    Inputs inputs = expand(directory.toString());
    assertEquals(
        List.of("a.json", "b.yaml", "e.yaml.gz", "f.jsonl.zst", "sub/c.yml"), names(inputs));
    assertEquals(List.of(), inputs.diagnostics());
  }

  @Test
  void aGlobGivesWhatMatches() {
    assertEquals(List.of("b.yaml"), names(expand(directory + "/*.yaml")));
    assertEquals(List.of("sub/c.yml"), names(expand(directory + "/**/*.yml")));
  }

  @Test
  void argumentsKeepTheirOrder() {
    Inputs inputs = expand(directory.resolve("sub/c.yml") + "", directory.resolve("b.yaml") + "");
    assertEquals(List.of("sub/c.yml", "b.yaml"), names(inputs));
  }

  @Test
  void anyFileMayBeNamedItself() {
    assertEquals(List.of(".hidden.yaml"), names(expand(directory.resolve(".hidden.yaml") + "")));
  }

  @Test
  void whatNamesNothingIsTold() throws IOException {
    Files.createDirectory(directory.resolve("empty"));
    Inputs inputs =
        expand(directory + "/none.yaml", directory + "/*.xml", directory + "/empty", "a\0b", "[");
    assertEquals(List.of(), inputs.inputs());
    List<String> reasons =
        inputs.diagnostics().stream()
            .map(Diagnostic::message)
            .map(m -> m.replaceFirst(".*: ", ""))
            .toList();
    assertEquals("no such file or directory", reasons.get(0));
    assertEquals("no file matches", reasons.get(1));
    assertEquals("the directory holds no description and no capture", reasons.get(2));
    assertEquals(5, reasons.size());
  }

  @Test
  void packedInputsRead() {
    List<String> ids =
        expand(directory.toString()).inputs().stream()
            .flatMap(input -> new DescriptionReader().read(input).platforms().stream())
            .map(platform -> platform.id())
            .toList();
    assertEquals(List.of("plain", "plain", "packed", "squeezed", "plain"), ids);
  }

  @Test
  void standardInputReads() {
    InputStream in =
        new ByteArrayInputStream(TEXT.formatted("piped").getBytes(StandardCharsets.UTF_8));
    Inputs inputs = Inputs.expand(List.of("-"), in);
    ReadResult result = new DescriptionReader().read(inputs.inputs().get(0));
    assertEquals("piped", result.platforms().get(0).id());
    assertEquals("-", result.platforms().get(0).at().file());
  }

  @Test
  void aBombIsAnError() throws IOException {
    write("bomb.yaml.gz", gzip("# ".repeat(1 << 20)));
    write("bomb.yaml.zst", Zstd.compress(new byte[1 << 21]));
    DescriptionReader reader = new DescriptionReader(Limits.DEFAULT.withBytes(1 << 20, 1 << 20));
    for (String name : List.of("bomb.yaml.gz", "bomb.yaml.zst")) {
      List<Diagnostic> told = reader.read(directory.resolve(name)).diagnostics();
      assertEquals(
          "cannot read on: it decompresses to more than 1048576 bytes", told.get(0).message());
    }
  }

  @Test
  void anInputThatNeverEndsDoes() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 0;
          }
        };
    DescriptionReader reader = new DescriptionReader(Limits.DEFAULT.withBytes(1000, 1000));
    List<Diagnostic> told = reader.read("-", endless).diagnostics();
    assertEquals("cannot read on: no end of the document within 2000 bytes", told.get(0).message());
  }

  @Test
  void aFileThatIsGoneIsTold() {
    ReadResult result = new DescriptionReader().read(directory.resolve("gone.yaml"));
    assertTrue(
        result.diagnostics().get(0).message().endsWith("gone.yaml: no such file or directory"));
    assertEquals(1, result.documents().size());
  }

  @Test
  void theDigestOfASingleDocumentIsTheFiles() throws IOException {
    write("g.json", "{\"schema\":\"memfate-platform/1\"}\n".getBytes(StandardCharsets.UTF_8));
    for (String name : List.of("b.yaml", "g.json")) {
      byte[] bytes = Files.readAllBytes(directory.resolve(name));
      String digest = new DescriptionReader().read(name, bytes).documents().get(0).sha256();
      assertEquals(sha256(bytes), digest);
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      byte[] digest = java.security.MessageDigest.getInstance("SHA-256").digest(bytes);
      return java.util.HexFormat.of().formatHex(digest);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
