package memfate.eval;

import java.util.Map;

/**
 * A policy to evaluate a platform under.
 *
 * @param policy its name or its folder
 * @param set options that take another value, as the table of kernel versions says
 * @param remark what is worth saying about the choice, or empty
 * @param nearest whether the policy is only the nearest one
 */
public record Choice(String policy, Map<String, String> set, String remark, boolean nearest) {

  /** A policy that somebody named. */
  public static Choice named(String policy) {
    return new Choice(policy, Map.of(), "", false);
  }
}
