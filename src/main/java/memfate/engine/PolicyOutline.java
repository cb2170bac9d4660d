package memfate.engine;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a policy is made of.
 *
 * @param definition what its own {@code policy.yaml} says
 * @param chain the policies that it is based on, the nearest first
 * @param options values of its options, by name, with the policy that sets each
 * @param inherits what it takes over: {@code lib}, {@code checks}, and its bases
 * @param replaces the rules that it leaves out itself
 * @param adds its own rules, those that take the place of one of the same name aside
 */
public record PolicyOutline(
    PolicyDefinition definition,
    List<PolicyDefinition> chain,
    Map<String, SetOption> options,
    List<Inherited> inherits,
    List<Replaced> replaces,
    List<Place> adds) {

  /** The value of an option, and the policy that sets it. */
  public record SetOption(String value, String policy) {}

  /**
   * Rules that a policy takes over from one source.
   *
   * @param from {@code lib}, {@code checks} or the name of a base
   * @param rules how many of its rules are in force
   * @param leftOut how many are not: this policy or a base replaces them
   */
  public record Inherited(String from, int rules, int leftOut) {}

  /** A rule and where it stands. */
  public record Place(String rule, String file, int line) {}

  /**
   * A rule that a policy leaves out.
   *
   * @param rule the rule, where it stands
   * @param by the policy's own rule of the same name, or null
   */
  public record Replaced(Place rule, @Nullable Place by) {}
}
