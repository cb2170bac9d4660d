package memfate.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.boot.BootOptions;
import memfate.platform.Platform;
import picocli.CommandLine;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of every command that boots platforms. */
final class BootSettings {

  /** In which order events happen. */
  enum Order {
    DEFAULT,
    FIXED,
    OPEN
  }

  @Option(
      names = "--policy",
      paramLabel = "NAME|DIR",
      description = {
        "Policy to evaluate under; repeatable.",
        "Default: the description's, else that of its kernel version."
      })
  private List<String> policies = new ArrayList<>();

  @Option(
      names = "--order",
      paramLabel = "ORDER",
      description = {
        "Order of events: default (the policy's usual one) or fixed (the description's list).",
        "Default: what the description says."
      })
  private @org.jspecify.annotations.Nullable Order order;

  @Option(
      names = "--set",
      paramLabel = "OPTION=VALUE",
      description = {
        "Value of an option of the policy (policy.yaml), such as",
        "region-intersects=top-level; repeatable."
      })
  private Map<String, String> policyOptions = new TreeMap<>();

  @Option(
      names = "--limit-firings",
      paramLabel = "N",
      description = "Most rule firings of one boot. Default: by the size of the description.")
  private @org.jspecify.annotations.Nullable Integer limitFirings;

  /**
   * Refuses what makes no sense.
   *
   * @param command the command that the options belong to
   */
  void check(CommandLine command) {
    if (order == Order.OPEN) {
      throw new ParameterException(
          command, "--order open (every order) is not in this version; give default or fixed");
    }
    if (limitFirings != null && limitFirings < 1) {
      throw new ParameterException(command, "--limit-firings needs a positive number");
    }
  }

  /** Returns the policies that were named, in order; empty lets each description choose. */
  List<String> policies() {
    return policies.stream().distinct().toList();
  }

  /** Returns the policies to evaluate a platform under. */
  List<Choice> policies(Evaluation evaluation, Platform platform) {
    return policies.isEmpty()
        ? evaluation.policiesOf(platform)
        : policies().stream().map(Choice::named).toList();
  }

  BootOptions boot(boolean tracing) {
    return new BootOptions(
        orderWord(),
        limitFirings == null ? BootOptions.LIMIT_BY_SIZE : limitFirings,
        policyOptions,
        tracing);
  }

  /** Returns what a run record says of these options. */
  Map<String, String> record() {
    Map<String, String> options = new TreeMap<>();
    options.put("limit-firings", limitFirings == null ? "by size" : limitFirings.toString());
    policyOptions.forEach((name, value) -> options.put("set " + name, value));
    options.put("order", order == null ? "description" : orderWord());
    return options;
  }

  private String orderWord() {
    return order == null ? "" : order.name().toLowerCase(java.util.Locale.ROOT);
  }
}
