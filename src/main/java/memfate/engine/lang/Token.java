package memfate.engine.lang;

/**
 * A word, a sign or a literal of a rule file.
 *
 * @param text as written, quotes included
 */
record Token(Kind kind, String text, Span span) {

  enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  boolean is(String wanted) {
    return kind != Kind.TEXT && text.equals(wanted);
  }

  /** Returns how a message names it. */
  String shown() {
    return kind == Kind.END ? "the end of the file" : "\"" + text + "\"";
  }
}
