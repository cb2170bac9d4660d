/* A mode for DRL as memfate's rules use it: enough to see the parts of a rule. */
CodeMirror.defineMode("drl", () => {
  const words = (text) => new Set(text.split(" "));
  const KEYWORDS = words("package import function rule extends when then end insert delete update modify new return if else");
  const OPERATORS = words("not exists forall and or in matches contains memberOf accumulate collect from over this");
  const ATOMS = words("true false null");

  function token(stream, state) {
    if (state.comment) {
      if (stream.skipTo("*/")) {
        stream.match("*/");
        state.comment = false;
      } else stream.skipToEnd();
      return "comment";
    }
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) {
      state.comment = true;
      return token(stream, state);
    }
    if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return "string";
    if (stream.match(/^(?:0x[0-9a-fA-F]+|\d[\d.]*)[LBI]?/)) return "number";
    if (stream.match(/^\$\w+/)) return "variable-2";
    const word = stream.match(/^[A-Za-z_]\w*/);
    if (!word) {
      stream.next();
      return null;
    }
    if (KEYWORDS.has(word[0])) return "keyword";
    if (OPERATORS.has(word[0])) return "operator";
    if (ATOMS.has(word[0])) return "atom";
    return /^[A-Z]/.test(word[0]) ? "type" : null;
  }

  return { startState: () => ({ comment: false }), token, lineComment: "//", blockCommentStart: "/*", blockCommentEnd: "*/" };
});
