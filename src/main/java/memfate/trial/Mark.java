package memfate.trial;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a case says of itself: that it is known to fail.
 *
 * @param why the reason, in the words of the case
 */
record Mark(Kind kind, String why) {

  /** Kinds of marks, each with its key. */
  enum Kind {
    NONE(""),
    /** Not done yet: a failure counts for nothing, a pass is worth a remark. */
    TODO("x-todo"),
    /** Known to fail: a failure is as it should be, a pass is none. */
    EXPECTED_FAILURE("x-expected-failure");

    private final String key;

    Kind(String key) {
      this.key = key;
    }

    String key() {
      return key;
    }
  }

  private static final List<Kind> MARKS = List.of(Kind.TODO, Kind.EXPECTED_FAILURE);

  static final Mark NONE = new Mark(Kind.NONE, "");

  /** Returns the mark under a policy: one for all policies is a text, else a mapping from them. */
  static Mark of(Map<String, String> extensions, String policy) {
    for (Kind kind : MARKS) {
      String why = extensions.getOrDefault(kind.key, extensions.get(kind.key + "." + policy));
      if (why != null) {
        return new Mark(kind, why);
      }
    }
    return NONE;
  }

  /** Returns the policies that marks are about and under which the case is not run. */
  static List<String> strayPolicies(Map<String, String> extensions, List<String> policies) {
    return MARKS.stream()
        .map(kind -> kind.key + ".")
        .flatMap(
            prefix ->
                extensions.keySet().stream()
                    .filter(key -> key.startsWith(prefix))
                    .map(key -> key.substring(prefix.length())))
        .filter(policy -> !policies.contains(policy))
        .collect(Collectors.toList());
  }
}
