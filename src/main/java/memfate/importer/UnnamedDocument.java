package memfate.importer;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object on one line without the value of its id: two that are equal describe the same under
 * another name, each at its own place.
 *
 * <p>Of what could make more than places depend on the name nothing is taken: escapes, other files,
 * values that no id may have. Nor is what is too large to be kept.
 */
public final class UnnamedDocument {
  private static final Set<String> REFERRING = Set.of("include", "base", "override", "matrix");
  private static final int LONGEST_ID = 200;
  private static final int LARGEST = 1 << 20;

  private final byte[] bytes;
  private final int from;
  private final int to;
  private final int hash;

  private UnnamedDocument(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    this.from = from;
    this.to = to;
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, from);
    crc.update(bytes, to, bytes.length - to);
    this.hash = (int) crc.getValue();
  }

  /** Cuts the name out; none when the document is of another kind. */
  static Optional<UnnamedDocument> of(byte[] bytes) {
    return bytes.length > LARGEST ? Optional.empty() : Optional.ofNullable(new Scan(bytes).find());
  }

  /** Returns what was cut out. */
  public String id() {
    return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
  }

  /** Returns how many characters stand before the quote that the id begins with. */
  public int idOffset() {
    return new String(bytes, 0, from - 1, StandardCharsets.UTF_8).length();
  }

  /** Bytes that it holds in memory. */
  public int size() {
    return bytes.length;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof UnnamedDocument that
        && hash == that.hash
        && Arrays.equals(bytes, 0, from, that.bytes, 0, that.from)
        && Arrays.equals(bytes, to, bytes.length, that.bytes, that.to, that.bytes.length);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Looks for the id among the keys of the object, without reading what is below them. */
  private static final class Scan {
    private final byte[] bytes;
    private int at;
    private int from;
    private int to;

    Scan(byte[] bytes) {
      this.bytes = bytes;
    }

    @Nullable UnnamedDocument find() {
      int depth = 0;
      do {
        int b = next();
        if (b == '"') {
          int start = at;
          if (!skipText() || depth == 1 && isKey() && !take(start, at - 1)) {
            return null;
          }
        } else if (b == '{' || b == '[') {
          depth++;
        } else if (b == '}' || b == ']') {
          depth--;
        } else if (b < ' ' && b != '\t' || depth == 0) {
          return null;
        }
      } while (depth > 0);
      return from > 0 && isRestBlank() ? new UnnamedDocument(bytes, from, to) : null;
    }

    /** Returns the next byte, 0 behind the last one. */
    private int next() {
      return at < bytes.length ? bytes[at++] & 0xff : 0;
    }

    /** Goes behind the quote that ends a text; one that goes over lines is none. */
    private boolean skipText() {
      for (int b = next(); b != '"'; b = next()) {
        if (b == '\\') {
          b = next();
        }
        if (b < ' ' && b != '\t') {
          return false;
        }
      }
      return true;
    }

    private boolean isKey() {
      int colon = blanks(at);
      return colon < bytes.length && bytes[colon] == ':';
    }

    /** Takes notice of a key; returns false when it makes the document one of another kind. */
    private boolean take(int start, int end) {
      String key = new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
      if (key.equals("id")) {
        return from == 0 && takeId();
      }
      return key.indexOf('\\') < 0 && !REFERRING.contains(key);
    }

    private boolean takeId() {
      at = blanks(blanks(at) + 1);
      if (next() != '"') {
        return false;
      }
      from = at;
      to = at;
      for (int b = next(); isAlphanumeric(b) || to > from && isMark(b); b = next()) {
        to = at;
      }
      return to < bytes.length && bytes[to] == '"' && to > from && to - from <= LONGEST_ID;
    }

    private static boolean isAlphanumeric(int b) {
      return b >= 'a' && b <= 'z' || b >= 'A' && b <= 'Z' || b >= '0' && b <= '9';
    }

    private static boolean isMark(int b) {
      return "._:/+@-".indexOf(b) >= 0;
    }

    private int blanks(int start) {
      int end = start;
      while (end < bytes.length && (bytes[end] == ' ' || bytes[end] == '\t')) {
        end++;
      }
      return end;
    }

    private boolean isRestBlank() {
      while (at < bytes.length && DocumentSplitter.isBlank(bytes[at])) {
        at++;
      }
      return at == bytes.length;
    }
  }
}
