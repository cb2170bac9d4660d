package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import memfate.platform.Diagnostic;

/** A rule file that was parsed and checked. The door of this package. */
public final class RuleText {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final RuleFile file;
  private final Problems problems;
  private final String plain;
  private final String name;
  private final String text;

  private RuleText(String name, String text, RuleFile file, Problems problems, String plain) {
    this.name = name;
    this.text = text;
    this.file = file;
    this.problems = problems;
    this.plain = plain;
  }

  /**
   * Parses and checks a rule file.
   *
   * @param name path as diagnostics name it
   * @param text its content
   */
  public static RuleText read(String name, String text) {
    Problems problems = new Problems(name, text);
    Lexer lexer = new Lexer(text, problems);
    Cursor cursor = new Cursor(lexer.tokens(), problems);
    RuleFile file = new FileParser(cursor).file();
    RuleChecker.check(file, problems);
    return new RuleText(name, text, file, problems, lexer.plain());
  }

  /** Returns why the file is refused, in its order; nothing when it may be compiled. */
  public List<Diagnostic> errors() {
    return of(Diagnostic.Severity.ERROR);
  }

  /** Returns what of it may be compiled and is hardly meant, whatever other files hold. */
  List<Diagnostic> warnings() {
    return of(Diagnostic.Severity.WARNING);
  }

  private List<Diagnostic> of(Diagnostic.Severity severity) {
    return problems.inOrder().stream().filter(d -> d.severity() == severity).toList();
  }

  /** Returns the file with its comments blanked, each rule in its place: what may be compiled. */
  public String plain() {
    return plain;
  }

  /** Returns the names of its rules in order. */
  public List<String> rules() {
    return file.rules().stream().map(RuleFile.Rule::name).toList();
  }

  /**
   * Returns what the rules are made of, one text each and without blanks: the name, each pattern
   * with its constraints and where it is from, and the consequence.
   */
  public List<String> parts() {
    List<String> parts = new ArrayList<>();
    for (RuleFile.Rule rule : file.rules()) {
      parts.add("rule " + rule.name());
      for (Walk.Found found : Walk.patterns(rule)) {
        Condition.Pattern pattern = found.pattern();
        parts.add("pattern " + pattern.type());
        for (Condition.Constraint constraint : pattern.constraints()) {
          parts.add("constraint " + without(constraint.span()));
        }
        if (pattern.fromAt() != null) {
          parts.add("from " + without(pattern.fromAt()));
        }
      }
      parts.add("then " + without(rule.body()));
    }
    return parts;
  }

  private String without(Span span) {
    return BLANKS.matcher(plain.substring(span.start(), span.end())).replaceAll("");
  }

  RuleFile tree() {
    return file;
  }

  /** Returns a list for more that is wrong with it. */
  Problems newProblems() {
    return new Problems(name, text);
  }
}
