package memfate.engine;

import java.util.List;
import java.util.Map;

/**
 * The options that the shared rules read, from {@code lib/options.yaml}.
 *
 * @param values allowed values by option; an option that is not listed belongs to its policy and
 *     takes any value
 */
record PolicyOptions(Map<String, List<String>> values) {

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
            throw PolicyLibrary.problem(
                "option \"%s\" takes %s, not \"%s\""
                    .formatted(name, String.join(" or ", allowed), value),
                file);
          }
        });
  }
}
