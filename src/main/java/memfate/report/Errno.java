package memfate.report;

import java.util.Map;

/** Kernel error numbers by name. */
final class Errno {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry("1", "EPERM"),
          Map.entry("2", "ENOENT"),
          Map.entry("5", "EIO"),
          Map.entry("6", "ENXIO"),
          Map.entry("11", "EAGAIN"),
          Map.entry("12", "ENOMEM"),
          Map.entry("14", "EFAULT"),
          Map.entry("16", "EBUSY"),
          Map.entry("17", "EEXIST"),
          Map.entry("19", "ENODEV"),
          Map.entry("22", "EINVAL"),
          Map.entry("28", "ENOSPC"),
          Map.entry("34", "ERANGE"),
          Map.entry("95", "EOPNOTSUPP"),
          Map.entry("110", "ETIMEDOUT"),
          Map.entry("517", "EPROBE_DEFER"));

  private Errno() {}

  /** Returns {@code kmem -16 (EBUSY)} for the failed step {@code kmem:-16}. */
  static String inWords(String failedStep) {
    int colon = failedStep.lastIndexOf(":-");
    if (colon < 0) {
      return failedStep;
    }
    String number = failedStep.substring(colon + 2);
    String name = NAMES.get(number);
    String words = failedStep.substring(0, colon) + " -" + number;
    return name == null ? words : words + " (" + name + ")";
  }
}
