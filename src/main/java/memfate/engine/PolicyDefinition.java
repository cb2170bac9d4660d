package memfate.engine;

import java.util.List;
import java.util.Map;

/**
 * What a {@code policy.yaml} says.
 *
 * @param name name of the policy: that of its folder
 * @param title one line for people
 * @param kernels kernel versions that behave so, in words
 * @param sources links to mails and commits
 * @param basedOn policy whose rules it takes over, or empty
 * @param replaces names of rules of the base that it leaves out
 * @param options values that rules read as {@code PolicyOption} facts
 */
public record PolicyDefinition(
    String name,
    String title,
    String kernels,
    List<String> sources,
    String basedOn,
    List<String> replaces,
    Map<String, String> options) {

  /** Returns the same definition with other options. */
  PolicyDefinition withOptions(Map<String, String> others) {
    return new PolicyDefinition(name, title, kernels, sources, basedOn, replaces, others);
  }
}
