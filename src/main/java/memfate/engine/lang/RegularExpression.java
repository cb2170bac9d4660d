package memfate.engine.lang;

import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Tells the regular expressions whose matching ends soon from those that blow up. */
final class RegularExpression {
  private static final int MOST_REPETITIONS = 3;

  private RegularExpression() {}

  /** Returns why an expression is refused, null when it may be used. */
  static @Nullable String refusal(String expression) {
    try {
      java.util.regex.Pattern.compile(expression);
    } catch (PatternSyntaxException e) {
      return e.getDescription();
    }
    return new Scan(expression).refusal();
  }

  /** One walk over an expression that compiles. */
  private static final class Scan {
    private final String text;
    private int repetitions;
    private int depth;

    Scan(String text) {
      this.text = text;
    }

    @Nullable String refusal() {
      for (int at = 0; at < text.length(); at++) {
        char c = text.charAt(at);
        if (c == '\\') {
          at++;
          if (Character.isLetterOrDigit(text.charAt(at)) && "dDsSwW".indexOf(text.charAt(at)) < 0) {
            return "references and special escapes are not allowed";
          }
        } else if (c == '[') {
          at = endOfClass(at);
        } else if (c == '(') {
          if (text.startsWith("(?", at) && !text.startsWith("(?:", at)) {
            return "look-around and flags are not allowed";
          }
          depth++;
        } else if (c == ')') {
          depth--;
        } else if (c == '{') {
          return "counted repetitions are not allowed";
        } else if (c == '|') {
          repetitions = depth == 0 ? 0 : repetitions;
        } else if (c == '*' || c == '+') {
          if (++repetitions > MOST_REPETITIONS) {
            return "it repeats more than %d times in a row".formatted(MOST_REPETITIONS);
          }
          if (at > 0 && text.charAt(at - 1) == ')') {
            return "it repeats a group";
          }
        }
      }
      return null;
    }

    private int endOfClass(int start) {
      int at = start + 1;
      while (at < text.length() - 1 && text.charAt(at) != ']') {
        at += text.charAt(at) == '\\' ? 2 : 1;
      }
      return at;
    }
  }
}
