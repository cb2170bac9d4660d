package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;

/**
 * Looks again at what Drools made of a rule file, before it compiles it.
 *
 * <p>The language of rules has no word for functions, queries, declarations, attributes and
 * annotations. Should Drools read one where that language read none, the two parsers differ, and
 * the file is refused.
 */
final class Admission {
  private final List<String> differences = new ArrayList<>();

  private Admission() {}

  /**
   * Returns what Drools read and the language of rules did not, nothing when they agree.
   *
   * @param parsed what Drools read
   * @param rules the names of the rules of the file, in order
   */
  static List<String> differences(PackageDescr parsed, List<String> rules) {
    Admission admission = new Admission();
    admission.compareFile(parsed, rules);
    parsed.getRules().forEach(admission::compareRule);
    return admission.differences;
  }

  private void compareFile(PackageDescr parsed, List<String> rules) {
    nothing("a function", parsed.getFunctions());
    nothing("a global", parsed.getGlobals());
    nothing("an attribute", parsed.getAttributes());
    nothing("a declared type", parsed.getTypeDeclarations());
    nothing("a declared enum", parsed.getEnumDeclarations());
    nothing("a window", parsed.getWindowDeclarations());
    nothing("an entry point", parsed.getEntryPointDeclarations());
    nothing("an imported function", parsed.getFunctionImports());
    nothing("an imported accumulate", parsed.getAccumulateImports());
    List<String> read = parsed.getRules().stream().map(RuleDescr::getName).toList();
    if (!read.equals(rules)) {
      differences.add("the file is read in two ways: rules %s, or %s".formatted(rules, read));
    }
  }

  private void compareRule(RuleDescr rule) {
    nothing("an attribute", rule.getAttributes());
    nothing("an annotation", rule.getAnnotationNames());
    nothing("a named consequence", rule.getNamedConsequences());
    if (rule.isQuery() || rule.getParentName() != null) {
      differences.add("the file is read in two ways: one of them has a query or a parent rule");
    }
  }

  private void nothing(String what, Map<String, ?> found) {
    nothing(what, found.keySet());
  }

  private void nothing(String what, Collection<?> found) {
    if (!found.isEmpty()) {
      differences.add("the file is read in two ways: one of them has " + what);
    }
  }
}
