package memfate.importer;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * One document of an input, cut out and not looked into: any thread may read it, while the next one
 * is cut out.
 */
public final class UnreadDocument {
  private final String name;
  private final int number;
  private final RawDocument raw;
  private final Limits limits;
  private final IdClaims ids;
  private final List<Diagnostic> refused;

  UnreadDocument(
      String name,
      int number,
      RawDocument raw,
      Limits limits,
      IdClaims ids,
      List<Diagnostic> refused) {
    this.name = name;
    this.number = number;
    this.raw = raw;
    this.limits = limits;
    this.ids = ids;
    this.refused = refused;
  }

  /** What diagnostics call the input. */
  public String name() {
    return name;
  }

  /** Position in the input, 1-based. */
  public int number() {
    return number;
  }

  /** Line where the document starts, 1-based. */
  public int line() {
    return raw.line();
  }

  /** Column of that line where it starts, 1-based. */
  public int column() {
    return raw.column();
  }

  /** Bytes that it holds in memory. */
  public int size() {
    return raw.bytes().length;
  }

  /** Returns its bytes, as far as they were read. */
  public byte[] bytes() {
    return raw.bytes().clone();
  }

  /** Returns the digest of the document's bytes, lower case hex. */
  public String sha256() {
    return Sha256.hex(raw.bytes());
  }

  /** Returns it without its id; none when it is no JSON object on one line that names itself. */
  public Optional<UnnamedDocument> unnamed() {
    return raw.json() && raw.damage().isEmpty() && refused.isEmpty()
        ? UnnamedDocument.of(raw.bytes())
        : Optional.empty();
  }

  /** Reads it; one with a matrix is as many as it has cases. */
  public List<Document> read() {
    String digest = sha256();
    if (!refused.isEmpty()) {
      return List.of(new Document(number, line(), digest, null, refused));
    }
    Problems problems = new Problems(limits.diagnostics());
    Optional<Platform> platform = Optional.empty();
    Optional<Matrix> matrix = Optional.empty();
    try {
      Node root = tree(problems);
      matrix = matrix(root, problems);
      platform =
          PlatformReader.read(
              matrix.isPresent() ? matrix.get().plain() : root, new Reading(problems));
      matrix.ifPresent(m -> checkValues(m, problems));
    } catch (UnreadableException e) {
      // its reason is among the problems
    }
    Platform readable = problems.hasErrors() ? null : platform.orElse(null);
    return readable == null || matrix.isEmpty()
        ? List.of(new Document(number, line(), digest, readable, problems.all()))
        : cases(digest, readable.id(), matrix.get(), problems);
  }

  /**
   * Refuses a document of it whose id another document of the same input has. Has to be asked in
   * the order of the input.
   *
   * @return the document itself, or what is wrong with it
   */
  public Document claimed(Document document) {
    Platform platform = document.platform();
    if (platform == null || platform.id().isEmpty()) {
      return document;
    }
    int first = claim(platform.id());
    return first == 0 ? document : refuse(document, platform.id(), first);
  }

  /** Claims an id for this document: returns 0, or the line of the document that has it. */
  public int claim(String id) {
    return ids.claim(id, line());
  }

  /**
   * Refuses a document of it whose id another one has.
   *
   * @param first the line of that one
   */
  public Document refuse(Document document, String id, int first) {
    Problems problems = new Problems(limits.diagnostics());
    Node root = tree(problems);
    document.diagnostics().forEach(problems::add);
    Node at =
        root instanceof Node.Mapping mapping
            ? Objects.requireNonNullElse(mapping.get("id"), root)
            : root;
    String message = "id '%s' is used twice in this input".formatted(id);
    String help = "the first one is in the document that starts at %s:%d".formatted(name, first);
    problems.error(at, message, help);
    return new Document(number, line(), document.sha256(), null, problems.all());
  }

  private Node tree(Problems problems) {
    if (!raw.damage().isEmpty()) {
      problems.error(
          new memfate.platform.SourceLocation(name, raw.line(), raw.column()),
          "",
          raw.damage(),
          "");
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

  /** Reads each value of a matrix once: what is wrong with it is told once, not in every case. */
  private static void checkValues(Matrix matrix, Problems problems) {
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
  private List<Document> cases(String digest, String id, Matrix matrix, Problems problems) {
    List<Document> cases = new ArrayList<>();
    List<Diagnostic> all = problems.all();
    for (Matrix.Case one : matrix) {
      Problems own = problems.beside();
      @Nullable Platform platform =
          PlatformReader.read(one.tree(), new Reading(own))
              .map(p -> p.withId(id + one.suffix()))
              .orElse(null);
      boolean broken = own.hasErrors();
      cases.add(
          new Document(number, line(), digest, broken ? null : platform, broken ? own.all() : all));
      all = List.of();
    }
    return cases;
  }
}
