package memfate.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import memfate.boot.Exploration;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.packs.MatchRow;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.packs.QuirkDefinition;
import memfate.packs.RowMatch;
import memfate.platform.Diagnostic;
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
  private final CaseTrial trial;
  private final List<Check> checks = new ArrayList<>();
  private final CaseReader.Cases platforms;
  private final CaseReader.Cases cases;

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
    this.trial = new CaseTrial(policies, PackFolders.of(packs, pack, folder));
    this.platforms = CaseReader.below(folder.resolve("platforms"));
    this.cases = CaseReader.below(folder.resolve("cases"));
  }

  /** Returns what is wrong with the rules, the platforms and the cases; then nothing is tried. */
  public List<Diagnostic> problems() {
    List<Diagnostic> all = new ArrayList<>(packs.check(pack));
    Stream.of(platforms, cases)
        .flatMap(read -> read.problems().stream())
        .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
        .forEach(all::add);
    return all;
  }

  /** Tries everything. */
  public List<Check> run() {
    pack.rows().forEach(this::tryRow);
    pack.definition().quirks().values().forEach(this::tryQuirk);
    Set<String> fired = new HashSet<>();
    Set<String> silent = new HashSet<>();
    for (RuleCase test : cases.cases()) {
      tryCase(test);
      fired.addAll(test.fires());
      silent.addAll(test.silent());
    }
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
        platforms.cases().stream()
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
    List<RuleCase> hits =
        platforms.cases().stream().filter(sample -> has(sample.platform(), quirk)).toList();
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

  private void tryCase(RuleCase test) {
    List<String> wrong = new ArrayList<>();
    for (CaseTrial.Trial one : trial.trials(test)) {
      CaseResult result = trial.run(one);
      result.broken().forEach(d -> wrong.add("%s: %s".formatted(one.policy(), d)));
      if (result.verdict().isFailure()) {
        result.differences().forEach(d -> wrong.add("%s: %s".formatted(one.policy(), d)));
      }
    }
    checks.add(
        Check.of(
            "case " + test.id(),
            wrong.isEmpty(),
            "ends as it expects",
            String.join("\n    ", wrong)));
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
