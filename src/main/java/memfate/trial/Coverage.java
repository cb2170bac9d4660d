package memfate.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import memfate.engine.RuleInfo;

/** Counts in which cases rules fire. */
public final class Coverage {
  private static final double PERCENT = 100.0;

  private final Predicate<RuleInfo> scope;
  private final Map<RuleInfo, int[]> counts =
      new TreeMap<>(
          Comparator.comparing(Coverage::place)
              .thenComparingInt(RuleInfo::line)
              .thenComparing(RuleInfo::name));
  private final Set<String> silent = new HashSet<>();

  /**
   * Starts to count.
   *
   * @param scope the rules to count
   */
  public Coverage(Predicate<RuleInfo> scope) {
    this.scope = scope;
  }

  /** A file may be named from here, from a case, or in full. */
  private static Path place(RuleInfo rule) {
    return Path.of(rule.file()).toAbsolutePath().normalize();
  }

  /** Adds rules that should have cases, whether or not a case boots them. */
  public void expect(List<RuleInfo> rules) {
    rules.stream().filter(scope).forEach(rule -> counts.computeIfAbsent(rule, r -> new int[2]));
  }

  /** Adds a boot. */
  public void add(CaseResult result) {
    expect(result.rules());
    for (RuleInfo rule : result.rules()) {
      int[] count = counts.get(rule);
      if (count != null) {
        count[0] += result.fired().contains(rule.name()) ? 1 : 0;
        count[1]++;
      }
    }
    silent.addAll(result.test().silent());
  }

  /** Returns the rules by file and line. */
  public List<RuleCoverage> rules() {
    List<RuleCoverage> rules = new ArrayList<>();
    counts.forEach(
        (rule, count) ->
            rules.add(
                new RuleCoverage(
                    rule, count[0], count[1], silent.contains(rule.name()), why(count))));
    return List.copyOf(rules);
  }

  private static String why(int[] count) {
    if (count[0] > 0) {
      return "";
    }
    return count[1] == 0
        ? "no case boots a policy that has it"
        : "it fired in none of %d boots".formatted(count[1]);
  }

  /** Returns how many of a hundred rules fired. */
  public double percent() {
    long covered = counts.values().stream().filter(count -> count[0] > 0).count();
    return counts.isEmpty() ? PERCENT : PERCENT * covered / counts.size();
  }
}
