package memfate.engine.lang;

/** A name with dots. */
record QualifiedName(String name, Span span) {

  static QualifiedName parse(Cursor cursor) {
    Token first = cursor.expect(Token.Kind.WORD, "a name");
    StringBuilder name = new StringBuilder(first.text());
    while (cursor.sees(".") && cursor.peek(1).kind() == Token.Kind.WORD) {
      cursor.next();
      name.append('.').append(cursor.next().text());
    }
    return new QualifiedName(name.toString(), first.span().to(cursor.last()));
  }
}
