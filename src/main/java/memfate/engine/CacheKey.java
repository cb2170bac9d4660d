package memfate.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;

/** Digests all that compiled rules are made of. */
final class CacheKey {
  private final MessageDigest digest = sha256();

  private CacheKey() {}

  /**
   * Returns the SHA-256 of rules, of what they leave out, and of what compiles them, in hex.
   *
   * @throws UncheckedIOException if this program cannot be read
   */
  static String of(List<RuleSource> sources, List<RuleCompiler.Replacement> replaced) {
    CacheKey key = new CacheKey();
    for (RuleSource source : sources) {
      key.add(source.file()).add(source.text()).add(source.band().name());
      key.add(String.valueOf(source.part()));
    }
    replaced.forEach(replacement -> key.add(replacement.toString()));
    key.add(System.getProperty("java.vm.version", ""));
    key.addProgram();
    return HexFormat.of().formatHex(key.digest.digest());
  }

  static byte[] sha256(byte[] bytes) {
    return sha256().digest(bytes);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  private CacheKey add(String text) {
    return add(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Adds bytes with their number, so that no two lists of them look alike. */
  private CacheKey add(byte[] bytes) {
    digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
    digest.update(bytes);
    return this;
  }

  /** The vocabulary and the engine with their bytes, the libraries beside them by name and size. */
  private void addProgram() {
    try {
      Path program = program();
      if (Files.isDirectory(program)) {
        addAll(program.resolve("memfate"));
      } else {
        add(Files.readAllBytes(program));
        addNames(program.resolveSibling(""));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path program() throws IOException {
    CodeSource source = CacheKey.class.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IOException("nobody knows where this program is");
    }
    try {
      return Path.of(source.getLocation().toURI()).toAbsolutePath();
    } catch (URISyntaxException e) {
      throw new IOException(e);
    }
  }

  private void addAll(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(file.toString()).add(Files.readAllBytes(file));
      }
    }
  }

  private void addNames(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        add(file.getFileName() + " " + Files.size(file));
      }
    }
  }
}
