package memfate.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import memfate.engine.FactKey;
import memfate.engine.RuleReads;

/** Numbers for the facts of a search, and for what rules may ask of them. */
final class FactTable {

  /**
   * A fact.
   *
   * @param looks its part in the digest of a state
   * @param keys numbers of the keys that it has
   */
  record Entry(Object fact, Digest digest, Looks looks, List<Integer> keys) {}

  /**
   * How something looks when devices that do the same are not told apart.
   *
   * @param device the one that it is about, -1: none in particular
   */
  record Looks(int device, Digest digest) {}

  private final RuleReads reads;
  private final List<Entry> entries = new ArrayList<>();
  private final Map<Object, Integer> numbers = new HashMap<>();
  private final Map<FactKey, Integer> keys = new HashMap<>();
  private final Map<Object, Looks> looks = new HashMap<>();
  private final Symmetry symmetry;

  FactTable(RuleReads reads, Symmetry symmetry) {
    this.reads = reads;
    this.symmetry = symmetry;
  }

  /** Returns the number of a fact. */
  int number(Object fact) {
    Integer known = numbers.get(fact);
    if (known != null) {
      return known;
    }
    List<Integer> own = reads.keysOf(fact).stream().map(this::key).toList();
    entries.add(new Entry(fact, Digest.of(fact.toString()), looks(fact), own));
    numbers.put(fact, entries.size() - 1);
    return entries.size() - 1;
  }

  Entry entry(int number) {
    return entries.get(number);
  }

  /** Returns the number of a key. */
  int key(FactKey key) {
    return keys.computeIfAbsent(key, k -> keys.size());
  }

  /** Returns how a fact, or something else that a state has, looks. */
  Looks looks(Object thing) {
    return looks.computeIfAbsent(thing, this::newLooks);
  }

  private Looks newLooks(Object thing) {
    int device = symmetry.deviceOf(thing);
    return new Looks(device, Digest.of(device < 0 ? thing.toString() : symmetry.text(thing)));
  }

  Symmetry symmetry() {
    return symmetry;
  }

  /** Returns how many keys there are. */
  int keys() {
    return keys.size();
  }

  /** Returns every key that a fact has. */
  List<FactKey> keysOf(Object fact) {
    return reads.keysOf(fact);
  }
}
