package memfate.engine;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The options that the shared rules read, from {@code lib/options.yaml}.
 *
 * @param values allowed values by option; an option that is not listed belongs to its policy and
 *     takes any value
 * @param required options that every policy, with its bases, must set
 */
record PolicyOptions(Map<String, List<String>> values, Set<String> required) {

  /**
   * Checks the options of a whole policy.
   *
   * @throws PolicyException if a required one has no value, or one does not take its value
   */
  void checkAll(Map<String, String> options, String file) {
    for (String name : required) {
      if (!options.containsKey(name)) {
        throw PolicyException.of(
            "option \"%s\" has no value; it takes %s"
                .formatted(name, String.join(" or ", values.getOrDefault(name, List.of()))),
            file);
      }
    }
    check(options, file);
  }

  /**
   * Checks other values for options of a policy.
   *
   * @throws PolicyException if the policy does not have one of them, or not with that value
   */
  void checkChange(PolicyDefinition policy, Map<String, String> changed) {
    for (String name : changed.keySet()) {
      if (!policy.options().containsKey(name)) {
        throw PolicyException.of(
            "policy %s has no option \"%s\"; there are %s"
                .formatted(
                    policy.name(),
                    name,
                    String.join(", ", new TreeSet<>(policy.options().keySet()))),
            "");
      }
    }
    check(changed, "");
  }

  /**
   * Checks values.
   *
   * @param options values by option
   * @param file where they stand, for the message
   * @throws PolicyException if an option does not take its value
   */
  void check(Map<String, String> options, String file) {
    options.forEach(
        (name, value) -> {
          List<String> allowed = values.get(name);
          if (allowed != null && !allowed.contains(value)) {
            throw PolicyException.of(
                "option \"%s\" takes %s, not \"%s\""
                    .formatted(name, String.join(" or ", allowed), value),
                file);
          }
        });
  }
}
