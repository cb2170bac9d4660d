package memfate.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Reads platform descriptions: YAML with one or more documents, JSON, JSON lines.
 *
 * <p>A reader has no state of its own and may be shared by threads. Nothing that an input holds
 * makes it throw: each document becomes a {@link Document} with a platform or with the reasons.
 */
public final class DescriptionReader {
  private final Limits limits;

  public DescriptionReader() {
    this(Limits.DEFAULT);
  }

  public DescriptionReader(Limits limits) {
    this.limits = limits;
  }

  /** Reads a text; {@code name} is what its diagnostics call it. */
  public ReadResult read(String name, String text) {
    return read(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public ReadResult read(String name, byte[] bytes) {
    return read(name, new ByteArrayInputStream(bytes));
  }

  /** Reads a plain file; a file that cannot be opened is one unreadable document. */
  public ReadResult read(Path path) {
    try (InputStream in = Files.newInputStream(path)) {
      return read(path.toString(), in);
    } catch (IOException e) {
      return new ReadResult(new DocumentReader(path.toString(), limits).unopened(e).read());
    }
  }

  public ReadResult read(String name, InputStream in) {
    List<Document> documents = new ArrayList<>();
    forEach(name, in, documents::add);
    return new ReadResult(documents);
  }

  /** Reads one of the inputs that a command line names. */
  public ReadResult read(Inputs.Input input) {
    List<Document> documents = new ArrayList<>();
    forEach(input, documents::add);
    return new ReadResult(documents);
  }

  /**
   * As {@link #read(Inputs.Input)}, one document at a time: the input may be larger than memory.
   */
  public void forEach(Inputs.Input input, Consumer<Document> consumer) {
    split(input, unread -> hand(unread, consumer));
  }

  /** As {@link #read(String, InputStream)}, one document at a time. */
  public void forEach(String name, InputStream in, Consumer<Document> consumer) {
    new DocumentReader(name, limits).readAll(in, unread -> hand(unread, consumer));
  }

  /** Cuts an input into its documents, which other threads may read. */
  public void split(Inputs.Input input, Consumer<UnreadDocument> consumer) {
    try (InputStream in = input.open()) {
      new DocumentReader(input.name(), limits).readAll(in, consumer);
    } catch (IOException e) {
      consumer.accept(new DocumentReader(input.name(), limits).unopened(e));
    }
  }

  /** Cuts a text that lies somewhere in an input. */
  public void split(Origin origin, InputStream in, Consumer<UnreadDocument> consumer) {
    new DocumentReader(origin, limits).readAll(in, consumer);
  }

  private static void hand(UnreadDocument unread, Consumer<Document> consumer) {
    unread.read().forEach(document -> consumer.accept(unread.claimed(document)));
  }
}
