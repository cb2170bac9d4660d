package memfate.engine.lang;

import java.util.List;

/** Refuses rules that are larger than any kernel needs: compiling them takes very long. */
final class RuleSize {
  private static final int MOST_PATTERNS = 40;

  /** Alternatives multiply: Drools makes a rule of each combination. */
  private static final int MOST_COMBINATIONS = 64;

  private int patterns;

  private RuleSize() {}

  static void check(List<Condition> conditions, Token name, Problems problems) {
    RuleSize size = new RuleSize();
    long combinations = size.combinations(conditions);
    if (size.patterns > MOST_PATTERNS) {
      problems.error(
          Code.LIMIT,
          name.span(),
          "the rule has %d patterns, more than %d".formatted(size.patterns, MOST_PATTERNS),
          "classify first, and match the classes");
    } else if (combinations > MOST_COMBINATIONS) {
      problems.error(
          Code.LIMIT,
          name.span(),
          "the alternatives of the rule make more than %d combinations"
              .formatted(MOST_COMBINATIONS),
          "write a rule for each case");
    }
  }

  private long combinations(List<Condition> all) {
    long product = 1;
    for (Condition condition : all) {
      product = Math.min(product * combinations(condition), Integer.MAX_VALUE);
    }
    return product;
  }

  private long combinations(Condition condition) {
    if (condition instanceof Condition.Or or) {
      return or.of().stream().mapToLong(this::combinations).sum();
    } else if (condition instanceof Condition.And and) {
      return combinations(and.of());
    } else if (condition instanceof Condition.Forall forall) {
      return combinations(forall.of());
    } else if (condition instanceof Condition.Not not) {
      return combinations(not.of());
    } else if (condition instanceof Condition.Exists exists) {
      return combinations(exists.of());
    } else if (condition instanceof Condition.Accumulate accumulate) {
      return combinations(accumulate.source());
    }
    patterns++;
    return 1;
  }
}
