package memfate.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.engine.lang.Code;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.drools.compiler.compiler.DescrBuildError;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.ExistsDescr;
import org.drools.drl.ast.descr.NotDescr;
import org.drools.drl.ast.descr.PackageDescr;
import org.drools.drl.ast.descr.RuleDescr;
import org.drools.io.DescrResource;
import org.jspecify.annotations.Nullable;
import org.kie.api.definition.KiePackage;
import org.kie.api.io.ResourceType;
import org.kie.internal.builder.KnowledgeBuilder;
import org.kie.internal.builder.KnowledgeBuilderFactory;
import org.kie.internal.builder.KnowledgeBuilderResult;
import org.kie.internal.io.ResourceFactory;

/** Compiles rule files, and says what is wrong with them, all at once. */
final class RuleCompiler {
  private static final Pattern MVEL_ERROR =
      Pattern.compile("(?s)(Unable to Analyse Expression .*?):\\s*\\[Error: (.*?)\\]\\s*\\[Near.*");

  /** What Drools tells of itself: stack traces, names of generated classes. */
  private static final Pattern INTERNALS =
      Pattern.compile("(?s)\\s*(Stack trace|\\[?org\\.drools\\.|at org\\.).*");

  private static final Pattern GENERATED = Pattern.compile(" for the type Rule_\\S+");
  private static final Pattern QUOTED = Pattern.compile("['\"]([^'\"]+)['\"]");

  /**
   * What a compilation ended with.
   *
   * @param packages what was compiled
   * @param rules the rules by name
   * @param patterns what they look at, by the name of the rule
   * @param sources the files by name
   * @param left which of the replacements left a rule out, by number
   * @param parsed whether every file could be parsed
   * @param diagnostics errors; then nothing can be run
   */
  record Compilation(
      List<KiePackage> packages,
      Map<String, RuleInfo> rules,
      Map<String, List<FactPattern>> patterns,
      Map<String, RuleSource> sources,
      Set<Integer> left,
      boolean parsed,
      List<Diagnostic> diagnostics) {

    /**
     * Makes a rule base of it.
     *
     * @param failure what to say when there are errors
     * @throws PolicyException if there are
     */
    RuleBase base(String failure) {
      if (!diagnostics.isEmpty()) {
        throw new PolicyException(failure, diagnostics);
      }
      return RuleBase.of(packages, rules, new RuleReads(patterns), sources);
    }
  }

  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private final Map<String, RuleInfo> rules = new HashMap<>();
  private final Map<String, List<FactPattern>> patterns = new TreeMap<>();
  private final IdentityHashMap<PackageDescr, RuleSource> packages = new IdentityHashMap<>();
  private final List<PackageDescr> inOrder = new ArrayList<>();
  private final Map<String, RuleSource> sources = new HashMap<>();
  private final Set<Integer> left = new HashSet<>();

  /**
   * A rule that a policy leaves out.
   *
   * @param rule its name
   * @param before the files that it may stand in: so many of the first
   * @param at where the policy says so
   */
  record Replacement(String rule, int before, SourceLocation at) {}

  /**
   * Compiles rule files together, apart from all others.
   *
   * @param replaced rules to leave out
   */
  static Compilation compile(List<RuleSource> files, List<Replacement> replaced) {
    return new RuleCompiler().run(files, replaced);
  }

  private Compilation run(List<RuleSource> files, List<Replacement> replaced) {
    for (int i = 0; i < files.size(); i++) {
      parse(files.get(i), i, replaced);
    }
    KnowledgeBuilder builder = KnowledgeBuilderFactory.newKnowledgeBuilder();
    var batch = builder.batch();
    inOrder.forEach(p -> batch.add(ResourceFactory.newDescrResource(p), ResourceType.DESCR));
    batch.build();
    builder.getErrors().forEach(this::report);
    return new Compilation(
        List.copyOf(builder.getKnowledgePackages()),
        Map.copyOf(rules),
        Map.copyOf(patterns),
        Map.copyOf(sources),
        Set.copyOf(left),
        inOrder.size() == files.size(),
        List.copyOf(diagnostics));
  }

  private void parse(RuleSource source, int place, List<Replacement> replaced) {
    sources.put(source.file(), source);
    PackageDescr parsed = RuleParser.parse(source, diagnostics);
    if (parsed != null) {
      RuleSource.Part part = source.part();
      IdentityHashMap<RuleDescr, String> quirks =
          part == null
              ? new IdentityHashMap<>()
              : new PackTies(source, part, diagnostics).settle(parsed);
      for (int i = 0; i < replaced.size(); i++) {
        Replacement replacement = replaced.get(i);
        if (place < replacement.before()
            && parsed.getRules().removeIf(rule -> rule.getName().equals(replacement.rule()))) {
          left.add(i);
        }
      }
      parsed.getRules().removeIf(rule -> !describe(source, rule, tie(part, quirks.get(rule))));
      parsed
          .getRules()
          .forEach(rule -> patterns.put(rule.getName(), PatternReader.patterns(parsed, rule)));
      packages.put(parsed, source);
      inOrder.add(parsed);
    }
  }

  private static RuleInfo.@Nullable Tie tie(
      RuleSource.@Nullable Part part, @Nullable String quirk) {
    return part == null || quirk == null
        ? null
        : new RuleInfo.Tie(part.pack(), quirk, part.stage());
  }

  static Diagnostic unmet(Replacement replacement) {
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        "replaces rule \"%s\", which no policy that it is based on has"
            .formatted(replacement.rule()),
        replacement.at(),
        1,
        "",
        "",
        Code.REPLACES_NOTHING.id());
  }

  /** Notes where a rule stands; returns false, and reports, when there is one of its name. */
  private boolean describe(RuleSource source, RuleDescr rule, RuleInfo.@Nullable Tie tie) {
    RuleInfo info =
        new RuleInfo(
            rule.getName(),
            source.file(),
            rule.getLine(),
            source.band(),
            tie,
            conditions(source, rule),
            writtenOf(source, rule));
    RuleInfo earlier = rules.putIfAbsent(rule.getName(), info);
    if (earlier != null) {
      diagnostics.add(twice(source, info, earlier));
    }
    return earlier == null;
  }

  static Diagnostic twice(RuleSource source, RuleInfo rule, RuleInfo earlier) {
    return RuleParser.error(
        source,
        rule.line(),
        "rule \"%s\" is already defined at %s:%d"
            .formatted(rule.name(), earlier.file(), earlier.line()),
        Code.DUPLICATE_RULE);
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

  /** Returns a rule as its file has it, from {@code rule} to {@code end}. */
  private static String writtenOf(RuleSource source, RuleDescr rule) {
    List<String> lines = source.text().lines().skip(rule.getLine() - 1L).toList();
    int end = lines.indexOf("end");
    return String.join("\n", lines.subList(0, end < 0 ? lines.size() : end + 1));
  }

  static String textOf(RuleSource source, BaseDescr descr) {
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
      diagnostics.add(outsideRules(problem, text));
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
            : RuleParser.error(source, line, message));
  }

  /** An error of an import, a function or the like: its file is that of the package it is in. */
  private Diagnostic outsideRules(KnowledgeBuilderResult problem, String text) {
    RuleSource source =
        problem.getResource() instanceof DescrResource resource
                && resource.getDescr() instanceof PackageDescr descr
            ? packages.get(descr)
            : null;
    if (source == null) {
      // Drools does not say where: look for what the message quotes.
      Matcher quoted = QUOTED.matcher(text);
      String word = quoted.find() ? quoted.group(1) : "";
      source =
          sources.values().stream()
              .filter(s -> !word.isEmpty() && s.text().contains(word))
              .min(Comparator.comparing(RuleSource::file))
              .orElse(null);
      if (source == null) {
        return Diagnostic.error(text, new SourceLocation("rules", 0, 0));
      }
    }
    Matcher quoted = QUOTED.matcher(text);
    int at = quoted.find() ? source.text().indexOf(quoted.group(1)) : -1;
    int line = at < 0 ? 1 : (int) source.text().substring(0, at).lines().count();
    return RuleParser.error(source, Math.max(1, line), text);
  }

  private @Nullable RuleInfo ruleNamedIn(String text) {
    return rules.values().stream()
        .filter(r -> text.contains("\"" + r.name() + "\"") || text.contains("'" + r.name() + "'"))
        .max(Comparator.comparingInt(r -> r.name().length()))
        .orElse(null);
  }

  /** Leaves out the expression that MVEL repeats, and its line, which counts from elsewhere. */
  static String inOneLine(String message) {
    String plain = GENERATED.matcher(INTERNALS.matcher(message).replaceFirst("")).replaceAll("");
    Matcher mvel = MVEL_ERROR.matcher(plain);
    return mvel.matches()
        ? mvel.group(1) + ": " + mvel.group(2)
        : plain.lines().map(String::strip).distinct().collect(Collectors.joining("; "));
  }
}
