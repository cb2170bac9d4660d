package memfate.importer;

import java.util.List;
import java.util.Optional;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;

/** Says in plain words what a parser stopped at. */
final class SyntaxProblem {

  /** What a parser says, what a person needs to hear, and whether the fault began earlier. */
  private record Saying(String heard, String message, String help, boolean atContext) {}

  private static final List<Saying> SAYINGS =
      List.of(
          new Saying(
              "'\\t(TAB)' that cannot start",
              "a tab is used for indentation",
              "YAML indents with spaces only",
              false),
          new Saying(
              "that cannot start any token",
              "a value cannot start with this character",
              "put the value in quotes",
              false),
          new Saying(
              "unknown escape character",
              "double quotes do not know this escape",
              "write single quotes around text with backslashes",
              false),
          new Saying(
              "expected the node content",
              "a value is expected here",
              "the document may be cut off",
              false),
          new Saying(
              "unexpected end of stream",
              "the quoted text that starts here is not closed",
              "close the quote; the file may be cut off",
              true),
          new Saying(
              "unexpected document separator",
              "the quoted text that starts here is not closed",
              "close the quote; the document may be cut off",
              true),
          new Saying(
              "expected ',' or '}'",
              "the mapping that '{' starts here is not closed",
              "close it with '}', and separate its entries with ','",
              true),
          new Saying(
              "expected ',' or ']'",
              "the list that '[' starts here is not closed",
              "close it with ']', and separate its items with ','",
              true),
          new Saying(
              "mapping values are not allowed here",
              "unexpected ':'",
              "quote a value that holds ': ', or check the indentation",
              false),
          new Saying(
              "could not find expected ':'",
              "expected ':' after the key that starts here",
              "write 'key: value'; text that belongs to the line above is indented further",
              true),
          new Saying(
              "expected <block end>",
              "the indentation does not fit the lines above",
              "keys of one mapping, and items of one list, start in the same column",
              false),
          new Saying(
              "sequence entries are not allowed here",
              "a list item is not expected here",
              "start the list on a line of its own below its key",
              false));

  private SyntaxProblem() {}

  static void report(RuntimeException e, Source source, boolean json, Problems problems) {
    MarkedYamlEngineException yaml = yamlCause(e);
    if (yaml != null) {
      reportYaml(yaml, source, problems);
    } else if (e instanceof JacksonException jackson) {
      reportJackson(jackson, source, json, problems);
    } else {
      problems.error(source.locate(1, 1), "", "not YAML: " + oneLine(e.getMessage()), "");
    }
  }

  private static @Nullable MarkedYamlEngineException yamlCause(Throwable e) {
    for (Throwable t = e; t != null; t = t.getCause()) {
      if (t instanceof MarkedYamlEngineException marked) {
        return marked;
      }
    }
    return null;
  }

  private static void reportYaml(MarkedYamlEngineException e, Source source, Problems problems) {
    String heard = String.valueOf(e.getProblem());
    Optional<Saying> known = SAYINGS.stream().filter(s -> heard.contains(s.heard())).findFirst();
    boolean atContext = known.map(Saying::atContext).orElse(false);
    SourceLocation at = place(atContext ? e.getContextMark() : e.getProblemMark(), source);
    String message = known.map(Saying::message).orElse("not YAML: " + oneLine(heard));
    problems.error(at, "", message, known.map(Saying::help).orElse(""));
  }

  private static SourceLocation place(Optional<Mark> mark, Source source) {
    return mark.map(m -> source.locate(m.getLine() + 1, m.getColumn() + 1))
        .orElse(source.locate(1, 1));
  }

  private static void reportJackson(
      JacksonException e, Source source, boolean json, Problems problems) {
    TokenStreamLocation at = e.getLocation();
    SourceLocation place =
        at == null || at.getLineNr() < 1
            ? source.locate(1, 1)
            : source.locate(at.getLineNr(), Math.max(1, at.getColumnNr()));
    if (e instanceof UnexpectedEndOfInputException) {
      String help = "the file may be cut off";
      problems.error(source.end(), "", "the document ends before it is complete", help);
      return;
    }
    if (String.valueOf(e.getOriginalMessage()).startsWith("Expected a property name")) {
      problems.error(place, "", "a key has to be a single value", "");
      return;
    }
    if (e instanceof StreamConstraintsException) {
      problems.error(place, "", "too much: " + oneLine(e.getOriginalMessage()), "");
      return;
    }
    String language = json ? "JSON" : "YAML";
    String help = json ? "a document that starts with '{\"' or '[' is read as JSON" : "";
    problems.error(
        place, "", "not %s: %s".formatted(language, oneLine(e.getOriginalMessage())), help);
  }

  private static String oneLine(@Nullable String message) {
    String first = String.valueOf(message).lines().findFirst().orElse("");
    return first.replaceFirst(" \\((start marker at|for \\w+ starting at).*", "");
  }
}
