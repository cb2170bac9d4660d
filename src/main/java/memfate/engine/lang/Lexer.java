package memfate.engine.lang;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts a rule file into tokens; comments and blanks are left out. */
final class Lexer {
  static final int LONGEST_FILE = 1 << 20;
  private static final int LONGEST_TEXT = 2000;

  private static final Pattern TOKEN =
      Pattern.compile(
          "(?<blank>[ \\t\\r\\n]+)"
              + "|(?<word>[A-Za-z_$][A-Za-z0-9_$]*+)"
              + "|(?<number>[0-9][A-Za-z0-9_.]*+)"
              + "|(?<sign>==|!=|<=|>=|&&|\\|\\||:=|->|::|\\+\\+|--|[-+*/%&|^~!?<>=(){}\\[\\].,:;@#])");

  /** Besides the controls: what turns the direction of a line, ends it or cannot be seen. */
  private static final Pattern UNSEEN =
      Pattern.compile(
          "\\r(?!\\n)|[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f-\\x9f"
              + "\\u00ad\\u200b-\\u200f\\u2028-\\u202e\\u2060-\\u206f\\ufeff\\ufff9-\\ufffb]");

  private static final Pattern ESCAPED_CHARACTER = Pattern.compile("\\\\+u");
  private static final Pattern FOREIGN_ESCAPE = Pattern.compile("\\\\(?![nt\"\\\\]).|\\\\\\\\");
  static final Pattern LONG_NUMBER = Pattern.compile("(?:0[xX][0-9a-fA-F]+|0|[1-9]\\d*)L?");

  private final String text;
  private final Problems problems;
  private final StringBuilder plain;
  private final List<Token> tokens = new ArrayList<>();

  Lexer(String text, Problems problems) {
    this.text = text;
    this.problems = problems;
    this.plain = new StringBuilder(text);
  }

  /** Returns the tokens, the last of them of kind END. */
  List<Token> tokens() {
    if (text.length() > LONGEST_FILE) {
      problems.error(
          Code.LIMIT,
          new Span(0, 1),
          "the file has %d characters, more than %d".formatted(text.length(), LONGEST_FILE),
          "");
      return List.of(new Token(Token.Kind.END, "", new Span(0, 0)));
    }
    refuse(UNSEEN, "a character that nobody sees has no place in a rule file");
    refuse(ESCAPED_CHARACTER, "a character written as \\u has no place in a rule file");
    Matcher matcher = TOKEN.matcher(text);
    int at = 0;
    while (at < text.length()) {
      at = take(matcher.region(at, text.length()), at);
    }
    tokens.add(new Token(Token.Kind.END, "", new Span(Math.max(0, at - 1), at)));
    return tokens;
  }

  /** Returns the file with its comments blanked: each token stays in its place. */
  String plain() {
    return plain.toString();
  }

  private void refuse(Pattern pattern, String why) {
    Matcher found = pattern.matcher(text);
    if (found.find()) {
      problems.error(
          Code.CHARACTER, new Span(found.start(), found.end()), why, "write the character itself");
    }
  }

  private int take(Matcher matcher, int at) {
    if (text.startsWith("//", at)) {
      int end = text.indexOf('\n', at);
      return blank(new Span(at, end < 0 ? text.length() : end));
    }
    if (text.startsWith("/*", at)) {
      int end = text.indexOf("*/", at + 2);
      return end < 0 ? neverEnds("comment", "*/", at, text.length()) : blank(new Span(at, end + 2));
    }
    if (text.charAt(at) == '"') {
      return takeText(at);
    }
    if (!matcher.lookingAt()) {
      return skip(at);
    }
    if (matcher.group("blank") == null) {
      add(matcher);
    }
    return matcher.end();
  }

  private int takeText(int start) {
    int at = start + 1;
    while (at < text.length() && text.charAt(at) != '"' && text.charAt(at) != '\n') {
      at += text.charAt(at) == '\\' ? 2 : 1;
    }
    if (at >= text.length() || text.charAt(at) != '"') {
      return neverEnds("text", "\"", start, Math.min(at, text.length()));
    }
    Span span = new Span(start, at + 1);
    checkText(text.substring(start, at + 1), span);
    tokens.add(new Token(Token.Kind.TEXT, text.substring(start, at + 1), span));
    return at + 1;
  }

  private int neverEnds(String what, String end, int at, int next) {
    problems.error(
        Code.SYNTAX,
        new Span(at, at + 1),
        "the %s that begins here does not end".formatted(what),
        "end it: " + end);
    return next;
  }

  private int blank(Span span) {
    for (int i = span.start(); i < span.end(); i++) {
      if (plain.charAt(i) != '\n' && plain.charAt(i) != '\r') {
        plain.setCharAt(i, ' ');
      }
    }
    return span.end();
  }

  private void add(Matcher matcher) {
    Span span = new Span(matcher.start(), matcher.end());
    Token.Kind kind = Token.Kind.SIGN;
    if (matcher.group("word") != null) {
      kind = Token.Kind.WORD;
    } else if (matcher.group("number") != null) {
      kind = Token.Kind.NUMBER;
    }
    tokens.add(new Token(kind, matcher.group(), span));
  }

  /** Returns the value of a number, 0 for one that was refused. */
  static java.math.BigInteger valueOf(String number) {
    if (!LONG_NUMBER.matcher(number).matches()) {
      return java.math.BigInteger.ZERO;
    }
    String digits = number.replaceAll("[lL]$", "");
    boolean hex = digits.startsWith("0x") || digits.startsWith("0X");
    return new java.math.BigInteger(hex ? digits.substring(2) : digits, hex ? 16 : 10);
  }

  private void checkText(String literal, Span span) {
    if (literal.length() > LONGEST_TEXT) {
      problems.error(
          Code.LIMIT, span, "a text has more than %d characters".formatted(LONGEST_TEXT), "");
    }
    Matcher escape = FOREIGN_ESCAPE.matcher(literal);
    while (escape.find()) {
      if (!escape.group().equals("\\\\")) {
        problems.error(
            Code.CHARACTER,
            new Span(span.start() + escape.start(), span.start() + escape.end()),
            "the escape \"%s\" has no place in a text".formatted(escape.group()),
            "a text may have \\n, \\t, \\\" and \\\\");
      }
    }
  }

  /** Reports a character that begins no token, and whatever follows it directly of its kind. */
  private int skip(int at) {
    char c = text.charAt(at);
    Span span = new Span(at, at + 1);
    if (c == '\'') {
      return singleQuotes(at);
    }
    problems.error(
        Code.CHARACTER, span, "the character '%c' has no place in a rule".formatted(c), "");
    int end = at + 1;
    while (end < text.length() && (text.charAt(end) > '~')) {
      end++;
    }
    return end;
  }

  /** Takes a text in the wrong quotes for one in the right ones, so that no more is said of it. */
  private int singleQuotes(int start) {
    int line = text.indexOf('\n', start);
    int close = text.indexOf('\'', start + 1);
    int end = close < 0 || line >= 0 && close > line ? start + 1 : close + 1;
    Span span = new Span(start, end);
    problems.error(
        Code.CHARACTER,
        span,
        "single quotes have no place in a rule",
        "texts stand in double quotes: \"...\"");
    tokens.add(new Token(Token.Kind.TEXT, "\"\"", span));
    return end;
  }
}
