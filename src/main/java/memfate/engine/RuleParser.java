package memfate.engine;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.jspecify.annotations.Nullable;
import org.kie.internal.builder.conf.LanguageLevelOption;

/** Parses rule files. */
final class RuleParser {
  private RuleParser() {}

  /** Returns what a file holds, null when it does not parse; then the reasons are reported. */
  static @Nullable PackageDescr parse(RuleSource source, List<Diagnostic> problems) {
    List<Diagnostic> refusals = Admission.refusals(source);
    if (!refusals.isEmpty()) {
      problems.addAll(refusals);
      return null;
    }
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, source.text());
    } catch (DroolsParserException e) {
      problems.add(error(source, 1, RuleCompiler.inOneLine(String.valueOf(e.getMessage()))));
    }
    for (DroolsError problem : parser.getErrors()) {
      int line = problem.getLines().length > 0 ? problem.getLines()[0] : 1;
      problems.add(error(source, line, RuleCompiler.inOneLine(problem.getMessage())));
    }
    return parser.hasErrors() ? null : parsed;
  }

  /** Returns an error that shows its line. */
  static Diagnostic error(RuleSource source, int line, String message) {
    String[] lines = source.text().split("\n", -1);
    String text = line >= 1 && line <= lines.length ? lines[line - 1] : "";
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        message,
        new SourceLocation(source.file(), Math.max(1, line), 0),
        1,
        text,
        "");
  }
}
