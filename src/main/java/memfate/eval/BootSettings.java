package memfate.eval;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.boot.BootOptions;
import memfate.boot.Witness;
import memfate.platform.Platform;
import memfate.report.WitnessFile;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Options of every command that boots platforms. */
public final class BootSettings {

  private static final List<String> ORDERS = List.of("default", "fixed", "open");

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
        "Order of events: default (the policy's usual one), fixed (the description's list), open",
        "(eval: all orders are explored), or a witness of explore to run again (eval, explain: its",
        "file). Default: what the description says."
      })
  private @Nullable String order;

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
  private @Nullable Integer limitFirings;

  @Mixin private PackOptions packs;

  private @Nullable Witness witness;

  /**
   * Refuses what makes no sense for a command that boots in one order.
   *
   * @param command the command that the options belong to
   */
  public void check(CommandLine command) {
    checkWitness(command);
    if (isOpen()) {
      throw new ParameterException(
          command, "--order open is for eval and explore; give default or fixed");
    }
    if (witness != null) {
      throw new ParameterException(command, "a witness is for eval and explain");
    }
  }

  /** As {@link #check}, for a command that can run a witness. */
  public void checkWitness(CommandLine command) {
    if (limitFirings != null && limitFirings < 1) {
      throw new ParameterException(command, "--limit-firings needs a positive number");
    }
    if (order != null && !ORDERS.contains(orderWord())) {
      witness = read(order, command);
    }
  }

  private static Witness read(String file, CommandLine command) {
    try {
      return WitnessFile.read(Path.of(file));
    } catch (java.nio.file.NoSuchFileException | InvalidPathException e) {
      throw new ParameterException(
          command,
          "--order: '%s' is neither default, fixed, open nor the file of a witness".formatted(file),
          e);
    } catch (IOException e) {
      throw new ParameterException(command, "--order: " + e.getMessage(), e);
    }
  }

  /** Returns which quirk packs are used. */
  public PackSettings packs() {
    return packs.settings();
  }

  /** Returns whether every order is asked for. */
  public boolean isOpen() {
    return orderWord().equals("open");
  }

  /** Returns whether one very order is asked for. */
  public boolean hasWitness() {
    return witness != null;
  }

  /** Returns the policies that were named, in order; empty lets each description choose. */
  public List<String> policies() {
    return policies.stream().distinct().toList();
  }

  /** Returns the policies to evaluate a platform under. */
  public List<Choice> policies(Evaluation evaluation, Platform platform) {
    return policies.isEmpty()
        ? evaluation.policiesOf(platform)
        : policies().stream().map(Choice::named).toList();
  }

  public BootOptions boot(boolean tracing) {
    return new BootOptions(
        witness == null ? orderWord() : "",
        limitFirings == null ? BootOptions.LIMIT_BY_SIZE : limitFirings,
        policyOptions,
        tracing,
        witness,
        List.of(),
        false);
  }

  /** Returns what a run record says of these options. */
  public Map<String, String> record() {
    Map<String, String> options = new TreeMap<>(packs().record());
    options.put("limit-firings", limitFirings == null ? "by size" : limitFirings.toString());
    policyOptions.forEach((name, value) -> options.put("set " + name, value));
    options.put(
        "order",
        order == null ? "description" : witness == null ? orderWord() : "witness " + order);
    return options;
  }

  private String orderWord() {
    return order == null ? "" : order.toLowerCase(java.util.Locale.ROOT);
  }
}
