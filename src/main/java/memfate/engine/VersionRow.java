package memfate.engine;

/**
 * A row of {@code policies/versions.yaml}: kernels from a version on behave by a policy.
 *
 * @param from first version as {@code major.minor}; empty takes an unknown version
 * @param policy name of the policy
 */
record VersionRow(String from, String policy) {

  /** Returns whether the row takes a version as {@code uname -r} prints it. */
  boolean takes(String version) {
    if (version.isEmpty() || from.isEmpty()) {
      return version.isEmpty() && from.isEmpty();
    }
    int[] given = numbers(version);
    int[] least = numbers(from);
    return given[0] > least[0] || given[0] == least[0] && given[1] >= least[1];
  }

  private static int[] numbers(String version) {
    String[] parts = version.replaceFirst("^v", "").split("[^0-9]+", 3);
    int[] numbers = new int[2];
    for (int i = 0; i < Math.min(2, parts.length); i++) {
      numbers[i] = parts[i].isEmpty() || parts[i].length() > 6 ? 0 : Integer.parseInt(parts[i]);
    }
    return numbers;
  }
}
