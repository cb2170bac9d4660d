package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import memfate.importer.capture.CaptureReader;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArchiveTest {
  @TempDir private Path folder;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

  private static String machine(String id) {
    return """
    schema: memfate-platform/1
    id: %s
    firmware-map: [{range: 0x1000-0x1fff, e820: usable}]
    """
        .formatted(id);
  }

  private ArchiveTest file(String name, String text) throws IOException {
    return file(name, text.getBytes(StandardCharsets.UTF_8));
  }

  private ArchiveTest file(String name, byte[] content) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry(name, true);
    entry.setSize(content.length);
    tar.putArchiveEntry(entry);
    tar.write(content);
    tar.closeArchiveEntry();
    return this;
  }

  private byte[] archive() throws IOException {
    tar.close();
    return bytes.toByteArray();
  }

  private static List<String> names(ReadResult result) {
    return result.documents().stream()
        .map(d -> d.isReadable() ? d.platform().id() : d.diagnostics().get(0).message())
        .toList();
  }

  private static ReadResult read(byte[] archive) {
    return new DescriptionReader().read("fleet.tar", archive);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"", "gz", "zst"})
  void itsDescriptionsAreReadInItsOrder(String packing) throws IOException {
    file("b.yaml", machine("b1") + "---\n" + machine("b2"));
    file("README.md", "no description");
    file("a/a.json", "{\"schema\": \"memfate-platform/1\", \"id\": \"a\", \"firmware-map\": []}");
    byte[] packed = pack(packing, archive());

    assertEquals(List.of("b1", "b2", "a"), names(read(packed)));
  }

  private static byte[] pack(String packing, byte[] plain) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (packing) {
          case "gz" -> new GZIPOutputStream(packed);
          case "zst" -> new ZstdOutputStream(packed);
          default -> packed;
        }) {
      out.write(plain);
    }
    return packed.toByteArray();
  }

  @Test
  void diagnosticsNameTheFileWithin() throws IOException {
    ReadResult result = read(file("./a/b.yaml", "id: b\nodd: 1\n").archive());

    assertEquals("fleet.tar!/a/b.yaml", result.diagnostics().get(0).at().file());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"/etc/x.yaml", "../../x.yaml", "a/../../../x.yaml"})
  void pathsThatLeadElsewhereAreOnlyNames(String path) throws IOException {
    ReadResult result = read(file(path, machine("x")).archive());

    assertEquals(List.of("x"), names(result));
    assertTrue(result.platforms().get(0).at().file().startsWith("fleet.tar!/"));
  }

  @Test
  void eachFileOfItHasIdsOfItsOwn() throws IOException {
    file("a.yaml", machine("same"));
    file("b.yaml", machine("same") + "---\n" + machine("same"));

    assertEquals(
        List.of("same", "same", "id 'same' is used twice in this input"), names(read(archive())));
  }

  @Test
  void aPackedFileOfItIsUnpackedUpToALimit() throws IOException {
    file("a.yaml.gz", pack("gz", machine("a").getBytes(StandardCharsets.UTF_8)));
    file("bomb.yaml.zst", pack("zst", new byte[1 << 20]));
    file("c.yaml", machine("c"));
    Limits limits = Limits.DEFAULT.withBytes(1 << 16, 1 << 20);
    ReadResult result = new DescriptionReader(limits).read("fleet.tar", archive());

    assertEquals(
        List.of("a", "cannot read on: it decompresses to more than 65536 bytes", "c"),
        names(result));
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsCutOff() throws IOException {
    file("a.yaml", machine("a")).file("zeros", new byte[4 << 20]).file("b.yaml", machine("b"));
    Limits limits = Limits.DEFAULT.withBytes(1 << 16, 1 << 20);
    ReadResult result = new DescriptionReader(limits).read("fleet.tar", pack("gz", archive()));

    assertEquals("a", names(result).get(0));
    assertEquals(2, result.documents().size());
    assertTrue(names(result).get(1).contains("more than 1048576 bytes"), names(result).get(1));
  }

  @ParameterizedTest(name = "type {0}")
  @ValueSource(bytes = {TarConstants.LF_GNUTYPE_LONGNAME, TarConstants.LF_PAX_EXTENDED_HEADER_LC})
  void aNameThatWouldFillMemoryIsRefused(byte type) throws IOException {
    TarArchiveEntry entry = new TarArchiveEntry("././@LongLink", type);
    entry.setSize(1L << 30);
    byte[] header = new byte[512];
    entry.writeEntryHeader(header);

    assertEquals(
        List.of("cannot read on in the archive: a header of it is larger than 65536 bytes"),
        names(read(header)));
  }

  @Test
  void anArchiveInAnArchiveIsNotLookedInto() throws IOException {
    byte[] inner = new ArchiveTest().file("a.yaml", machine("a")).archive();

    assertEquals(1, read(file("inner.yaml", inner).archive()).documents().size());
    assertEquals(List.of(), read(bytes.toByteArray()).platforms());
  }

  @Test
  void aCutOffArchiveSaysSo() throws IOException {
    file("a.yaml", machine("a")).file("b.yaml", machine("b"));
    byte[] whole = archive();
    ReadResult result = read(java.util.Arrays.copyOf(whole, 512 * 3 + 20));

    assertEquals("a", names(result).get(0));
    assertTrue(names(result).get(1).startsWith("cannot read on"), names(result).get(1));
  }

  @Test
  void anArchiveOfAMachinesFilesIsACapture() throws IOException {
    file("host/notes.json", "{}").file("host/iomem", "00001000-00001fff : System RAM\n");
    Path capture = Files.write(folder.resolve("host.tar"), archive());
    byte[] descriptions = new ArchiveTest().file("a.yaml", machine("a")).archive();
    Path fleet = Files.write(folder.resolve("fleet.tar.gz"), pack("gz", descriptions));

    assertTrue(CaptureReader.isCapture(capture));
    assertFalse(CaptureReader.isCapture(fleet));
  }
}
