package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
        document(raw, consumer);
      }
      if (number == 0) {
        document(
            new RawDocument(new byte[0], 1, 1, false, "the input holds no description"), consumer);
      }
    } catch (IOException e) {
      String damage = "cannot read on: " + Inputs.reason(e);
      document(
          splitter == null
              ? new RawDocument(new byte[0], 1, 1, false, damage)
              : splitter.damaged(damage),
          consumer);
    }
  }

  /** Returns the document that stands for an input which cannot be opened. */
  Document unopened(IOException e) {
    String message = "cannot read %s: %s".formatted(name, Inputs.reason(e));
    Diagnostic error = Diagnostic.error(message, new SourceLocation(name, 0, 0));
    return new Document(1, 1, sha256(new byte[0]), null, List.of(error));
  }

  /** Hands over a document; one with a matrix is as many as it has cases. */
  private void document(RawDocument raw, Consumer<Document> consumer) {
    number++;
    String digest = sha256(raw.bytes());
    Problems problems = new Problems(limits.diagnostics());
    Optional<Platform> platform = Optional.empty();
    Optional<Matrix> matrix = Optional.empty();
    try {
      Node root = tree(raw, problems);
      matrix = matrix(root, problems);
      platform = platform(matrix.isPresent() ? matrix.get().plain() : root, problems);
      matrix.ifPresent(m -> checkValues(m, problems));
    } catch (UnreadableException e) {
      // its reason is among the problems
    }
    Platform readable = problems.hasErrors() ? null : platform.orElse(null);
    if (readable == null || matrix.isEmpty()) {
      consumer.accept(new Document(number, raw.line(), digest, readable, problems.all()));
    } else {
      cases(raw, digest, readable.id(), matrix.get(), problems, consumer);
    }
  }

  private Node tree(RawDocument raw, Problems problems) {
    if (!raw.damage().isEmpty()) {
      problems.error(new SourceLocation(name, raw.line(), raw.column()), "", raw.damage(), "");
      throw new UnreadableException();
    }
    Source source = Decoding.decode(name, raw, problems);
    Node tree = TreeReader.read(source, raw.json(), limits, problems);
    return new Inclusion(limits, problems).resolve(tree, name);
  }

  private static Optional<Matrix> matrix(Node root, Problems problems) {
    return root instanceof Node.Mapping mapping && Matrix.isIn(root)
        ? Optional.of(Matrix.of(mapping, problems))
        : Optional.empty();
  }

  private Optional<Platform> platform(Node root, Problems problems) {
    Optional<Platform> platform = PlatformReader.read(root, new Reading(problems));
    platform.ifPresent(p -> refuseDuplicateId(p, root, problems));
    return platform;
  }

  /** Reads each value of a matrix once: what is wrong with it is told once, not in every case. */
  private void checkValues(Matrix matrix, Problems problems) {
    Set<Diagnostic> told = new HashSet<>(problems.all());
    for (Node.Mapping single : matrix.singles()) {
      Problems own = problems.beside();
      PlatformReader.read(single, new Reading(own));
      Problems more = problems.beside();
      own.all().stream().filter(told::add).forEach(more::add);
      problems.addAll(more);
    }
  }

  /** Every case is a document of its own; what is worth saying is said with the first. */
  private void cases(
      RawDocument raw,
      String digest,
      String id,
      Matrix matrix,
      Problems problems,
      Consumer<Document> consumer) {
    List<Diagnostic> all = problems.all();
    for (Matrix.Case one : matrix) {
      Problems own = problems.beside();
      Platform platform =
          PlatformReader.read(one.tree(), new Reading(own))
              .map(p -> p.withId(id + one.suffix()))
              .orElse(null);
      boolean broken = own.hasErrors();
      consumer.accept(
          new Document(
              number, raw.line(), digest, broken ? null : platform, broken ? own.all() : all));
      all = List.of();
    }
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
