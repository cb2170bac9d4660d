package memfate.engine;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AccumulateDescr;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.ForallDescr;
import org.drools.drl.ast.descr.FromDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.PatternSourceDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.jspecify.annotations.Nullable;

/**
 * Looks again at what Drools made of a rule file, before it compiles it.
 *
 * <p>The language of rules has no word for functions, queries, declarations, attributes and
 * annotations. Should Drools read one where that language read none, or should a rule, a pattern, a
 * constraint or a consequence be another one for it, the two parsers differ, and the file is
 * refused.
 */
final class Admission {
  private static final Pattern BLANKS = Pattern.compile("\\s+");

  private final List<String> differences = new ArrayList<>();
  private final List<String> parts = new ArrayList<>();

  private Admission() {}

  /**
   * Returns what Drools read and the language of rules did not, nothing when they agree.
   *
   * @param parsed what Drools read
   * @param understood {@link memfate.engine.lang.RuleText#parts} of the file
   */
  static List<String> differences(PackageDescr parsed, List<String> understood) {
    Admission admission = new Admission();
    admission.readFile(parsed);
    parsed.getRules().forEach(admission::readRule);
    admission.compare(understood);
    return admission.differences;
  }

  private void compare(List<String> understood) {
    for (int i = 0; i < Math.max(parts.size(), understood.size()); i++) {
      String theirs = i < parts.size() ? parts.get(i) : "nothing";
      String ours = i < understood.size() ? understood.get(i) : "nothing";
      if (!theirs.equals(ours)) {
        differences.add("the file is read in two ways: \"%s\", or \"%s\"".formatted(ours, theirs));
        return;
      }
    }
  }

  private void readFile(PackageDescr parsed) {
    nothing("a function", parsed.getFunctions());
    nothing("a global", parsed.getGlobals());
    nothing("an attribute", parsed.getAttributes());
    nothing("a declared type", parsed.getTypeDeclarations());
    nothing("a declared enum", parsed.getEnumDeclarations());
    nothing("a window", parsed.getWindowDeclarations());
    nothing("an entry point", parsed.getEntryPointDeclarations());
    nothing("an imported function", parsed.getFunctionImports());
    nothing("an imported accumulate", parsed.getAccumulateImports());
  }

  private void readRule(RuleDescr rule) {
    nothing("an attribute", rule.getAttributes());
    nothing("an annotation", rule.getAnnotationNames());
    nothing("a named consequence", rule.getNamedConsequences());
    if (rule.isQuery() || rule.getParentName() != null) {
      differences.add("the file is read in two ways: one of them has a query or a parent rule");
    }
    parts.add("rule " + rule.getName());
    readAll(rule.getLhs().getDescrs());
    parts.add("then " + without(String.valueOf(rule.getConsequence())));
  }

  private void readAll(List<? extends BaseDescr> descrs) {
    descrs.forEach(this::read);
  }

  private void read(@Nullable BaseDescr descr) {
    if (descr instanceof PatternDescr pattern) {
      readPattern(pattern);
    } else if (isGroup(descr) && descr instanceof ConditionalElementDescr group) {
      group.getDescrs().forEach(part -> read((BaseDescr) part));
    } else {
      differences.add("the file is read in two ways: one of them has " + nameOf(descr));
    }
  }

  private static boolean isGroup(@Nullable BaseDescr descr) {
    return descr instanceof AndDescr
        || descr instanceof OrDescr
        || descr instanceof NotDescr
        || descr instanceof ExistsDescr
        || descr instanceof ForallDescr;
  }

  private static String nameOf(@Nullable Object descr) {
    return descr == null ? "nothing" : descr.getClass().getSimpleName();
  }

  private void readPattern(PatternDescr pattern) {
    PatternSourceDescr source = pattern.getSource();
    if (source instanceof AccumulateDescr accumulate) {
      read(accumulate.getInput());
      return;
    }
    nothing("an annotation", pattern.getAnnotationNames());
    nothing("a window", pattern.getBehaviors());
    parts.add("pattern " + pattern.getObjectType());
    for (BaseDescr constraint : pattern.getDescrs()) {
      parts.add(
          constraint instanceof ExprConstraintDescr expression
              ? "constraint " + without(expression.getExpression())
              : nameOf(constraint));
    }
    if (source instanceof FromDescr from) {
      parts.add("from " + without(String.valueOf(from.getDataSource())));
    } else if (source != null) {
      parts.add(nameOf(source));
    }
  }

  private static String without(String text) {
    return BLANKS.matcher(text).replaceAll("");
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
