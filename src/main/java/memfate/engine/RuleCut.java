package memfate.engine;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.drools.drl.ast.descr.AndDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ConditionalElementDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.ExprConstraintDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.OrDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.PatternDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.EqualityBehaviorOption;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.io.ResourceFactory;

/**
 * Cuts a rule short and compiles what is left, so that Drools itself says what a part of it
 * matches. A cut does nothing when it fires.
 */
final class RuleCut {
  private static final String CALL = "[\\w$]+(?:\\((?:[^()]|\\([^()]*\\))*\\))?";

  /** A variable with the value that it takes, and what the same constraint demands of it. */
  private static final Pattern BINDING =
      Pattern.compile("(\\$\\w+\\s*:\\s*" + CALL + "(?:\\." + CALL + ")*)\\s*(.*)", Pattern.DOTALL);

  private final RuleInfo rule;
  private final RuleSource source;

  RuleCut(RuleInfo rule, RuleSource source) {
    this.rule = rule;
    this.source = source;
  }

  /** Returns the rule as Drools parses it, fresh: building one changes it. */
  RuleDescr parsed() {
    return only(parse());
  }

  /** Returns the file of the rule. */
  PackageDescr parse() {
    PackageDescr parsed = RuleParser.parse(source, new ArrayList<>());
    if (parsed == null) {
      throw new IllegalStateException("a compiled file parses: " + source.file());
    }
    return parsed;
  }

  private RuleDescr only(PackageDescr file) {
    file.getRules().removeIf(other -> !other.getName().equals(rule.name()));
    return file.getRules().get(0);
  }

  /** Compiles one rule for each number of leading conditions, named by the number. */
  InternalKnowledgeBase prefixes() {
    PackageDescr file = parse();
    file.getRules().clear();
    for (int k = 1; k <= rule.conditions().size(); k++) {
      file.addRule(cut(k, String.valueOf(k), last -> {}).getRules().get(0));
    }
    return compile(file);
  }

  /**
   * Compiles the conditions before one, and this one without its quantifier as far as it is kept.
   *
   * @param index of the condition, from 0
   * @param keep which of its constraints, by number; what they bind stays bound
   * @param from whether the facts come from where the pattern says, or from anywhere
   */
  InternalKnowledgeBase part(int index, Predicate<Integer> keep, boolean from) {
    return compile(
        cut(
            index + 1,
            "part",
            lhs -> {
              BaseDescr plain = unwrapped(lhs.getDescrs().get(index));
              lhs.getDescrs().set(index, plain);
              if (plain instanceof PatternDescr pattern) {
                keepOnly(pattern, keep);
                if (!from) {
                  pattern.setSource(null);
                }
              }
            }));
  }

  private PackageDescr cut(int conditions, String name, Consumer<AndDescr> change) {
    PackageDescr file = parse();
    RuleDescr left = only(file);
    AndDescr lhs = left.getLhs();
    lhs.getDescrs().subList(conditions, lhs.getDescrs().size()).clear();
    change.accept(lhs);
    left.setName(name);
    left.setConsequence("");
    left.getNamedConsequences().clear();
    return file;
  }

  private static void keepOnly(PatternDescr pattern, Predicate<Integer> keep) {
    List<BaseDescr> all = List.copyOf(pattern.getDescrs());
    pattern.removeAllConstraint();
    int number = 0;
    for (BaseDescr constraint : all) {
      Matcher binding = BINDING.matcher(textOf(constraint));
      boolean binds = binding.matches();
      if ((binds && binding.group(2).isEmpty()) || keep.test(number)) {
        pattern.addConstraint(constraint);
      } else if (binds) {
        pattern.addConstraint(new ExprConstraintDescr(binding.group(1)));
      }
      number += binds && binding.group(2).isEmpty() ? 0 : 1;
    }
  }

  /** Returns the texts of the constraints that may fail: a binding alone cannot. */
  static List<String> constraints(PatternDescr pattern) {
    return pattern.getDescrs().stream()
        .map(RuleCut::textOf)
        .filter(text -> !isBinding(text))
        .map(text -> text.replaceAll("\\s+", " "))
        .toList();
  }

  private static boolean isBinding(String text) {
    Matcher binding = BINDING.matcher(text);
    return binding.matches() && binding.group(2).isEmpty();
  }

  private static String textOf(BaseDescr constraint) {
    return constraint.toString().strip();
  }

  /** Returns what {@code not} or {@code exists} is about, or the condition itself. */
  static BaseDescr unwrapped(BaseDescr condition) {
    return condition instanceof NotDescr || condition instanceof ExistsDescr
        ? (BaseDescr) ((ConditionalElementDescr) condition).getDescrs().get(0)
        : condition;
  }

  /** Returns how many facts a match has of a condition. */
  static int facts(BaseDescr condition) {
    if (condition instanceof PatternDescr) {
      return 1;
    }
    if (condition instanceof AndDescr all) {
      return all.getDescrs().stream().mapToInt(RuleCut::facts).sum();
    }
    return condition instanceof OrDescr any ? facts(any.getDescrs().get(0)) : 0;
  }

  private static InternalKnowledgeBase compile(PackageDescr file) {
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    builder.add(ResourceFactory.newDescrResource(file), ResourceType.DESCR);
    if (builder.hasErrors()) {
      throw new CutFailure(builder.getErrors().toString());
    }
    KieBaseConfiguration byValue = KieServices.get().newKieBaseConfiguration();
    byValue.setOption(EqualityBehaviorOption.EQUALITY);
    InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(byValue);
    base.addPackages(builder.getKnowledgePackages());
    return base;
  }

  /** A part of a rule means nothing without the rest. */
  static final class CutFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CutFailure(String message) {
      super(message);
    }
  }
}
