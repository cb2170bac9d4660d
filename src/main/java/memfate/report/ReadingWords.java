package memfate.report;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables that a reading assumes, in a fixed order. */
final class ReadingWords {
  private ReadingWords() {}

  /** Returns {@code if srat is absent and decoders are per-window}. */
  static String sentence(Map<String, String> assume) {
    return new TreeMap<>(assume)
        .entrySet().stream()
            .map(e -> e.getKey() + (e.getKey().endsWith("s") ? " are " : " is ") + e.getValue())
            .collect(Collectors.joining(" and ", "if ", ""));
  }

  /** Returns {@code srat=absent}, with a space before each. */
  static String assignments(Map<String, String> assume) {
    return new TreeMap<>(assume)
        .entrySet().stream()
            .map(e -> " " + e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining());
  }
}
