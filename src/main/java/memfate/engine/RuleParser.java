package memfate.engine;

import java.util.List;
import memfate.engine.lang.Code;
import memfate.engine.lang.RuleText;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/**
 * Parses rule files: first by the language of rules, then, as it was understood there, by Drools.
 */
final class RuleParser {
  private RuleParser() {}

  /** Returns what a file holds, null when it is refused; then the reasons are reported. */
  static @Nullable PackageDescr parse(RuleSource source, List<Diagnostic> problems) {
    RuleText text = RuleText.read(source.file(), source.text());
    if (!text.errors().isEmpty()) {
      problems.addAll(text.errors());
      return null;
    }
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, text.plain());
    } catch (DroolsParserException e) {
      problems.add(error(source, 1, RuleCompiler.inOneLine(String.valueOf(e.getMessage()))));
    }
    for (DroolsError problem : parser.getErrors()) {
      int line = problem.getLines().length > 0 ? problem.getLines()[0] : 1;
      problems.add(error(source, line, RuleCompiler.inOneLine(problem.getMessage())));
    }
    if (parsed == null || parser.hasErrors()) {
      return null;
    }
    List<String> differences = Admission.differences(parsed, text.parts());
    differences.forEach(difference -> problems.add(error(source, 1, difference)));
    return differences.isEmpty() ? parsed : null;
  }

  /** Returns an error that shows its line. */
  static Diagnostic error(RuleSource source, int line, String message) {
    return error(source, line, message, Code.COMPILER);
  }

  static Diagnostic error(RuleSource source, int line, String message, Code code) {
    String[] lines = source.text().split("\n", -1);
    String text = line >= 1 && line <= lines.length ? lines[line - 1] : "";
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        message,
        new SourceLocation(source.file(), Math.max(1, line), 0),
        1,
        text,
        "",
        code.id());
  }
}
