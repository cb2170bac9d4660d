package memfate.importer.capture;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.FirmwareEntry;
import memfate.platform.Platform;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whole captures: which files are taken, and what becomes of sources that do not agree. */
class CaptureReaderTest {
  private static final String IOMEM =
      "100000-7fffffff : System RAM\n110000000-14fffffff : Soft Reserved\n";
  private static final AddressRange SOFT_RESERVED = new AddressRange(0x110000000L, 0x14fffffffL);

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"iomem", "iomem.final", "host1-iomem.txt", "2026-11-26_iomem", "host1.iomem.gz"})
  void aFileIsFoundInAFolderByAWordOfItsName(String name) throws IOException {
    Files.write(folder.resolve(name), name.endsWith(".gz") ? gzip(IOMEM) : IOMEM.getBytes(UTF_8));
    assertTrue(CaptureReader.isCapture(folder));
    assertEquals(List.of(SOFT_RESERVED), softReserved(new CaptureReader().read(folder)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"7.3.4-f-cfmws-none-srat", "cxl-list-qemu", "dmesg"})
  void aFolderOfCapturesIsNone(String name) throws IOException {
    Path below = Files.createDirectory(folder.resolve(name));
    Files.writeString(below.resolve("iomem"), IOMEM);
    assertFalse(CaptureReader.isCapture(folder));
    assertTrue(CaptureReader.isCapture(below));
  }

  @Test
  void aFolderOfDescriptionsIsNoCapture() throws IOException {
    Files.writeString(folder.resolve("host1-iomem.yaml"), "schema: memfate-platform/1\n");
    assertFalse(CaptureReader.isCapture(folder));
  }

  @Test
  void anArchiveIsKnownByHowItStartsToo() throws IOException {
    Path archive = folder.resolve("upload.bin");
    Files.write(archive, tar("machine/../../iomem", IOMEM));
    assertTrue(CaptureReader.isCapture(archive));
    Capture capture = new CaptureReader().read(archive);
    assertEquals(List.of(SOFT_RESERVED), softReserved(capture));
    assertEquals(List.of(archive + "!machine/../../iomem: /proc/iomem"), capture.formats());
  }

  @Test
  void standardInputTakesAFileAndAnArchive() throws IOException {
    assertEquals(List.of(SOFT_RESERVED), softReserved(piped(IOMEM.getBytes(UTF_8))));
    assertEquals(List.of(SOFT_RESERVED), softReserved(piped(tar("iomem", IOMEM))));
  }

  private static Capture piped(byte[] bytes) throws IOException {
    BufferedInputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
    assertTrue(CaptureReader.isCapture(in));
    return new CaptureReader().read(List.of("-"), in);
  }

  @Test
  void aPipedDescriptionIsNoCapture() throws IOException {
    String text = "# 100000-7fffffff : System RAM\nschema: memfate-platform/1\n";
    InputStream bytes = new ByteArrayInputStream(text.getBytes(UTF_8));
    assertFalse(CaptureReader.isCapture(new BufferedInputStream(bytes)));
  }

  @Test
  void textOfWindowsIsText() throws IOException {
    Path file =
        Files.write(folder.resolve("iomem.txt"), IOMEM.replace("\n", "\r\n").getBytes(UTF_16));
    Capture capture = new CaptureReader().read(file);
    assertEquals(List.of(), capture.diagnostics());
    assertEquals(List.of(SOFT_RESERVED), softReserved(capture));
  }

  @Test
  void whatIsMissingOrNoArchiveIsSaidInWords() throws IOException {
    Path missing = folder.resolve("missing");
    assertEquals(
        List.of("cannot read %s: no such file or directory".formatted(missing)),
        messages(new CaptureReader().read(missing)));
    Path text = Files.writeString(folder.resolve("text.tar"), "hello\n");
    assertEquals(
        List.of("cannot read %s: it is no tar archive, or an empty one".formatted(text)),
        messages(new CaptureReader().read(text)));
  }

  @Test
  void aFileThatIsLeftOutAloneIsNoCapture() {
    Capture capture = new CaptureReader().read("x", List.of(file("notes.txt", "hello\n")));
    assertNull(capture.platform());
    assertEquals(List.of("not a file that memfate knows"), messages(capture));
  }

  @Test
  void devicesAloneDoNotTellDecoders() {
    String listing =
        "[{\"memdev\": \"mem0\", \"ram_size\": 1073741824, \"host\": \"0000:0d:00.0\"}]";
    Platform platform = read(file("cxl-list.json", listing));
    assertEquals(1, platform.memdevs().rows().size());
    assertTrue(platform.decoders().isUnknown());
  }

  @Test
  void anEndThatTwoSourcesTellDifferentlyIsNamedAtBothPlaces() {
    Capture capture =
        new CaptureReader()
            .read(
                "x",
                List.of(
                    file(
                        "dmesg.txt",
                        "[    0.000000] BIOS-e820: [mem 0x0000000110000000-0x000000014fffffff] soft reserved\n"),
                    file("iomem.final", "110000000-18fffffff : Soft Reserved\n")));
    assertEquals(1, capture.diagnostics().size(), capture.diagnostics().toString());
    Diagnostic said = capture.diagnostics().get(0);
    String whole = said.at() + " " + said.message() + " " + said.help();
    assertTrue(whole.contains("iomem.final:1") && whole.contains("dmesg.txt:1"), whole);
    assertTrue(whole.contains("18fffffff") && whole.contains("14fffffff"), whole);
  }

  @Test
  void aCommandLineThatTwoSourcesTellDifferentlyIsNamedAtBothPlaces() {
    Capture capture =
        new CaptureReader()
            .read(
                "x",
                List.of(
                    file(
                        "dmesg.txt",
                        "[    0.000000] Kernel command line: quiet efi=nosoftreserve\n"),
                    file("cmdline.txt", "root=/dev/sda1 ro quiet\n")));
    assertEquals(1, capture.diagnostics().size(), capture.diagnostics().toString());
    Diagnostic said = capture.diagnostics().get(0);
    String whole = said.at() + " " + said.message() + " " + said.help();
    assertTrue(whole.contains("cmdline.txt:1") && whole.contains("dmesg.txt:1"), whole);
  }

  private static Artifact file(String name, String text) {
    return new Artifact(name, text.getBytes(UTF_8));
  }

  private static Platform read(Artifact... files) {
    Platform platform = new CaptureReader().read("x", List.of(files)).platform();
    assertNotNull(platform);
    return platform;
  }

  private static List<AddressRange> softReserved(Capture capture) {
    Platform platform = capture.platform();
    assertNotNull(platform, capture.diagnostics().toString());
    return platform.firmwareMap().rows().stream()
        .filter(entry -> entry.type().equals("soft-reserved"))
        .map(FirmwareEntry::range)
        .toList();
  }

  private static List<String> messages(Capture capture) {
    return capture.diagnostics().stream().map(Diagnostic::message).toList();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(bytes)) {
      out.write(text.getBytes(UTF_8));
    }
    return bytes.toByteArray();
  }

  private static byte[] tar(String name, String text) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes)) {
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(text.getBytes(UTF_8).length);
      out.putArchiveEntry(entry);
      out.write(text.getBytes(UTF_8));
      out.closeArchiveEntry();
    }
    return bytes.toByteArray();
  }
}
