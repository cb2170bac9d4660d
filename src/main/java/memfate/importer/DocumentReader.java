package memfate.importer;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Cuts one input into documents: a text, or an archive of texts. */
final class DocumentReader {
  private final String name;
  private final Limits limits;
  private final int lines;
  private final IdClaims ids = new IdClaims();
  private int number;

  DocumentReader(String name, Limits limits) {
    this(Origin.of(name), limits);
  }

  DocumentReader(Origin origin, Limits limits) {
    this.name = origin.name();
    this.limits = limits;
    this.lines = origin.lines();
    this.number = origin.documents();
  }

  /** Cuts a text, and returns how many documents of the input there are by then. */
  int read(DocumentSplitter splitter, Consumer<UnreadDocument> consumer) throws IOException {
    splitter.line += lines;
    for (RawDocument raw = splitter.next(); raw != null; raw = splitter.next()) {
      consumer.accept(document(raw, List.of()));
    }
    return number;
  }

  void readAll(InputStream packed, Consumer<UnreadDocument> consumer) {
    try {
      BufferedInputStream in = unpacked(packed);
      if (Archive.startsWith(in)) {
        Archive.read(name, in, limits, consumer);
      } else {
        readText(in, consumer);
      }
    } catch (IOException e) {
      consumer.accept(damaged(null, e));
    }
  }

  /** As {@link #readAll}, of what is no archive: one in another is not looked into. */
  void readFile(InputStream packed, Consumer<UnreadDocument> consumer) {
    try {
      readText(unpacked(packed), consumer);
    } catch (IOException e) {
      consumer.accept(damaged(null, e));
    }
  }

  private BufferedInputStream unpacked(InputStream packed) throws IOException {
    return new BufferedInputStream(Decompression.of(packed, limits.inputBytes()));
  }

  private void readText(InputStream in, Consumer<UnreadDocument> consumer) {
    @Nullable DocumentSplitter splitter = null;
    int before = number;
    try {
      splitter = DocumentSplitter.of(in, limits.documentBytes());
      if (read(splitter, consumer) == before) {
        consumer.accept(document(nothing("the input holds no description"), List.of()));
      }
    } catch (IOException e) {
      consumer.accept(damaged(splitter, e));
    }
  }

  private UnreadDocument damaged(@Nullable DocumentSplitter splitter, IOException e) {
    String damage = "cannot read on: " + Inputs.reason(e);
    return document(splitter == null ? nothing(damage) : splitter.damaged(damage), List.of());
  }

  /** Returns the document that stands for an input which cannot be opened. */
  UnreadDocument unopened(IOException e) {
    return refused("cannot read %s: %s".formatted(name, Inputs.reason(e)));
  }

  /** Returns the document that stands for an input which is not read. */
  UnreadDocument refused(String message) {
    return document(
        nothing(""), List.of(Diagnostic.error(message, new SourceLocation(name, 0, 0))));
  }

  private RawDocument nothing(String damage) {
    return new RawDocument(new byte[0], lines + 1, 1, false, damage);
  }

  private UnreadDocument document(RawDocument raw, List<Diagnostic> refused) {
    return new UnreadDocument(name, ++number, raw, limits, ids, refused);
  }
}
