package memfate.report.map;

import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome;
import memfate.report.Answer;

/**
 * The map of an outcome, or of one of its readings.
 *
 * @param condition the reading, {@code if srat is absent}; empty when there is one answer
 */
record NamedMap(String condition, AddressMap map) {

  /** Returns the maps of an outcome that are not empty, in order. */
  static List<NamedMap> of(Outcome outcome) {
    List<NamedMap> maps = new ArrayList<>();
    for (Answer answer : Answer.of(outcome)) {
      AddressMap map = AddressMap.of(answer.outcome());
      if (!map.axis().segments().isEmpty()) {
        maps.add(new NamedMap(answer.condition(), map));
      }
    }
    return maps;
  }
}
