package memfate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;

/**
 * Refuses rule files that reach beyond the vocabulary, before Drools sees them.
 *
 * <p>A rule matches facts and states effects; it opens no file, starts no thread, loops over
 * nothing and ends no process. This is an admission filter by names, not a security boundary.
 */
final class Admission {
  private static final Pattern COMMENT_OR_TEXT =
      Pattern.compile("/\\*.*?\\*/|//[^\\n]*|\"(?:\\\\.|[^\"\\\\\\n])*\"", Pattern.DOTALL);

  private static final Pattern IMPORT =
      Pattern.compile("(?m)^\\s*import\\s+(?:static\\s+|function\\s+)?([\\w.*]+)");

  private static final Pattern OUR_IMPORT = Pattern.compile("memfate\\.(facts|iomem)\\.(\\*|\\w+)");

  private static final Pattern FOREIGN_NAME =
      Pattern.compile(
          "\\b(?:System|Runtime|Thread|Process|ProcessBuilder|Class|ClassLoader|Files|Paths"
              + "|kcontext|drools|getClass|forName)\\b"
              + "|\\b(?:java|javax|jdk|sun|org|com)\\.\\w[\\w.]*");

  private static final Pattern FOREIGN_CONSTRUCT =
      Pattern.compile(
          "\\b(?:while|for|do|try|synchronized|salience|dialect)\\b"
              + "|(?m)^\\s*(?:function|global|declare|query)\\b");

  private final RuleSource source;
  private final String code;
  private final List<Diagnostic> refusals = new ArrayList<>();

  private Admission(RuleSource source) {
    this.source = source;
    this.code = COMMENT_OR_TEXT.matcher(source.text()).replaceAll(Admission::blank);
  }

  /** Returns what a file may not do, nothing when it may be compiled. */
  static List<Diagnostic> refusals(RuleSource source) {
    Admission admission = new Admission(source);
    admission.imports();
    admission.find(FOREIGN_NAME, "is not in the vocabulary of rules");
    admission.find(FOREIGN_CONSTRUCT, "has no place in a rule");
    return admission.refusals;
  }

  private void imports() {
    for (Matcher found = IMPORT.matcher(code); found.find(); ) {
      if (!OUR_IMPORT.matcher(found.group(1)).matches()) {
        refuse(found.start(1), found.group(1), "may not be imported by rules");
      }
    }
  }

  private void find(Pattern pattern, String why) {
    for (Matcher found = pattern.matcher(code); found.find(); ) {
      boolean ofImport = code.substring(lineStart(found.start()), found.start()).contains("import");
      if (!ofImport) {
        String word = found.group().strip();
        refuse(found.end() - word.length(), word, why);
      }
    }
  }

  private void refuse(int at, String word, String why) {
    int start = lineStart(at);
    int number = 1 + (int) code.substring(0, at).chars().filter(c -> c == '\n').count();
    String text = source.text().substring(start).lines().findFirst().orElse("");
    refusals.add(
        new Diagnostic(
            Diagnostic.Severity.ERROR,
            "\"%s\" %s".formatted(word, why),
            new SourceLocation(source.file(), number, at - start + 1),
            word.length(),
            text,
            "rules match facts and state effects, see rules/README.md"));
  }

  private int lineStart(int at) {
    return code.lastIndexOf('\n', at - 1) + 1;
  }

  /** Keeps lines and columns where they are. */
  private static String blank(java.util.regex.MatchResult found) {
    return found.group().replaceAll("[^\\n]", " ");
  }
}
