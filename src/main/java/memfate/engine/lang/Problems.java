package memfate.engine.lang;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/** What is wrong with one file, each thing with its place. */
final class Problems {
  /** More of one file help nobody. */
  private static final int MOST = 100;

  private final String file;
  private final String text;
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final List<Span> spans = new ArrayList<>();
  private final Set<String> remarks = new HashSet<>();

  Problems(String file, String text) {
    this.file = file;
    this.text = text;
  }

  void error(Code code, Span at, String message, String help) {
    if (spans.size() >= MOST) {
      return;
    }
    spans.add(at);
    diagnostics.add(diagnostic(Diagnostic.Severity.ERROR, code, at, message, help));
  }

  void warning(Code code, Span at, String message, String help) {
    diagnostics.add(diagnostic(Diagnostic.Severity.WARNING, code, at, message, help));
  }

  private Diagnostic diagnostic(
      Diagnostic.Severity severity, Code code, Span at, String message, String help) {
    int start = text.lastIndexOf('\n', at.start() - 1) + 1;
    int end = text.indexOf('\n', start);
    String line = text.substring(start, end < 0 ? text.length() : end).replace("\r", "");
    int length = Math.min(at.end(), end < 0 ? text.length() : end) - at.start();
    return new Diagnostic(
        severity, message, location(at), Math.max(1, length), line, help, code.id());
  }

  SourceLocation location(Span at) {
    int start = text.lastIndexOf('\n', at.start() - 1) + 1;
    int line = 1 + (int) text.substring(0, start).chars().filter(c -> c == '\n').count();
    return new SourceLocation(file, line, at.start() - start + 1);
  }

  boolean hasNoError() {
    return spans.isEmpty();
  }

  boolean isOneLine(Span span) {
    return text.substring(span.start(), span.end()).indexOf('\n') < 0;
  }

  /** Returns whether something was not said of this file yet. */
  boolean isNew(String remark) {
    return remarks.add(remark);
  }

  /** Returns whether something is wrong from one place up to another. */
  boolean anyBetween(int start, int end) {
    return spans.stream().anyMatch(at -> at.start() >= start && at.start() <= end);
  }

  /** Returns all of them in the order of the file. */
  List<Diagnostic> inOrder() {
    return diagnostics.stream()
        .sorted(
            java.util.Comparator.comparingInt((Diagnostic d) -> d.at().line())
                .thenComparingInt(d -> d.at().column()))
        .toList();
  }
}
