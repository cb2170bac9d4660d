package memfate.boot;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.facts.Quirk;
import org.jspecify.annotations.Nullable;

/**
 * How to run a boot.
 *
 * @param order {@code default}, {@code fixed} or {@code open}; empty takes what the description
 *     says
 * @param firingLimit most rule firings of one boot; {@link #LIMIT_BY_SIZE} goes by the number of
 *     facts
 * @param policyOptions options of the policy that take another value, by name
 * @param tracing whether the outcome carries every firing with its facts
 * @param witness the very order to take, or null
 * @param quirks the quirks of packs that are in force; the policy has their rules
 * @param mapping whether the outcome carries how the address map changes, event by event
 */
public record BootOptions(
    String order,
    int firingLimit,
    Map<String, String> policyOptions,
    boolean tracing,
    @Nullable Witness witness,
    List<Quirk> quirks,
    boolean mapping) {

  /** A firing limit that grows with the description. */
  public static final int LIMIT_BY_SIZE = 0;

  private static final long FIRINGS_OF_ANY_BOOT = 50_000;

  /** An ordinary boot needs about 30 firings a fact. */
  private static final long FIRINGS_PER_FACT = 500;

  public static final BootOptions DEFAULT = new BootOptions("", LIMIT_BY_SIZE, Map.of(), false);

  /** Options of a boot that takes its usual order. */
  public BootOptions(
      String order, int firingLimit, Map<String, String> policyOptions, boolean tracing) {
    this(order, firingLimit, policyOptions, tracing, null, List.of(), false);
  }

  /** Returns the most firings that a boot with so many facts may need. */
  int firingLimit(int facts) {
    return firingLimit != LIMIT_BY_SIZE
        ? firingLimit
        : (int) Math.min(Integer.MAX_VALUE, FIRINGS_OF_ANY_BOOT + FIRINGS_PER_FACT * facts);
  }

  /** Returns the same options with an order to take. */
  public BootOptions along(Witness order) {
    return new BootOptions(this.order, firingLimit, policyOptions, tracing, order, quirks, mapping);
  }

  /** Returns the same options with quirks in force. */
  public BootOptions with(List<Quirk> inForce) {
    return new BootOptions(order, firingLimit, policyOptions, tracing, witness, inForce, mapping);
  }

  public BootOptions withTracing() {
    return new BootOptions(order, firingLimit, policyOptions, true, witness, quirks, mapping);
  }

  /** Returns the same options with an outcome that carries the address map. */
  public BootOptions withMap() {
    return new BootOptions(order, firingLimit, policyOptions, tracing, witness, quirks, true);
  }

  /** Returns the same options over other values of the policy's options, which count less. */
  public BootOptions above(Map<String, String> lower) {
    if (lower.isEmpty()) {
      return this;
    }
    Map<String, String> all = new LinkedHashMap<>(lower);
    all.putAll(policyOptions);
    return new BootOptions(order, firingLimit, all, tracing, witness, quirks, mapping);
  }
}
