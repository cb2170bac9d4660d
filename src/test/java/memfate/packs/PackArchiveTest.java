package memfate.packs;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import memfate.engine.PolicyException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives: the same bytes for the same files, and nothing that somebody changed. */
class PackArchiveTest {
  @TempDir private Path work;

  private PackFolder pack() {
    return PackFolder.of(work.resolve("source"), "a/b").write("README.md", "read me\n");
  }

  private static PackFiles files(PackFolder pack) {
    return PackFiles.ofFolder(pack.path(), "p");
  }

  private Path archive(byte[] bytes) throws IOException {
    Path archive = Files.createDirectories(work.resolve("archives")).resolve("a-b.zip");
    Files.write(archive, bytes);
    return archive;
  }

  private PackLibrary open(TrustedKeys keys) {
    Path folder = work.resolve("archives");
    PackPath.Place place = new PackPath.Place(folder, "archives", false, true);
    return PackLibrary.open(new PackPath(List.of(place)), "0.1", keys, QuirkSwitches.NONE);
  }

  @Test
  void theSameFilesGiveTheSameBytesWhateverTheirDates() throws IOException {
    PackFolder pack = pack();
    byte[] first = PackBuilder.archive(files(pack), null);
    Files.setLastModifiedTime(
        pack.path().resolve("README.md"), java.nio.file.attribute.FileTime.fromMillis(0));
    Files.writeString(pack.path().resolve(".hidden"), "not part of it");
    assertArrayEquals(first, PackBuilder.archive(files(pack), null));
    // Changes only when the form of archives does.
    assertEquals(
        files(pack).sha256(),
        PackFiles.ofArchive(archive(first), "a-b.zip").sha256(),
        "the digest of a pack is that of its files");
  }

  @Test
  void anArchiveIsAPackLikeItsFolder() throws IOException {
    archive(PackBuilder.archive(files(pack()), null));
    PackLibrary library = open(TrustedKeys.NONE);
    assertEquals(List.of(), library.broken());
    assertEquals("a/b", library.packs().get(0).id());
    assertEquals("archives/a-b.zip!/match.yaml", library.packs().get(0).rows().get(0).at().file());
  }

  @Test
  void aFileThatWasChangedAddedOrTakenIsNoticed() throws IOException {
    PackFolder pack = pack();
    pack.write("SHA256SUMS", files(pack).sums());
    assertEquals(List.of(), files(pack).checkSums());
    pack.write("README.md", "read me, too\n").write("more.txt", "more\n");
    Files.delete(pack.path().resolve("match.yaml"));
    assertEquals(
        List.of("p/README.md", "p/more.txt", "p/match.yaml"),
        files(pack).checkSums().stream().map(d -> d.at().toString()).toList());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"../evil", "/etc/evil", "a\\b", "c:evil", ".hidden/evil", "a//b"})
  void anArchiveNamesNothingOutsideOfItself(String path) throws IOException {
    Path archive = archive(zip(path, "SHA256SUMS"));
    PolicyException e =
        assertThrows(PolicyException.class, () -> PackFiles.ofArchive(archive, "x.zip"));
    assertEquals("the archive names a file \"%s\"".formatted(path), e.getMessage());
  }

  @Test
  void anArchiveThatUnpacksToTooMuchIsRefused() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry("zeros"));
      zip.write(new byte[(16 << 20) + 1]);
    }
    Path archive = archive(bytes.toByteArray());
    assertTrue(Files.size(archive) < 1 << 20);
    PolicyException e =
        assertThrows(PolicyException.class, () -> PackFiles.ofArchive(archive, "x.zip"));
    assertEquals("the pack has more than 16 MiB", e.getMessage());
  }

  private static byte[] zip(String... paths) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (String path : paths) {
        zip.putNextEntry(new ZipEntry(path));
        zip.write("x".getBytes(StandardCharsets.UTF_8));
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void aSignatureCountsWhenATrustedKeyMadeIt() throws Exception {
    KeyPair vendor = keys();
    archive(
        PackBuilder.archive(files(pack()), pem("vendor.key", "PRIVATE KEY", vendor.getPrivate())));

    TrustedKeys trusting =
        TrustedKeys.usual(List.of(pem("vendor.pub", "PUBLIC KEY", vendor.getPublic())));
    assertEquals(List.of(), open(trusting).broken());

    TrustedKeys others =
        TrustedKeys.usual(List.of(pem("other.pub", "PUBLIC KEY", keys().getPublic())));
    for (TrustedKeys keys : List.of(others, TrustedKeys.NONE)) {
      PackLibrary library = open(keys);
      assertEquals(List.of(), library.packs());
      assertEquals(
          "no key that is trusted here made this signature of SHA256SUMS",
          library.broken().get(0).why().get(0).message());
    }
  }

  @Test
  void aSignedPackThatWasChangedIsNotUsed() throws Exception {
    KeyPair vendor = keys();
    PackFolder pack = pack();
    byte[] archive =
        PackBuilder.archive(files(pack), pem("vendor.key", "PRIVATE KEY", vendor.getPrivate()));
    String text =
        new String(archive, StandardCharsets.ISO_8859_1).replace("read me\n", "read it\n");
    archive(text.getBytes(StandardCharsets.ISO_8859_1));
    assertEquals(1, open(TrustedKeys.NONE).broken().size());
  }

  private static KeyPair keys() throws GeneralSecurityException {
    return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
  }

  private Path pem(String file, String what, Key key) throws IOException {
    String text = Base64.getMimeEncoder().encodeToString(key.getEncoded());
    return Files.writeString(
        work.resolve(file),
        "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, text, what));
  }
}
