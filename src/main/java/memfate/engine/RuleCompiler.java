package memfate.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.drools.compiler.compiler.DescrBuildError;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.drl.parser.DrlParser;
import org.drools.drl.parser.DroolsError;
import org.drools.drl.parser.DroolsParserException;
import org.drools.kiesession.rulebase.InternalKnowledgeBase;
import org.drools.kiesession.rulebase.KnowledgeBaseFactory;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.conf.EqualityBehaviorOption;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.KnowledgeBuilderResult;
import org.kie.internal.builder.conf.LanguageLevelOption;
import org.kie.internal.io.ResourceFactory;

/** Compiles rule files into one rule base, and says what is wrong with them, all at once. */
final class RuleCompiler {
  private static final Pattern MVEL_ERROR =
      Pattern.compile("(?s)(Unable to Analyse Expression .*?):\\s*\\[Error: (.*?)\\]\\s*\\[Near.*");

  /** What a compilation ended with: a rule base, or errors. */
  record Compilation(
      @Nullable InternalKnowledgeBase base,
      Map<String, RuleInfo> rules,
      List<Diagnostic> diagnostics) {}

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, RuleInfo> rules = new HashMap<>();
  private final List<PackageDescr> packages = new ArrayList<>();
  private final Map<String, RuleSource> sources = new HashMap<>();

  /**
   * Compiles rule files together.
   *
   * @param sources the files
   * @param replaced names of rules to leave out
   */
  static Compilation compile(List<RuleSource> sources, Set<String> replaced) {
    return new RuleCompiler().run(sources, replaced);
  }

  private Compilation run(List<RuleSource> sources, Set<String> replaced) {
    sources.forEach(source -> parse(source, replaced));
    if (!diagnostics.isEmpty()) {
      return new Compilation(null, rules, diagnostics);
    }
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    var batch = builder.batch();
    packages.forEach(p -> batch.add(ResourceFactory.newDescrResource(p), ResourceType.DESCR));
    batch.build();
    if (builder.hasErrors()) {
      builder.getErrors().forEach(this::report);
      return new Compilation(null, rules, diagnostics);
    }
    KieBaseConfiguration byValue = KieServices.get().newKieBaseConfiguration();
    byValue.setOption(EqualityBehaviorOption.EQUALITY);
    InternalKnowledgeBase base = KnowledgeBaseFactory.newKnowledgeBase(byValue);
    base.addPackages(builder.getKnowledgePackages());
    return new Compilation(base, rules, List.of());
  }

  private void parse(RuleSource source, Set<String> replaced) {
    sources.put(source.file(), source);
    DrlParser parser = new DrlParser(LanguageLevelOption.DRL6);
    PackageDescr parsed = null;
    try {
      parsed = parser.parse(false, source.text());
    } catch (DroolsParserException e) {
      diagnostics.add(error(source, 1, String.valueOf(e.getMessage())));
    }
    for (DroolsError problem : parser.getErrors()) {
      int line = problem.getLines().length > 0 ? problem.getLines()[0] : 1;
      diagnostics.add(error(source, line, problem.getMessage()));
    }
    if (parsed != null && !parser.hasErrors()) {
      parsed.getRules().removeIf(rule -> replaced.contains(rule.getName()));
      parsed.getRules().forEach(rule -> describe(source, rule));
      packages.add(parsed);
    }
  }

  private void describe(RuleSource source, RuleDescr rule) {
    RuleInfo info =
        new RuleInfo(
            rule.getName(),
            source.file(),
            rule.getLine(),
            source.band(),
            source.pack(),
            conditions(source, rule));
    RuleInfo earlier = rules.putIfAbsent(rule.getName(), info);
    if (earlier != null) {
      diagnostics.add(
          error(
              source,
              rule.getLine(),
              "rule \"%s\" is already defined at %s:%d"
                  .formatted(rule.getName(), earlier.file(), earlier.line())));
    }
  }

  private static List<RuleInfo.Condition> conditions(RuleSource source, RuleDescr rule) {
    List<RuleInfo.Condition> conditions = new ArrayList<>();
    for (BaseDescr descr : rule.getLhs().getDescrs()) {
      String quantifier =
          descr instanceof ExistsDescr ? "exists" : descr instanceof NotDescr ? "not" : "";
      String text = textOf(source, descr);
      conditions.add(
          new RuleInfo.Condition(
              quantifier,
              text.startsWith(quantifier) ? text.substring(quantifier.length()).trim() : text));
    }
    return List.copyOf(conditions);
  }

  private static String textOf(RuleSource source, BaseDescr descr) {
    int start = Math.max(0, descr.getStartCharacter());
    int end = Math.min(source.text().length(), descr.getEndCharacter() + 1);
    return start < end ? source.text().substring(start, end).replaceAll("\\s+", " ").trim() : "";
  }

  /** Places a builder error, whose own file and line may be unknown, by what it is about. */
  private void report(KnowledgeBuilderResult problem) {
    String text = inOneLine(problem.getMessage());
    BaseDescr about = problem instanceof DescrBuildError e ? e.getDescr() : null;
    BaseDescr parent = problem instanceof DescrBuildError e ? e.getParentDescr() : null;
    RuleDescr descr =
        parent instanceof RuleDescr rule ? rule : about instanceof RuleDescr rule ? rule : null;
    RuleInfo rule = descr == null ? ruleNamedIn(text) : rules.get(descr.getName());
    if (rule == null) {
      diagnostics.add(Diagnostic.error(text, new SourceLocation("rules", 0, 0)));
      return;
    }
    int line = rule.line();
    if (descr != null && text.startsWith("Rule Compilation error")) {
      line = Math.max(line, descr.getConsequenceLine());
    } else if (about != null) {
      line = Math.max(line, about.getLine());
    }
    String message = "rule \"%s\": %s".formatted(rule.name(), text);
    RuleSource source = sources.get(rule.file());
    diagnostics.add(
        source == null
            ? Diagnostic.error(message, new SourceLocation(rule.file(), line, 0))
            : error(source, line, message));
  }

  private @Nullable RuleInfo ruleNamedIn(String text) {
    return rules.values().stream()
        .filter(r -> text.contains("\"" + r.name() + "\"") || text.contains("'" + r.name() + "'"))
        .max(Comparator.comparingInt(r -> r.name().length()))
        .orElse(null);
  }

  /** Leaves out the expression that MVEL repeats, and its line, which counts from elsewhere. */
  private static String inOneLine(String message) {
    Matcher mvel = MVEL_ERROR.matcher(message);
    return mvel.matches()
        ? mvel.group(1) + ": " + mvel.group(2)
        : message.lines().map(String::strip).distinct().collect(Collectors.joining("; "));
  }

  private static Diagnostic error(RuleSource source, int line, String message) {
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
