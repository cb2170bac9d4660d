package memfate.trial;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import memfate.boot.BootOptions;
import memfate.boot.OrdersChecker;
import memfate.boot.Witness;
import memfate.packs.QuirkSwitches;
import memfate.platform.Expectation;
import memfate.platform.Platform;

/**
 * A description that says what its boot ends with.
 *
 * @param file where it stands
 * @param platform the description
 * @param fires rules that must fire in its boot, from {@code x-fires}
 * @param silent rules that must not, from {@code x-silent}
 * @param order the first events of the order to take, from {@code x-order}; none takes the usual
 *     one
 * @param switches quirks switched by hand, from {@code x-quirks}
 */
public record RuleCase(
    Path file,
    Platform platform,
    List<String> fires,
    List<String> silent,
    List<String> order,
    QuirkSwitches switches) {

  static RuleCase of(Path file, Platform platform) {
    return new RuleCase(
        file,
        platform,
        list(platform, "x-fires"),
        list(platform, "x-silent"),
        list(platform, "x-order"),
        QuirkSwitches.of(list(platform, "x-quirks")));
  }

  /** Returns the texts of a list that a description has beside its own keys. */
  private static List<String> list(Platform platform, String key) {
    List<String> values = new ArrayList<>();
    String value = platform.extensions().get(key + "[0]");
    while (value != null) {
      values.add(value);
      value = platform.extensions().get("%s[%d]".formatted(key, values.size()));
    }
    return List.copyOf(values);
  }

  public String id() {
    return platform.id();
  }

  /** Returns whether it stands beside rules, and so has to say something. */
  boolean isBesideRules() {
    return CaseReader.isBesideRules(file);
  }

  /** Returns the expectations that hold under a policy. */
  List<Expectation> expectations(String policy) {
    return platform.expect().stream()
        .filter(e -> e.policy().isEmpty() || e.policy().equals(policy))
        .toList();
  }

  /** Returns whether it says what to expect of a boot under a policy. */
  boolean expectsSomething(String policy) {
    return !platform.lint().expect().isEmpty()
        || !platform.lint().forbid().isEmpty()
        || expectations(policy).stream().anyMatch(e -> isAbout(e, policy));
  }

  private static boolean isAbout(Expectation expected, String policy) {
    return expected.explore().isEmpty() || OrdersChecker.isAbout(expected, policy);
  }

  /** Returns whether it names rules. */
  boolean namesRules() {
    return !fires.isEmpty() || !silent.isEmpty();
  }

  Mark mark(String policy) {
    return Mark.of(platform.extensions(), policy);
  }

  /** Returns how to boot it: every firing is of interest. */
  BootOptions options(String policy) {
    BootOptions traced = BootOptions.DEFAULT.withTracing();
    List<Witness.Step> steps = order.stream().map(RuleCase::step).toList();
    return steps.isEmpty()
        ? traced
        : traced.along(new Witness(platform.id(), policy, Map.of(), steps));
  }

  private static Witness.Step step(String text) {
    String[] words = text.split(" ", 2);
    return new Witness.Step(words[0], words.length < 2 ? "" : words[1], "");
  }
}
