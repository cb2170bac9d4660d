package memfate.platform;

import java.util.List;
import java.util.Map;

/**
 * The order of events, as far as the description fixes it.
 *
 * @param order {@code default}, {@code fixed} or {@code open}
 * @param softdep what module loaders make of MODULE_SOFTDEP: {@code first}, {@code eventual} or
 *     {@code ignored}
 * @param constraints partial order
 * @param steps events of the user's own, in file order
 */
public record BootPlan(
    String order,
    String softdep,
    List<Constraint> constraints,
    List<Step> steps,
    SourceLocation at) {

  /** The loader of distributions: what a softdep names is there first. */
  public static final String SOFTDEP_FIRST = "first";

  /** A plan without constraints, of a loader that honours softdeps. */
  public BootPlan(String order, List<Step> steps, SourceLocation at) {
    this(order, SOFTDEP_FIRST, List.of(), steps, at);
  }

  /** {@code "a before b"}: names of events as the policy writes them. */
  public record Constraint(String before, String after, SourceLocation at) {}

  /**
   * One line of {@code boot.events}.
   *
   * @param verb {@code load unload probe publish assemble decide wait online offline hot-add
   *     hot-remove bind unbind teardown create fail ...}
   * @param subject what the verb is about: a module, device, region, range or function
   * @param arguments the remaining keys as text ({@code errno}, {@code nth}, {@code range}, ...)
   * @param time seconds since boot, NaN if not told
   */
  public record Step(
      String verb, String subject, Map<String, String> arguments, double time, SourceLocation at) {}
}
