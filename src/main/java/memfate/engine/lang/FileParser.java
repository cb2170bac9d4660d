package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** Parses a rule file; behind an error it goes on at the next rule. */
final class FileParser {
  private static final Set<String> DECLARATIONS =
      Set.of("function", "query", "declare", "global", "unit", "template", "dialect", "expander");

  /** The first words of attributes: {@code no} of {@code no-loop}. */
  private static final Set<String> ATTRIBUTES =
      Set.of(
          "salience",
          "enabled",
          "timer",
          "calendars",
          "duration",
          "dialect",
          "agenda",
          "activation",
          "ruleflow",
          "lock",
          "auto",
          "date",
          "no");

  private static final Set<String> CHANGES = Set.of("update", "modify", "insertLogical", "retract");

  private static final Set<String> CONTROL =
      Set.of("if", "for", "while", "do", "try", "switch", "synchronized", "return", "throw");

  /** The first names of packages that are nobody's to add to: Java's and those of libraries. */
  static final Set<String> TAKEN_PACKAGES =
      Set.of(
          "java",
          "javax",
          "jakarta",
          "jdk",
          "sun",
          "com",
          "org",
          "net",
          "io",
          "tools",
          "picocli",
          // on Spark
          "scala",
          "shaded",
          "javassist",
          "jersey",
          "py4j");

  private static final Pattern OUR_PACKAGE =
      Pattern.compile("memfate\\.(lib|policy|checks|invariants|packs|quirks|test)(\\..*)?");

  private static final int LONGEST_NAME = 200;
  private static final Pattern LONG_NAME =
      Pattern.compile(".{" + (LONGEST_NAME + 1) + ",}", Pattern.DOTALL);

  private final Cursor cursor;
  private final Problems problems;
  private final ExpressionParser values;
  private final int firstToken;

  FileParser(Cursor cursor) {
    this.cursor = cursor;
    this.problems = cursor.problems();
    this.values = new ExpressionParser(cursor, false);
    this.firstToken = cursor.peek().span().start();
  }

  RuleFile file() {
    List<RuleFile.Import> imports = new ArrayList<>();
    List<RuleFile.Rule> rules = new ArrayList<>();
    while (!cursor.sees(Token.Kind.END)) {
      cursor.begin();
      int before = cursor.peek().span().start();
      try {
        element(imports, rules);
      } catch (Cursor.Stop stop) {
        toNextRule(before);
      }
    }
    return new RuleFile(imports, rules);
  }

  private void element(List<RuleFile.Import> imports, List<RuleFile.Rule> rules) {
    Token token = cursor.peek();
    switch (token.text()) {
      case "package" -> packageName();
      case "import" -> imports.add(imported());
      case "rule" -> rules.add(rule());
      case ";" -> cursor.next();
      case "@" -> throw annotation(token);
      default -> throw foreign(token);
    }
  }

  private Cursor.Stop foreign(Token token) {
    if (DECLARATIONS.contains(token.text())) {
      return cursor.error(
          Code.FOREIGN_DECLARATION,
          token.span(),
          "%s has no place in a rule file".formatted(token.shown()),
          "a rule file holds a package line, imports and rules");
    }
    return cursor.syntax(
        "%s is neither an import nor a rule".formatted(token.shown()),
        "a rule file holds a package line, imports and rules");
  }

  private Cursor.Stop annotation(Token token) {
    return cursor.error(
        Code.ANNOTATION,
        token.span(),
        "annotations have no place in a rule file",
        "say it in a comment, or in policy.yaml");
  }

  private void packageName() {
    Token word = cursor.next();
    QualifiedName name = QualifiedName.parse(cursor);
    if (word.span().start() != firstToken) {
      problems.error(Code.PACKAGE_NAME, word.span(), "the package line is the first of a file", "");
    }
    String first = name.name().replaceAll("\\..*", "");
    boolean ours = OUR_PACKAGE.matcher(name.name()).matches();
    if (TAKEN_PACKAGES.contains(first) || first.equals("memfate") && !ours) {
      problems.error(
          Code.PACKAGE_NAME,
          name.span(),
          "the package \"%s\" is not one for rules".formatted(name.name()),
          "choose a name of your own, such as mine.rules or memfate.policy.mine");
    }
  }

  private RuleFile.Import imported() {
    cursor.next();
    if (cursor.sees("static") || cursor.sees("function") || cursor.sees("accumulate")) {
      throw cursor.error(
          Code.FOREIGN_IMPORT,
          cursor.peek().span(),
          "rules import no functions",
          "import memfate.facts.*");
    }
    QualifiedName name = QualifiedName.parse(cursor);
    String full = name.name();
    if (cursor.sees(".") && cursor.peek(1).is("*")) {
      cursor.next();
      cursor.next();
      full += ".*";
    }
    return new RuleFile.Import(full, name.span().to(cursor.last()));
  }

  private RuleFile.Rule rule() {
    cursor.next();
    Token name = cursor.peek();
    if (name.kind() != Token.Kind.TEXT) {
      throw cursor.syntax(
          "the name of the rule is missing before %s".formatted(name.shown()),
          "write rule \"area: what it says\"");
    }
    cursor.next();
    String text = name.text().substring(1, name.text().length() - 1);
    checkName(text, name);
    attributes();
    cursor.expect("when", "after the name of the rule");
    List<Condition> conditions = new ConditionParser(cursor).conditions();
    RuleSize.check(conditions, name, problems);
    cursor.expect("then", "after the conditions");
    int begin = cursor.peek().span().start();
    List<RuleFile.Statement> statements = statements();
    Span body = new Span(begin, cursor.peek().span().start());
    cursor.expect("end", "at the end of rule \"%s\"".formatted(text));
    return new RuleFile.Rule(text, name.span(), conditions, statements, body);
  }

  private void checkName(String text, Token name) {
    if (text.isBlank()) {
      problems.error(Code.SYNTAX, name.span(), "the rule has an empty name", "");
    } else if (LONG_NAME.matcher(text).matches() || text.contains("\\")) {
      problems.error(
          Code.LIMIT,
          name.span(),
          "the name of a rule has at most %d characters, and no \\".formatted(LONGEST_NAME),
          "");
    }
  }

  private void attributes() {
    while (!cursor.sees("when") && !cursor.sees(Token.Kind.END)) {
      Token token = cursor.peek();
      if (token.is("@")) {
        throw annotation(token);
      }
      if (token.is("extends")) {
        throw cursor.error(
            Code.RULE_ATTRIBUTE,
            token.span(),
            "a rule extends no other",
            "write its conditions, or match a fact that the other inserts");
      }
      if (!ATTRIBUTES.contains(token.text())) {
        throw cursor.syntax(
            "\"when\" is missing after the name of the rule, before " + token.shown(), "");
      }
      String name = attribute();
      throw cursor.error(
          Code.RULE_ATTRIBUTE,
          token.span().to(cursor.last()),
          "the attribute \"%s\" has no place in a rule".formatted(name),
          "order is that of events, precedence is the arbiter's");
    }
  }

  /** Returns the whole of {@code no-loop}. */
  private String attribute() {
    StringBuilder name = new StringBuilder(cursor.next().text());
    while (cursor.sees("-")) {
      name.append(cursor.next().text()).append(cursor.next().text());
    }
    return name.toString();
  }

  private List<RuleFile.Statement> statements() {
    List<RuleFile.Statement> all = new ArrayList<>();
    while (!cursor.sees("end") && !cursor.sees(Token.Kind.END) && !cursor.sees("rule")) {
      all.add(statement());
    }
    return all;
  }

  private RuleFile.Statement statement() {
    Token verb = cursor.peek();
    boolean calls = cursor.peek(1).is("(");
    if (!calls || !verb.is("insert") && !verb.is("delete")) {
      throw foreignStatement(verb);
    }
    cursor.next();
    cursor.next();
    Expression argument = values.whole();
    if (cursor.sees("->") || cursor.sees("=")) {
      throw foreignStatement(cursor.peek());
    }
    cursor.expect(")", "after what is %s".formatted(verb.is("insert") ? "inserted" : "deleted"));
    cursor.expect(";", "at the end of the statement");
    return new RuleFile.Statement(verb.is("insert"), argument, verb.span().to(cursor.last()));
  }

  private Cursor.Stop foreignStatement(Token verb) {
    String help = "a consequence states facts: insert( ... ); or takes them back: delete( $fact );";
    if (CHANGES.contains(verb.text())) {
      return cursor.error(
          Code.CHANGED_FACT,
          verb.span(),
          "facts are not changed: %s has no place in a rule".formatted(verb.shown()),
          "delete( $old ); and insert( ... ); the new one");
    }
    if (CONTROL.contains(verb.text())) {
      return cursor.error(
          Code.STATEMENT,
          verb.span(),
          "%s has no place in a consequence".formatted(verb.shown()),
          "conditions decide: write a rule for each case");
    }
    return cursor.error(
        Code.STATEMENT,
        verb.span(),
        "%s begins no statement of a rule".formatted(verb.shown()),
        help);
  }

  private void toNextRule(int failedAt) {
    if (cursor.peek().span().start() == failedAt) {
      cursor.next();
    }
    while (!cursor.sees(Token.Kind.END) && !beginsRule()) {
      cursor.next();
    }
  }

  private boolean beginsRule() {
    return cursor.sees("rule") && cursor.peek(1).kind() == Token.Kind.TEXT;
  }
}
