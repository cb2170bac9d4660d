package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Reads the documents of one input, and knows the ids that it has met. */
final class DocumentReader {
  private final String name;
  private final Limits limits;
  private final Map<String, SourceLocation> ids = new HashMap<>();
  private int number;

  DocumentReader(String name, Limits limits) {
    this.name = name;
    this.limits = limits;
  }

  void readAll(InputStream packed, Consumer<Document> consumer) {
    @Nullable DocumentSplitter splitter = null;
    try {
      InputStream in = Decompression.of(packed, limits.inputBytes());
      splitter = DocumentSplitter.of(in, limits.documentBytes());
      for (RawDocument raw = splitter.next(); raw != null; raw = splitter.next()) {
        consumer.accept(document(raw));
      }
      if (number == 0) {
        consumer.accept(
            document(new RawDocument(new byte[0], 1, 1, false, "the input holds no description")));
      }
    } catch (IOException e) {
      String damage = "cannot read on: " + Inputs.reason(e);
      consumer.accept(
          document(
              splitter == null
                  ? new RawDocument(new byte[0], 1, 1, false, damage)
                  : splitter.damaged(damage)));
    }
  }

  /** Returns the document that stands for an input which cannot be opened. */
  Document unopened(IOException e) {
    String message = "cannot read %s: %s".formatted(name, Inputs.reason(e));
    Diagnostic error = Diagnostic.error(message, new SourceLocation(name, 0, 0));
    return new Document(1, 1, sha256(new byte[0]), null, List.of(error));
  }

  private Document document(RawDocument raw) {
    number++;
    Problems problems = new Problems(limits.diagnostics());
    Optional<Platform> platform = Optional.empty();
    try {
      platform = platform(raw, problems);
    } catch (UnreadableException e) {
      // its reason is among the problems
    }
    Platform readable = problems.hasErrors() ? null : platform.orElse(null);
    return new Document(number, raw.line(), sha256(raw.bytes()), readable, problems.all());
  }

  private Optional<Platform> platform(RawDocument raw, Problems problems) {
    if (!raw.damage().isEmpty()) {
      problems.error(new SourceLocation(name, raw.line(), raw.column()), "", raw.damage(), "");
      return Optional.empty();
    }
    Source source = Decoding.decode(name, raw, problems);
    Node tree = TreeReader.read(source, raw.json(), limits, problems);
    Node root = new Inclusion(limits, problems).resolve(tree, name);
    Reading reading = new Reading(problems);
    Optional<Platform> platform = PlatformReader.read(root, reading);
    platform.ifPresent(p -> refuseDuplicateId(p, root, problems));
    return platform;
  }

  private void refuseDuplicateId(Platform platform, Node root, Problems problems) {
    if (!platform.id().isEmpty() && root instanceof Node.Mapping mapping) {
      Node id = Objects.requireNonNullElse(mapping.get("id"), root);
      SourceLocation before = ids.putIfAbsent(platform.id(), id.at());
      if (before != null) {
        String message = "id '%s' is used twice in this input".formatted(platform.id());
        problems.error(id, message, "the first one is at " + before);
      }
    }
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
