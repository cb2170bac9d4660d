package memfate.boot;

import java.util.Map;

/**
 * How to run a boot.
 *
 * @param order {@code default} or {@code fixed}; empty takes what the description says
 * @param firingLimit most rule firings of one boot
 * @param policyOptions options of the policy that take another value, by name
 * @param tracing whether the outcome carries every firing with its facts
 */
public record BootOptions(
    String order, int firingLimit, Map<String, String> policyOptions, boolean tracing) {

  /** Enough for 10,000 ranges, windows and regions. */
  public static final int DEFAULT_FIRING_LIMIT = 5_000_000;

  public static final BootOptions DEFAULT =
      new BootOptions("", DEFAULT_FIRING_LIMIT, Map.of(), false);

  public BootOptions withTracing() {
    return new BootOptions(order, firingLimit, policyOptions, true);
  }
}
