package memfate.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.Invariants;
import memfate.engine.Policy;
import memfate.engine.RuleInfo;
import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.platform.Diagnostic;
import memfate.platform.Expectation;
import memfate.platform.Platform;

/**
 * A description beside the rules that it is about.
 *
 * @param file where it stands
 * @param platform the description
 * @param fires rules that must fire in its boot, from {@code x-fires}
 * @param silent rules that must not, from {@code x-silent}
 * @param order the first events of the order to take, from {@code x-order}; none takes the usual
 *     one
 */
record RuleCase(
    Path file, Platform platform, List<String> fires, List<String> silent, List<String> order) {
  private static final Invariants INVARIANTS = Described.POLICIES.invariants();

  /**
   * Returns the files of all {@code cases} folders below a folder, sorted; packs have their own.
   */
  static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".yaml"))
          .filter(file -> file.getParent().endsWith("cases"))
          .filter(file -> !folder.relativize(file).startsWith("packs"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Reads the cases of a file.
   *
   * @throws IllegalArgumentException if something is wrong with it
   */
  static List<RuleCase> read(Path file) {
    ReadResult read = new DescriptionReader().read(file);
    if (!read.diagnostics().isEmpty() || read.platforms().isEmpty()) {
      throw new IllegalArgumentException(file + " does not read: " + read.diagnostics());
    }
    return read.platforms().stream()
        .map(
            p -> new RuleCase(file, p, list(p, "x-fires"), list(p, "x-silent"), list(p, "x-order")))
        .toList();
  }

  private static List<String> list(Platform platform, String key) {
    List<String> values = new ArrayList<>();
    String value = platform.extensions().get(key + "[0]");
    while (value != null) {
      values.add(value);
      value = platform.extensions().get("%s[%d]".formatted(key, values.size()));
    }
    return List.copyOf(values);
  }

  /** Returns the names of its rules that neither a policy nor the invariants have. */
  List<String> unknownRules(Policy policy) {
    Set<String> known = policy.rules().stream().map(RuleInfo::name).collect(Collectors.toSet());
    INVARIANTS.rules().forEach(rule -> known.add(rule.name()));
    return Stream.concat(fires.stream(), silent.stream())
        .filter(rule -> !known.contains(rule))
        .toList();
  }

  private BootOptions options(Policy policy) {
    BootOptions traced = BootOptions.DEFAULT.withTracing();
    List<Witness.Step> steps = order.stream().map(RuleCase::step).toList();
    return steps.isEmpty()
        ? traced
        : traced.along(new Witness(platform.id(), policy.name(), Map.of(), steps));
  }

  private static Witness.Step step(String text) {
    String[] words = text.split(" ", 2);
    return new Witness.Step(words[0], words.length < 2 ? "" : words[1], "");
  }

  private boolean isAboutInvariants() {
    return INVARIANTS.rules().stream()
        .map(RuleInfo::name)
        .anyMatch(rule -> fires.contains(rule) || silent.contains(rule));
  }

  private static String ruleOf(Judgement.Violation violation) {
    return Objects.requireNonNull(violation.finding().rule()).name();
  }

  /** Boots it and returns what is not as it says, one line each. */
  List<String> differences(Policy policy) {
    List<String> differences = new ArrayList<>();
    unknownRules(policy)
        .forEach(rule -> differences.add("%s has no rule \"%s\"".formatted(policy.name(), rule)));
    Boot boot = new Boot(policy, options(policy));
    Outcome outcome = boot.run(platform);
    if (outcome.status() != Outcome.Status.UNSUPPORTED) {
      outcome.diagnostics().stream()
          .filter(d -> d.severity() == Diagnostic.Severity.ERROR)
          .forEach(d -> differences.add(d.toString()));
    }
    List<Expectation> expected =
        platform.expect().stream()
            .filter(e -> e.policy().isEmpty() || e.policy().equals(policy.name()))
            .toList();
    differences.addAll(ExpectationChecker.lint(outcome, platform.lint()));
    if (expected.isEmpty()
        && platform.lint().expect().isEmpty()
        && platform.lint().forbid().isEmpty()) {
      differences.add("it expects nothing under " + policy.name());
    }
    expected.forEach(e -> differences.addAll(ExpectationChecker.differences(outcome, e)));
    Set<String> fired =
        outcome.trace().stream()
            .flatMap(event -> event.firings().stream())
            .map(firing -> firing.rule().name())
            .collect(Collectors.toSet());
    if (isAboutInvariants()) {
      boot.judge(platform, INVARIANTS).stream()
          .flatMap(judgement -> judgement.violations().stream())
          .forEach(violation -> fired.add(ruleOf(violation)));
    }
    fires.stream()
        .filter(rule -> !fired.contains(rule))
        .forEach(rule -> differences.add("did not fire: " + rule));
    silent.stream().filter(fired::contains).forEach(rule -> differences.add("fired: " + rule));
    return differences;
  }
}
