package memfate.importer.capture;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import memfate.importer.Source;
import memfate.platform.SourceLocation;

/** One file of a capture, unpacked. */
public final class Artifact {
  private final String name;
  private final byte[] bytes;

  /**
   * Takes a file.
   *
   * @param name path as the user gave it; below an archive, the archive's path, {@code !} and the
   *     path inside it
   * @param bytes what it holds; not copied
   */
  public Artifact(String name, byte[] bytes) {
    this.name = name;
    this.bytes = bytes;
  }

  /** Returns the path. */
  public String name() {
    return name;
  }

  /** Returns what it holds; not a copy, not to be changed. */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns the last part of the path, without {@code .gz}, {@code .xz} or {@code .zst}. */
  public String fileName() {
    String last = name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('!')) + 1);
    return last.replaceFirst("\\.(gz|xz|zst)$", "");
  }

  /**
   * Returns the bytes as text, UTF-16 where they start with its mark, as Windows writes it; what is
   * no text becomes the replacement character.
   */
  public String text() {
    return new String(bytes, charset());
  }

  /** Returns the first bytes as text, to recognise the file by. */
  public String head() {
    return new String(bytes, 0, Math.min(bytes.length, 4096), charset());
  }

  private Charset charset() {
    int first = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << 8 | bytes[1] & 0xff;
    return first == 0xfffe || first == 0xfeff ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
  }

  /** Returns the lines without their ends; line N of the file is element N - 1. */
  public List<String> lines() {
    return text().lines().toList();
  }

  /** Returns the place of a line, 1-based. */
  public SourceLocation at(int line) {
    return new SourceLocation(name, line, 0);
  }

  /** Returns the place of a column of a line, both 1-based. */
  public SourceLocation at(int line, int column) {
    return new SourceLocation(name, line, column);
  }

  /** Returns the whole file as a place. */
  public SourceLocation at() {
    return new SourceLocation(name, 0, 0);
  }

  /** Returns the text for diagnostics that show the line they are about. */
  public Source source() {
    return new Source(name, text(), 1, 1);
  }
}
