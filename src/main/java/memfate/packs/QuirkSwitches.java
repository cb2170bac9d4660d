package memfate.packs;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What {@code --quirk +ID} and {@code --quirk -ID} ask for, whatever rows say. An id is that of a
 * quirk, of all packs that have one, or {@code vendor/pack:quirk}.
 *
 * @param on quirks that are in force on every platform
 * @param off quirks that are on none
 */
public record QuirkSwitches(Set<String> on, Set<String> off) {
  public static final QuirkSwitches NONE = new QuirkSwitches(Set.of(), Set.of());

  /**
   * Reads switches.
   *
   * @throws IllegalArgumentException if one begins with neither + nor -, or both ask for the same
   */
  public static QuirkSwitches of(List<String> words) {
    Set<String> on = new TreeSet<>();
    Set<String> off = new TreeSet<>();
    for (String word : words) {
      if (word.length() < 2 || (word.charAt(0) != '+' && word.charAt(0) != '-')) {
        throw new IllegalArgumentException("'%s' is neither +ID nor -ID".formatted(word));
      }
      (word.charAt(0) == '+' ? on : off).add(word.substring(1));
    }
    for (String id : on) {
      if (off.contains(id)) {
        throw new IllegalArgumentException("quirk '%s' is switched on and off".formatted(id));
      }
    }
    return new QuirkSwitches(on, off);
  }

  /** Returns whether nothing is switched. */
  public boolean isEmpty() {
    return on.isEmpty() && off.isEmpty();
  }

  /** Returns the switches as they are written, sorted. */
  public List<String> words() {
    return Stream.concat(on.stream().map(id -> "+" + id), off.stream().map(id -> "-" + id))
        .toList();
  }

  boolean turnsOn(Pack pack, String quirk) {
    return names(on, pack, quirk);
  }

  boolean turnsOff(Pack pack, String quirk) {
    return names(off, pack, quirk);
  }

  static boolean names(Set<String> ids, Pack pack, String quirk) {
    return ids.contains(quirk) || ids.contains(pack.id() + ":" + quirk);
  }
}
