package memfate.trial;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.ExpectationChecker;
import memfate.boot.Exploration;
import memfate.boot.Mismatch;
import memfate.boot.OrdersChecker;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.Invariants;
import memfate.engine.Policy;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.engine.RuleProbe;
import memfate.packs.Selection;
import memfate.platform.Diagnostic;
import memfate.platform.Expectation;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/** Boots cases and compares. May be shared by threads. */
public final class CaseTrial {
  private static final String POLICY_FILE = "policy.yaml";

  private final PolicyLibrary library;
  private final PackFolders packs;
  private final Map<Ran, CaseResult> before;
  private final Map<Ran, CaseResult> ran = new ConcurrentHashMap<>();
  private final Map<String, PolicyException> broken = new ConcurrentHashMap<>();

  /** Prepares trials of cases that stand in no pack. */
  public CaseTrial(PolicyLibrary library) {
    this(library, PackFolders.NONE);
  }

  /**
   * Prepares trials.
   *
   * @param library the policies that cases name; those of folders around a case come first
   * @param packs packs in which cases may stand: their quirks are in force there, and no others
   */
  public CaseTrial(PolicyLibrary library, PackFolders packs) {
    this(library, packs, Map.of());
  }

  private CaseTrial(PolicyLibrary library, PackFolders packs, Map<Ran, CaseResult> before) {
    this.library = library;
    this.packs = packs;
    this.before = before;
  }

  /**
   * Returns trials with rules that were opened again; a case that these have run, and of which
   * neither the description nor the policy, its quirks or the invariants have changed since, is not
   * run again.
   */
  public CaseTrial again(PolicyLibrary reopened, PackFolders reopenedPacks) {
    return new CaseTrial(reopened, reopenedPacks, Map.copyOf(ran));
  }

  /** All that a result depends on. */
  private record Ran(Trial trial, Prepared prepared, @Nullable Invariants invariants) {}

  /** A case under one of its policies. */
  public record Trial(RuleCase test, String policy) {

    /** Returns {@code FILE: ID under POLICY}. */
    public String name() {
      return "%s: %s under %s".formatted(test.file(), test.id(), policy);
    }
  }

  /**
   * Returns a case under each policy that it names or expects something of, else under that of its
   * kernel version. A description that expects nothing is no case unless it stands beside rules.
   *
   * @throws PolicyException if no policy takes its kernel version
   */
  public List<Trial> trials(RuleCase test) {
    return policiesOf(test).stream()
        .filter(p -> test.isBesideRules() || test.namesRules() || test.expectsSomething(p))
        .map(policy -> new Trial(test, policy))
        .toList();
  }

  private List<String> policiesOf(RuleCase test) {
    Platform platform = test.platform();
    Set<String> policies = new LinkedHashSet<>(platform.kernel().policies());
    platform.expect().stream()
        .map(Expectation::policy)
        .filter(policy -> !policy.isEmpty())
        .forEach(policies::add);
    return policies.isEmpty() ? List.of(library.select(platform).policy()) : List.copyOf(policies);
  }

  /** Runs a trial. */
  public CaseResult run(Trial trial) {
    try {
      Invariants invariants = library.hasInvariants() ? library.invariants() : null;
      Ran key = new Ran(trial, prepare(trial), invariants);
      CaseResult known = before.get(key);
      CaseResult result = known == null ? run(key) : known;
      ran.put(key, result);
      return result;
    } catch (PolicyException e) {
      return CaseResult.notRun(trial.test(), trial.policy(), e.diagnostics());
    }
  }

  /** A policy that does not compile is compiled once, not for every case. */
  private Policy policy(String nameOrFolder) {
    PolicyException known = broken.get(nameOrFolder);
    if (known != null) {
      throw known;
    }
    try {
      return library.policy(nameOrFolder);
    } catch (PolicyException e) {
      broken.put(nameOrFolder, e);
      throw e;
    }
  }

  /**
   * A policy and how to boot under it.
   *
   * @param rules the rules that a case could make fire: those of quirks too that the platform does
   *     not have
   */
  record Prepared(Policy policy, BootOptions options, List<RuleInfo> rules) {
    Boot boot() {
      return new Boot(policy, options);
    }
  }

  /**
   * Prepares the boot of a trial.
   *
   * @throws PolicyException if its policy does not compile, or its pack is broken
   */
  Prepared prepare(Trial trial) {
    String name = nameOrFolder(trial);
    Policy plain = policy(name);
    BootOptions options = options(trial.test(), trial.policy());
    PackFolders.Packed packed = packs.packOf(trial.test());
    if (packed == null) {
      return new Prepared(plain, options, plain.rules());
    }
    Selection quirks = packed.library().select(trial.test().platform());
    Policy policy = library.policy(name, quirks.rules());
    Set<RuleInfo> rules = new LinkedHashSet<>(policy.rules());
    rules.addAll(packed.library().rules(packed.pack()));
    return new Prepared(policy, options.with(quirks.facts()), List.copyOf(rules));
  }

  /** Boots once more and looks into rules: for each reading of unknown tables, rule by rule. */
  List<WhyNot> whyNot(Trial trial, List<RuleProbe> probes) {
    return prepare(trial).boot().whyNot(trial.test().platform(), probes);
  }

  /** Returns what the library takes for the policy of a trial: its name, or a folder's path. */
  String nameOrFolder(Trial trial) {
    Path file = trial.test().file().toAbsolutePath().normalize();
    Path root = library.folder().toAbsolutePath().normalize();
    for (Path at = file.getParent(); at != null && !at.equals(root); at = at.getParent()) {
      if (at.endsWith(trial.policy()) && !at.startsWith(root) && isPolicy(at)) {
        return folderAsGiven(trial.test().file(), at).toString();
      }
    }
    return trial.policy();
  }

  private static boolean isPolicy(Path folder) {
    return Files.isRegularFile(folder.resolve(POLICY_FILE));
  }

  /** Rules are named by the path of their folder, as long or short as the case was named. */
  private static Path folderAsGiven(Path file, Path folder) {
    for (Path at = file.getParent(); at != null; at = at.getParent()) {
      if (at.toAbsolutePath().normalize().equals(folder)) {
        return at;
      }
    }
    return folder;
  }

  private BootOptions options(RuleCase test, String policy) {
    Platform platform = test.platform();
    BootOptions options = test.options(policy);
    return platform.kernel().policies().isEmpty()
            && platform.expect().stream().allMatch(e -> e.policy().isEmpty())
        ? options.above(library.select(platform).set())
        : options;
  }

  private CaseResult run(Ran key) {
    RuleCase test = key.trial.test();
    String name = key.trial.policy();
    Prepared prepared = key.prepared;
    Invariants invariants = key.invariants;
    Platform platform = test.platform();
    Boot boot = prepared.boot();
    Outcome outcome = boot.run(platform);
    Set<String> fired = fired(outcome);
    List<RuleInfo> rules = new ArrayList<>(prepared.rules());
    if (invariants != null) {
      rules.addAll(invariants.rules());
      if (isAbout(test, invariants)) {
        fired.addAll(violated(boot, platform, invariants));
      }
    }
    List<Mismatch> mismatches = new ArrayList<>();
    test.expectations(name)
        .forEach(e -> mismatches.addAll(ExpectationChecker.mismatches(outcome, e)));
    List<String> problems = new ArrayList<>(problems(test, name, outcome));
    problems.addAll(orders(test, name, boot));
    problems.addAll(firings(test, name, rules, fired));
    return new CaseResult(
        test,
        name,
        outcome,
        List.copyOf(mismatches),
        List.copyOf(problems),
        List.of(),
        List.copyOf(rules),
        Set.copyOf(fired));
  }

  private List<String> problems(RuleCase test, String policy, Outcome outcome) {
    List<String> problems = new ArrayList<>();
    if (outcome.status() != Outcome.Status.UNSUPPORTED) {
      outcome.diagnostics().stream()
          .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
          .forEach(d -> problems.add("%s: %s".formatted(d.at(), d.message())));
    }
    if (!test.expectsSomething(policy)) {
      problems.add("it expects nothing under " + policy);
    }
    Mark.strayPolicies(test.platform().extensions(), policiesOf(test))
        .forEach(p -> problems.add("it is marked under %s, where it is not run".formatted(p)));
    problems.addAll(ExpectationChecker.lint(outcome, test.platform().lint()));
    return problems;
  }

  private static List<String> orders(RuleCase test, String policy, Boot boot) {
    List<Expectation> expected =
        test.expectations(policy).stream().filter(e -> OrdersChecker.isAbout(e, policy)).toList();
    if (expected.isEmpty()) {
      return List.of();
    }
    Exploration found = boot.explore(test.platform(), Exploration.Limits.DEFAULT);
    return expected.stream().flatMap(e -> OrdersChecker.differences(found, e).stream()).toList();
  }

  private static List<String> firings(
      RuleCase test, String policy, List<RuleInfo> rules, Set<String> fired) {
    Set<String> known = rules.stream().map(RuleInfo::name).collect(Collectors.toSet());
    List<String> problems = new ArrayList<>();
    Stream.concat(test.fires().stream(), test.silent().stream())
        .filter(rule -> !known.contains(rule))
        .forEach(rule -> problems.add("%s has no rule \"%s\"".formatted(policy, rule)));
    test.fires().stream()
        .filter(rule -> known.contains(rule) && !fired.contains(rule))
        .forEach(rule -> problems.add("did not fire: " + words(rule, rules)));
    test.silent().stream()
        .filter(fired::contains)
        .forEach(rule -> problems.add("fired: " + words(rule, rules)));
    return problems;
  }

  private static String words(String name, List<RuleInfo> rules) {
    return rules.stream()
        .filter(rule -> rule.name().equals(name))
        .map(rule -> "rule \"%s\" at %s:%d".formatted(name, rule.file(), rule.line()))
        .findFirst()
        .orElse(name);
  }

  private static Set<String> fired(Outcome outcome) {
    Stream<Outcome> all =
        outcome.readings().isEmpty()
            ? Stream.of(outcome)
            : outcome.readings().stream().map(Outcome.Reading::outcome);
    return all.flatMap(reading -> reading.trace().stream())
        .flatMap(event -> event.firings().stream())
        .map(firing -> firing.rule().name())
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static boolean isAbout(RuleCase test, Invariants invariants) {
    return invariants.rules().stream()
        .map(RuleInfo::name)
        .anyMatch(rule -> test.fires().contains(rule) || test.silent().contains(rule));
  }

  private static Set<String> violated(Boot boot, Platform platform, Invariants invariants) {
    return boot.judge(platform, invariants).stream()
        .flatMap(judgement -> judgement.violations().stream())
        .map(violation -> Objects.requireNonNull(violation.finding().rule()).name())
        .collect(Collectors.toSet());
  }
}
