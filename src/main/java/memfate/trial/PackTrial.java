package memfate.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import memfate.boot.ExpectationChecker;
import memfate.boot.Exploration;
import memfate.boot.Outcome;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.packs.MatchRow;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.packs.QuirkDefinition;
import memfate.packs.RowMatch;
import memfate.platform.Diagnostic;
import memfate.platform.Expectation;
import memfate.platform.Platform;

/**
 * Tries one pack.
 *
 * <ul>
 *   <li>Every row matches a platform of {@code platforms/}, and misses another by one condition.
 *   <li>Every quirk changes the fate of a platform that has it, or what is found there, or whether
 *       the order of events decides.
 *   <li>Every rule fires in one case and is silent in another; cases end as they expect.
 * </ul>
 */
public final class PackTrial {
  private final PackLibrary packs;
  private final Pack pack;
  private final PackBoots boots;
  private final List<Diagnostic> problems = new ArrayList<>();
  private final List<Check> checks = new ArrayList<>();
  private final List<Sample> platforms;
  private final List<Sample> cases;

  /**
   * Prepares a trial.
   *
   * @param packs the pack, and those that it requires
   * @param folder where its files are
   * @param limits how far to explore the orders of events
   */
  public PackTrial(
      PolicyLibrary policies,
      PackLibrary packs,
      Pack pack,
      Path folder,
      Exploration.Limits limits) {
    this.packs = packs;
    this.pack = pack;
    this.boots = new PackBoots(policies, packs, limits);
    this.platforms = Sample.read(folder, "platforms", problems);
    this.cases = Sample.read(folder, "cases", problems);
  }

  /** Returns what is wrong with the rules, the platforms and the cases; then nothing is tried. */
  public List<Diagnostic> problems() {
    List<Diagnostic> all = new ArrayList<>(packs.check(pack));
    problems.stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).forEach(all::add);
    return all;
  }

  /** Tries everything. */
  public List<Check> run() {
    pack.rows().forEach(this::tryRow);
    pack.definition().quirks().values().forEach(this::tryQuirk);
    Set<String> fired = new HashSet<>();
    Set<String> silent = new HashSet<>();
    cases.forEach(sample -> tryCase(sample, fired, silent));
    packs.rules(pack).forEach(rule -> tryRule(rule, fired, silent));
    return List.copyOf(checks);
  }

  private void tryRow(MatchRow row) {
    String about = "row at " + row.at();
    find(about, row, RowMatch::matches, "matches %s", "no platform of platforms/ meets it");
    find(
        about,
        row,
        match -> match.isNearMiss() || (row.terms().size() == 1 && !match.matches()),
        "misses %s by one condition",
        "no platform of platforms/ misses it by one condition");
  }

  private void find(
      String about, MatchRow row, Predicate<RowMatch> wanted, String found, String missing) {
    String hit =
        platforms.stream()
            .filter(sample -> wanted.test(row.match(sample.platform())))
            .map(sample -> sample.platform().id())
            .findFirst()
            .orElse("");
    checks.add(Check.of(about, !hit.isEmpty(), found.formatted(hit), missing));
  }

  private void tryQuirk(QuirkDefinition quirk) {
    String about = "quirk " + quirk.id();
    boolean hasRules =
        packs.rules(pack).stream()
            .anyMatch(rule -> rule.tie() != null && rule.tie().quirk().equals(quirk.id()));
    checks.add(Check.of(about, hasRules, "has rules", "no rule is tied to it"));
    List<Sample> hits = platforms.stream().filter(sample -> has(sample.platform(), quirk)).toList();
    String name = pack.id() + ":" + quirk.id();
    QuirkEffect effect =
        hits.stream()
            .map(hit -> QuirkEffect.of(hit, name, boots))
            .filter(QuirkEffect::found)
            .findFirst()
            .orElse(QuirkEffect.NONE);
    checks.add(
        Check.of(
            about,
            effect.found(),
            "changes %s".formatted(effect.words()),
            hits.isEmpty()
                ? "no platform of platforms/ has it"
                : "changes neither fate, findings nor verdict of any platform that has it"));
    if (effect.found()) {
      checks.add(new Check(about, true, effect.verdict()));
    }
  }

  private boolean has(Platform platform, QuirkDefinition quirk) {
    return pack.rows().stream()
        .anyMatch(row -> row.quirks().contains(quirk.id()) && row.match(platform).matches());
  }

  private void tryCase(Sample sample, Set<String> fired, Set<String> silent) {
    String about = "case " + sample.platform().id();
    List<String> wrong = new ArrayList<>();
    for (String policy : boots.policiesOf(sample.platform())) {
      Outcome outcome = boots.traced(sample.platform(), policy, sample.switches());
      Set<String> here = firedIn(outcome);
      differences(sample.platform(), outcome)
          .forEach(d -> wrong.add("%s: %s".formatted(policy, d)));
      sample.fires().stream()
          .filter(rule -> !here.contains(rule))
          .forEach(rule -> wrong.add("%s: does not fire: %s".formatted(policy, rule)));
      sample.silent().stream()
          .filter(here::contains)
          .forEach(rule -> wrong.add("%s: fires: %s".formatted(policy, rule)));
    }
    Set<String> known = new HashSet<>();
    packs.rules(pack).forEach(rule -> known.add(rule.name()));
    Stream.concat(sample.fires().stream(), sample.silent().stream())
        .filter(rule -> rule.startsWith(pack.id() + ": ") && !known.contains(rule))
        .forEach(rule -> wrong.add("there is no rule \"%s\"".formatted(rule)));
    fired.addAll(sample.fires());
    silent.addAll(sample.silent());
    checks.add(
        Check.of(about, wrong.isEmpty(), "ends as it expects", String.join("\n    ", wrong)));
  }

  private static Set<String> firedIn(Outcome outcome) {
    Set<String> fired = new HashSet<>();
    Stream<Outcome> all =
        outcome.readings().isEmpty()
            ? Stream.of(outcome)
            : outcome.readings().stream().map(Outcome.Reading::outcome);
    all.flatMap(reading -> reading.trace().stream())
        .flatMap(event -> event.firings().stream())
        .forEach(firing -> fired.add(firing.rule().name()));
    return fired;
  }

  private static List<String> differences(Platform platform, Outcome outcome) {
    List<String> differences = new ArrayList<>();
    if (outcome.status() != Outcome.Status.UNSUPPORTED) {
      outcome.diagnostics().stream()
          .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
          .forEach(d -> differences.add(d.toString()));
    }
    differences.addAll(ExpectationChecker.lint(outcome, platform.lint()));
    List<Expectation> expected =
        platform.expect().stream()
            .filter(e -> e.policy().isEmpty() || e.policy().equals(outcome.policy()))
            .toList();
    boolean says =
        !expected.isEmpty()
            || !platform.lint().expect().isEmpty()
            || !platform.lint().forbid().isEmpty();
    if (!says) {
      differences.add("it expects nothing");
    }
    expected.forEach(e -> differences.addAll(ExpectationChecker.differences(outcome, e)));
    return differences;
  }

  private void tryRule(RuleInfo rule, Set<String> fired, Set<String> silent) {
    List<String> missing = new ArrayList<>();
    if (!fired.contains(rule.name())) {
      missing.add("no case has it in x-fires");
    }
    if (!silent.contains(rule.name())) {
      missing.add("no case has it in x-silent");
    }
    checks.add(
        Check.of(
            "rule \"" + rule.name() + "\"",
            missing.isEmpty(),
            "fires in a case and is silent in another",
            String.join(", ", missing)));
  }
}
