package memfate.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.engine.RuleCompiler.Compilation;
import memfate.engine.RuleCompiler.Replacement;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.kie.api.definition.KiePackage;

/**
 * Compiles rule files package by package, and keeps each: what several policies share is compiled
 * once, and after an edit only the package of the edited file is.
 */
final class RuleUnits {
  /** A rules folder has some twenty, and an edit makes one more. */
  private static final int MOST = 256;

  private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");

  private final Kept<Unit, Compilation> kept = new Kept<>(MOST);

  /**
   * The files of a package.
   *
   * @param replaced the rules to leave out that these files seem to have
   */
  private record Unit(List<RuleSource> files, List<Replacement> replaced) {}

  /**
   * Compiles rule files together.
   *
   * @param sources the files, those of a base policy before those of the policies based on it
   * @param replaced rules to leave out; one that is not there is an error
   */
  Compilation compile(List<RuleSource> sources, List<Replacement> replaced) {
    Map<String, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < sources.size(); i++) {
      places.computeIfAbsent(packageOf(sources.get(i)), name -> new ArrayList<>()).add(i);
    }
    Set<Replacement> unmet = new LinkedHashSet<>(replaced);
    List<Compilation> compiled = new ArrayList<>();
    for (List<Integer> some : places.values()) {
      List<Replacement> asked = new ArrayList<>();
      Unit unit = unit(some, sources, replaced, asked);
      Compilation one = kept.get(unit, u -> RuleCompiler.compile(u.files, u.replaced));
      one.left().forEach(number -> unmet.remove(asked.get(number)));
      compiled.add(one);
    }
    return together(compiled, unmet);
  }

  /** Files of packs get theirs by stage and pack; they are compiled together. */
  private static String packageOf(RuleSource source) {
    Matcher line = PACKAGE.matcher(source.text());
    return source.part() == null && line.find() ? line.group(1) : "";
  }

  /** Where a policy says what it replaces makes no difference to the files. */
  private static Unit unit(
      List<Integer> places,
      List<RuleSource> sources,
      List<Replacement> replaced,
      List<Replacement> asked) {
    List<RuleSource> files = places.stream().map(sources::get).toList();
    List<Replacement> here = new ArrayList<>();
    for (Replacement one : replaced) {
      int before = (int) places.stream().filter(place -> place < one.before()).count();
      if (files.subList(0, before).stream().anyMatch(file -> file.text().contains(one.rule()))) {
        here.add(new Replacement(one.rule(), before, SourceLocation.NONE));
        asked.add(one);
      }
    }
    return new Unit(files, List.copyOf(here));
  }

  private static Compilation together(List<Compilation> units, Set<Replacement> unmet) {
    List<KiePackage> packages = new ArrayList<>();
    Map<String, RuleInfo> rules = new HashMap<>();
    Map<String, List<FactPattern>> patterns = new TreeMap<>();
    Map<String, RuleSource> sources = new HashMap<>();
    List<Diagnostic> problems = new ArrayList<>();
    for (Compilation unit : units) {
      packages.addAll(unit.packages());
      patterns.putAll(unit.patterns());
      sources.putAll(unit.sources());
      problems.addAll(unit.diagnostics());
      for (RuleInfo rule : unit.rules().values()) {
        RuleInfo earlier = rules.putIfAbsent(rule.name(), rule);
        RuleSource source = unit.sources().get(rule.file());
        if (earlier != null && source != null) {
          problems.add(RuleCompiler.twice(source, rule, earlier));
        }
      }
    }
    // A rule of a file that does not parse may be there all the same.
    if (units.stream().allMatch(Compilation::parsed)) {
      unmet.forEach(one -> problems.add(RuleCompiler.unmet(one)));
    }
    problems.sort(
        Comparator.comparing((Diagnostic d) -> d.at().file()).thenComparing(d -> d.at().line()));
    return new Compilation(packages, rules, patterns, sources, Set.of(), true, problems);
  }
}
