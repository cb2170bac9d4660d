package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import memfate.importer.Problems;
import memfate.platform.SourceLocation;

/** The evidence of all files of a capture, and where the merge says what contradicts. */
record Sources(List<Evidence> evidence, Problems problems) {

  /** Returns the statements of one type, file by file. */
  <T> List<T> all(Class<T> type) {
    List<T> all = new ArrayList<>();
    evidence.forEach(one -> all.addAll(one.all(type)));
    return all;
  }

  <T> Optional<T> first(Class<T> type, Predicate<T> condition) {
    return all(type).stream().filter(condition).findFirst();
  }

  /** Returns the values of a setting in the order of the files. */
  List<Setting> settings(String key) {
    return all(Setting.class).stream().filter(s -> s.key().equals(key)).toList();
  }

  /** Returns the first value of a setting, and names every other one. */
  Optional<Setting> setting(String key) {
    List<Setting> values = settings(key);
    if (values.isEmpty()) {
      return Optional.empty();
    }
    Setting taken = values.get(0);
    values.stream()
        .filter(other -> !other.value().equals(taken.value()))
        .forEach(other -> contradicts(key, other.value(), other.at(), taken.value(), taken.at()));
    return Optional.of(taken);
  }

  /** Says that two sources disagree; the second one is taken. */
  void contradicts(
      String what, String left, SourceLocation leftAt, String taken, SourceLocation takenAt) {
    problems.warning(
        leftAt,
        "",
        "%s is %s here, but %s at %s".formatted(what, left, taken, takenAt),
        "the latter is taken");
  }
}
