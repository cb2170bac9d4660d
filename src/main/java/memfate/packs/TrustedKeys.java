package memfate.packs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import memfate.engine.PolicyException;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/**
 * The Ed25519 keys whose signatures of packs count.
 *
 * <p>A signature that is there is checked: one that no trusted key made is an error. A pack without
 * one is taken as it is.
 */
public final class TrustedKeys {
  static final Path FOLDER = Path.of("/etc/memfate/keys");
  private static final String ALGORITHM = "Ed25519";

  /** No key. */
  public static final TrustedKeys NONE = new TrustedKeys(List.of());

  private final List<PublicKey> keys;

  private TrustedKeys(List<PublicKey> keys) {
    this.keys = keys;
  }

  /**
   * Reads keys.
   *
   * @throws PolicyException if one is no public Ed25519 key
   */
  public static TrustedKeys of(List<Path> files) {
    return new TrustedKeys(files.stream().map(TrustedKeys::publicKey).toList());
  }

  /** As {@link #of} with the administrator's keys. */
  public static TrustedKeys usual(List<Path> files) {
    return of(usualFiles(files));
  }

  /** Returns files of keys, and the administrator's: {@code /etc/memfate/keys/*.pem}. */
  public static List<Path> usualFiles(List<Path> files) {
    List<Path> all = new ArrayList<>(files);
    if (Files.isDirectory(FOLDER)) {
      try (Stream<Path> found = Files.list(FOLDER)) {
        found.filter(file -> file.toString().endsWith(".pem")).sorted().forEach(all::add);
      } catch (IOException e) {
        throw PackFiles.broken("cannot list the keys: " + e, FOLDER.toString());
      }
    }
    return all;
  }

  private static PublicKey publicKey(Path file) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePublic(new X509EncodedKeySpec(pem(file, "PUBLIC KEY")));
    } catch (GeneralSecurityException e) {
      throw PackFiles.broken("this is no public Ed25519 key", file.toString());
    }
  }

  private static PrivateKey privateKey(Path file) {
    try {
      return KeyFactory.getInstance(ALGORITHM)
          .generatePrivate(new PKCS8EncodedKeySpec(pem(file, "PRIVATE KEY")));
    } catch (GeneralSecurityException e) {
      throw PackFiles.broken("this is no private Ed25519 key", file.toString());
    }
  }

  private static byte[] pem(Path file, String what) {
    try {
      String text = Files.readString(file, StandardCharsets.US_ASCII);
      String begin = "-----BEGIN %s-----".formatted(what);
      String end = "-----END %s-----".formatted(what);
      int from = text.indexOf(begin);
      int to = text.indexOf(end);
      if (from < 0 || to < from) {
        throw PackFiles.broken("the file has no %s".formatted(begin), file.toString());
      }
      return Base64.getMimeDecoder().decode(text.substring(from + begin.length(), to));
    } catch (IOException | IllegalArgumentException e) {
      throw PackFiles.broken("cannot read the key: " + e, file.toString());
    }
  }

  /** Returns what is wrong with the signature of a pack; nothing when it has none. */
  List<Diagnostic> check(PackFiles files) {
    byte[] signature = files.bytes(PackFiles.SIGNATURE);
    if (signature == null) {
      return List.of();
    }
    byte[] signed = files.bytes(PackFiles.SUMS);
    boolean trusted = signed != null && keys.stream().anyMatch(key -> made(key, signed, signature));
    String message =
        "no key that is trusted here made this signature of %s".formatted(PackFiles.SUMS);
    return trusted
        ? List.of()
        : List.of(
            new Diagnostic(
                Diagnostic.Severity.ERROR,
                message,
                new SourceLocation(files.nameOf(PackFiles.SIGNATURE), 0, 0),
                1,
                "",
                "name the vendor's public key by --pack-key, or put it into " + FOLDER));
  }

  private static boolean made(PublicKey key, byte[] signed, byte[] signature) {
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key);
      verifier.update(signed);
      return verifier.verify(Base64.getMimeDecoder().decode(signature));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /**
   * Signs a text.
   *
   * @param keyFile a private key (PKCS #8, PEM)
   * @return the signature in base 64, on a line
   */
  static String sign(Path keyFile, byte[] text) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(privateKey(keyFile));
      signer.update(text);
      return Base64.getEncoder().encodeToString(signer.sign()) + "\n";
    } catch (GeneralSecurityException e) {
      throw PackFiles.broken("cannot sign with this key: " + e.getMessage(), keyFile.toString());
    }
  }
}
