package memfate.boot;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.engine.FactFields;
import memfate.engine.RuleReads;
import memfate.facts.EndpointDecoder;
import memfate.facts.HostBridge;
import memfate.facts.Memdev;
import memfate.facts.WindowTarget;

/**
 * Memory devices that do the same: all that is described of one is described of the other, but for
 * their names, the numbers of their decoders, and the host bridges that each has for itself.
 *
 * <p>Two states in which such devices have changed places go on alike and end alike. A fact is
 * about a device if a field names it; where it names two, it is about none, and states that differ
 * in it differ.
 */
final class Symmetry {
  private static final String ITSELF = "*";

  /** Fields that differ between devices that do the same, beside those that name them. */
  private static final Map<Class<?>, Set<String>> PLACES =
      Map.of(
          Memdev.class, Set.of("index", "name", "at"),
          EndpointDecoder.class, Set.of("index", "at"),
          HostBridge.class, Set.of("index", "base", "at"),
          WindowTarget.class, Set.of("position", "at"));

  /** Names of devices in facts, effects and events. */
  private static final Set<String> NAME_FIELDS =
      Set.of("memdev", "subject", "firstSubject", "thenSubject");

  private static final Set<String> BRIDGE_FIELDS = Set.of("hostBridge", "uid");

  /** A field and a value that name a device. */
  private record Naming(String field, String value) {
    static Naming of(Map.Entry<String, String> field) {
      return new Naming(field.getKey(), field.getValue());
    }
  }

  private final Map<Naming, Integer> devices = new HashMap<>();
  private final List<List<Integer>> classes = new ArrayList<>();
  private final Set<Integer> alike = new HashSet<>();

  private final RuleReads reads;
  private final int count;

  /** Returns a symmetry in which every device is told apart. */
  static Symmetry none(RuleReads reads) {
    return new Symmetry(List.of(), reads);
  }

  /** Finds the devices that do the same. */
  Symmetry(List<Object> facts, RuleReads reads) {
    this.reads = reads;
    List<Memdev> memdevs = ofType(facts, Memdev.class);
    count = memdevs.size();
    for (int i = 0; i < memdevs.size(); i++) {
      name(i, memdevs, ofType(facts, EndpointDecoder.class));
    }
    Map<String, List<Integer>> byPortrait = new TreeMap<>();
    for (int i = 0; i < memdevs.size(); i++) {
      if (!isSpecial(i, memdevs.get(i).name(), facts)) {
        byPortrait.computeIfAbsent(portrait(i, facts), p -> new ArrayList<>()).add(i);
      }
    }
    for (List<Integer> same : byPortrait.values()) {
      if (same.size() > 1) {
        classes.add(List.copyOf(same));
        alike.addAll(same);
      }
    }
  }

  /** Notes by what facts mean a device: its decoder only when it has one, its bridge when alone. */
  private void name(int device, List<Memdev> memdevs, List<EndpointDecoder> decoders) {
    Memdev memdev = memdevs.get(device);
    NAME_FIELDS.forEach(field -> devices.put(new Naming(field, memdev.name()), device));
    if (memdev.hostBridge() != -1
        && memdevs.stream().filter(m -> m.hostBridge() == memdev.hostBridge()).count() == 1) {
      String bridge = String.valueOf(memdev.hostBridge());
      BRIDGE_FIELDS.forEach(field -> devices.put(new Naming(field, bridge), device));
    }
    List<EndpointDecoder> own =
        decoders.stream().filter(decoder -> decoder.memdev().equals(memdev.name())).toList();
    if (own.size() == 1) {
      devices.put(new Naming("decoder", String.valueOf(own.get(0).index())), device);
    }
  }

  /** Whether something names it that is not about it alone, or a rule picks it out. */
  private boolean isSpecial(int device, String name, List<Object> facts) {
    Pattern word = Pattern.compile("\\b" + Pattern.quote(name) + "\\b");
    for (Object fact : facts) {
      Set<String> places = PLACES.getOrDefault(fact.getClass(), Set.of("at"));
      boolean about = about(fact) == device;
      for (Map.Entry<String, String> field : FactFields.of(fact).entrySet()) {
        boolean names = about && devices.containsKey(Naming.of(field));
        if (!places.contains(field.getKey()) && !names && word.matcher(field.getValue()).find()) {
          return true;
        }
        boolean differs = about && (names || places.contains(field.getKey()));
        if (differs
            && !field.getKey().equals("at")
            && reads.tellsApart(fact.getClass(), field.getKey(), field.getValue())) {
          return true;
        }
      }
    }
    return false;
  }

  private static <T> List<T> ofType(List<Object> facts, Class<T> type) {
    return facts.stream().filter(type::isInstance).map(type::cast).toList();
  }

  /** All that is said of a device, without its names. */
  private String portrait(int device, List<Object> facts) {
    return facts.stream()
        .filter(fact -> about(fact) == device)
        .map(this::text)
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private int about(Object fact) {
    if (fact instanceof Memdev memdev) {
      return devices.getOrDefault(new Naming("memdev", memdev.name()), -1);
    }
    Set<Integer> named = new HashSet<>();
    FactFields.of(fact)
        .forEach((field, value) -> named.add(devices.getOrDefault(new Naming(field, value), -1)));
    named.remove(-1);
    return named.size() == 1 ? named.iterator().next() : -1;
  }

  /** Returns how many devices there are, whether or not another does the same. */
  int devices() {
    return count;
  }

  /** Returns the groups of devices of which each does the same as the others. */
  List<List<Integer>> classes() {
    return classes;
  }

  /** Returns the device that a fact is about, if another does the same; else -1. */
  int deviceOf(Object fact) {
    int device = about(fact);
    return alike.contains(device) ? device : -1;
  }

  /** Returns what is said of a device, whichever it is. */
  String text(Object fact) {
    Set<String> places = PLACES.getOrDefault(fact.getClass(), Set.of());
    StringBuilder text = new StringBuilder(fact.getClass().getSimpleName());
    FactFields.of(fact)
        .forEach(
            (field, value) -> {
              boolean itself =
                  places.contains(field) || devices.containsKey(new Naming(field, value));
              text.append(' ').append(field).append('=').append(itself ? ITSELF : value);
            });
    return text.toString();
  }
}
