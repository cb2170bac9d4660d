package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RuleCacheTest {
  private static final Path RULES = Path.of("rules");
  private static final FileTime LONG_AGO = FileTime.fromMillis(0);

  @TempDir Path temporary;
  private Path folder;
  private final List<String> notes = new ArrayList<>();

  @BeforeEach
  void chooseFolder() {
    folder = temporary.resolve("cache").resolve("memfate");
  }

  @Test
  void whatIsCachedDecidesAsWhatIsCompiled() throws IOException {
    Policy compiled = policy();
    assertEquals("rwx------", permissions(folder));
    Files.setLastModifiedTime(file(), LONG_AGO);
    Policy cached = policy();
    assertEquals(LONG_AGO, Files.getLastModifiedTime(file()), "it was not written again");
    assertEquals(Set.copyOf(compiled.rules()), Set.copyOf(cached.rules()));
    assertEquals(outcome(compiled), outcome(cached));
    assertEquals(List.of(), notes);
  }

  @Test
  void whatWasChangedIsCompiledAnew() throws IOException {
    Policy compiled = policy();
    byte[] bytes = Files.readAllBytes(file());
    for (int at : new int[] {0, 40, bytes.length - 1}) {
      byte[] changed = bytes.clone();
      changed[at] ^= 1;
      Files.write(file(), changed);
      notes.clear();
      assertEquals(outcome(compiled), outcome(policy()));
      assertTrue(notes.get(0).endsWith("its digest is another"), notes.toString());
    }
    Files.write(file(), new byte[0]);
    notes.clear();
    assertEquals(outcome(compiled), outcome(policy()));
    assertEquals(1, notes.size());
    notes.clear();
    policy();
    assertEquals(List.of(), notes, "it was written anew");
  }

  @Test
  void aFolderThatIsOpenToOthersIsNotUsed() throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxr-x"));
    policy();
    assertEquals(0, files());
    assertTrue(notes.get(0).endsWith("is open to others (rwxrwxr-x)"), notes.toString());
  }

  @Test
  void aFileThatIsOpenToOthersIsNotUsed() throws IOException {
    policy();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString("rw-rw-rw-"));
    policy();
    assertTrue(notes.get(0).endsWith("is open to others (rw-rw-rw-)"), notes.toString());
    assertEquals("rw-------", permissions(file()), "the user's own took its place");
  }

  @Test
  void aLinkToAFolderIsNotUsed() throws IOException {
    Path elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    Files.createDirectories(folder.getParent());
    Files.createSymbolicLink(folder, elsewhere);
    policy();
    assertEquals(0, files());
    assertTrue(notes.get(0).endsWith("is no folder"), notes.toString());
  }

  @Test
  void otherRulesHaveAnotherKey() {
    RuleSource source = new RuleSource("a.drl", "package a", Band.POLICY, null);
    String key = CacheKey.of(List.of(source), List.of());
    assertEquals(key, CacheKey.of(List.of(source), List.of()));
    for (RuleSource other :
        List.of(
            new RuleSource("a.drl", "package b", Band.POLICY, null),
            new RuleSource("b.drl", "package a", Band.POLICY, null),
            new RuleSource("a.drl", "package a", Band.VENDOR, null))) {
      assertFalse(key.equals(CacheKey.of(List.of(other), List.of())), other.toString());
    }
    assertFalse(key.equals(CacheKey.of(List.of(source, source), List.of())));
  }

  private Policy policy() {
    PolicyLibrary library = new PolicyLibrary(RULES);
    library.cacheIn(RuleCache.in(folder, notes::add));
    return library.policy("v6.12");
  }

  private static Outcome outcome(Policy policy) {
    Platform platform =
        new DescriptionReader()
            .read(Path.of("inputs/examples/04-sr-larger-than-region.yaml"))
            .documents()
            .get(0)
            .platform();
    return new Boot(policy, BootOptions.DEFAULT).run(platform);
  }

  private Path file() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.findFirst().orElseThrow();
    }
  }

  private long files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.count();
    }
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
