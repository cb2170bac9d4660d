package memfate.engine.lang;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A place in the tokens of a file. */
final class Cursor {
  private static final int DEEPEST = 40;

  /** A syntax error that is reported already. */
  static final class Stop extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stop() {
      super(null, null, false, false);
    }
  }

  private final List<Token> tokens;
  private final Problems problems;
  private int at;
  private int depth;
  private int begun;

  Cursor(List<Token> tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  Token peek() {
    return tokens.get(at);
  }

  Token peek(int ahead) {
    return tokens.get(Math.min(at + ahead, tokens.size() - 1));
  }

  Token next() {
    Token token = tokens.get(at);
    if (token.kind() != Token.Kind.END) {
      at++;
    }
    return token;
  }

  Span last() {
    return tokens.get(Math.max(0, at - 1)).span();
  }

  boolean sees(String text) {
    return peek().is(text);
  }

  boolean sees(Token.Kind kind) {
    return peek().kind() == kind;
  }

  boolean accept(String text) {
    boolean there = sees(text);
    if (there) {
      next();
    }
    return there;
  }

  @Nullable Token acceptAny(String... texts) {
    for (String text : texts) {
      if (sees(text)) {
        return next();
      }
    }
    return null;
  }

  Token expect(String text, String where) {
    if (!sees(text)) {
      String message = "\"%s\" is missing %s, before %s".formatted(text, where, peek().shown());
      throw error(Code.SYNTAX, behindLast(), message, "");
    }
    return next();
  }

  /** What is missing is missing at the end of the line, when the next word stands on another. */
  private Span behindLast() {
    Span behind = new Span(last().end(), last().end() + 1);
    boolean sameLine = problems.isOneLine(last().to(peek().span()));
    return sameLine && !sees(Token.Kind.END) ? peek().span() : behind;
  }

  Token expect(Token.Kind kind, String what) {
    if (!sees(kind)) {
      throw syntax("%s is missing before %s".formatted(what, peek().shown()), "");
    }
    return next();
  }

  Stop syntax(String message, String help) {
    return error(Code.SYNTAX, peek().span(), message, help);
  }

  /** Reports an error, unless another one of the same rule is its cause. */
  Stop error(Code code, Span span, String message, String help) {
    if (!problems.anyBetween(begun, Math.max(span.start(), peek().span().start()))) {
      problems.error(code, span, message, help);
    }
    return new Stop();
  }

  Problems problems() {
    return problems;
  }

  /** Counts a level of nesting. */
  void enter() {
    if (++depth > DEEPEST) {
      throw error(
          Code.LIMIT,
          peek().span(),
          "nested more than %d levels deep".formatted(DEEPEST),
          "state intermediate results as facts");
    }
  }

  void leave() {
    depth--;
  }

  /** Begins a rule, an import or the like. */
  void begin() {
    depth = 0;
    begun = peek().span().start();
  }
}
