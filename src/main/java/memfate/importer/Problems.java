package memfate.importer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.SourceLocation;

/** The diagnostics of one document, each with the text of the line that it points at. */
public final class Problems {
  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparingInt((Diagnostic d) -> d.at().line()).thenComparing(d -> d.at().column());

  private final int limit;
  private final Map<String, Source> sources = new HashMap<>();
  private final List<Diagnostic> found = new ArrayList<>();
  private int dropped;
  private int errors;

  public Problems(int limit) {
    this.limit = limit;
  }

  /** Returns an empty list that knows the same texts. */
  Problems beside() {
    Problems beside = new Problems(limit);
    beside.sources.putAll(sources);
    return beside;
  }

  /** Takes over one diagnostic. */
  void add(Diagnostic diagnostic) {
    errors += diagnostic.severity() == Severity.ERROR ? 1 : 0;
    if (isFull()) {
      dropped++;
    } else {
      found.add(diagnostic);
    }
  }

  public void addSource(Source source) {
    sources.put(source.name(), source);
  }

  void error(Node node, String message, String help) {
    String token = node instanceof Node.Scalar scalar ? scalar.text() : "";
    add(Severity.ERROR, message, node.at(), token, help);
  }

  void errorAtKey(Node.Entry entry, String message, String help) {
    add(Severity.ERROR, message, entry.keyAt(), entry.key(), help);
  }

  public void error(SourceLocation at, String token, String message, String help) {
    add(Severity.ERROR, message, at, token, help);
  }

  public void warning(SourceLocation at, String token, String message, String help) {
    add(Severity.WARNING, message, at, token, help);
  }

  /** Takes over the diagnostics of a part of the document. */
  public void addAll(Problems part) {
    part.found.forEach(this::add);
    dropped += part.dropped;
  }

  /** Returns whether more problems are only counted. */
  boolean isFull() {
    return found.size() >= limit;
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  /** Returns the diagnostics in order of place, and how many more there are. */
  public List<Diagnostic> all() {
    List<Diagnostic> sorted = new ArrayList<>(found);
    sorted.sort(BY_PLACE);
    if (dropped > 0) {
      SourceLocation last = sorted.get(sorted.size() - 1).at();
      String message = "%d more problems of this document are not shown".formatted(dropped);
      SourceLocation document = new SourceLocation(last.file(), 0, 0);
      sorted.add(new Diagnostic(Severity.INFO, message, document, 1, "", ""));
    }
    return sorted;
  }

  private void add(
      Severity severity, String message, SourceLocation at, String token, String help) {
    errors += severity == Severity.ERROR ? 1 : 0;
    if (isFull()) {
      dropped++;
      return;
    }
    Source source = sources.get(at.file());
    String line = source == null ? "" : source.line(at.line());
    int length = source == null ? 1 : source.extent(at, token);
    found.add(new Diagnostic(severity, message, at, length, line, help));
  }
}
