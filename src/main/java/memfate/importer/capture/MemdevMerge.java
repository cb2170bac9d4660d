package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import memfate.platform.Memdev;
import org.jspecify.annotations.Nullable;

/** Memory devices: what several files tell of one is put together, and each gets a name. */
final class MemdevMerge {
  private final Sources sources;
  private final HostBridges bridges;

  MemdevMerge(Sources sources, HostBridges bridges) {
    this.sources = sources;
    this.bridges = bridges;
  }

  List<Memdev> merged() {
    SameMemdevs same = new SameMemdevs(this::both);
    sources.all(Memdev.class).forEach(same::add);
    List<Memdev> merged = same.all();
    merged.replaceAll(this::belowBridge);
    return named(merged);
  }

  private Memdev both(Memdev one, Memdev other) {
    if (one.ram() >= 0 && other.ram() >= 0 && one.ram() != other.ram()) {
      sources.contradicts(
          "the capacity of " + one.name(),
          other.ram() + " bytes",
          other.at(),
          one.ram() + " bytes",
          one.at());
    }
    return new Memdev(
        either(one.name(), other.name()),
        either(one.host(), other.host()),
        one.serial() != 0 ? one.serial() : other.serial(),
        one.ram() >= 0 ? one.ram() : other.ram(),
        one.pmem() >= 0 ? one.pmem() : other.pmem(),
        one.hostBridge() != null ? one.hostBridge() : other.hostBridge(),
        one.accelerator() || other.accelerator(),
        either(one.state(), other.state()),
        either(one.driver(), other.driver()),
        either(one.hostBridgePath(), other.hostBridgePath()),
        one.dvsecRanges().isEmpty() ? other.dvsecRanges() : one.dvsecRanges(),
        one.at());
  }

  private static String either(String one, String other) {
    return one.isEmpty() ? other : one;
  }

  /** What the boot did to a device is no state of the firmware's: it was there. */
  private Memdev belowBridge(Memdev memdev) {
    Long bridge = memdev.hostBridge();
    if (bridge == null) {
      bridge =
          bridges
              .uidOfRoot(memdev.hostBridgePath())
              .or(() -> bridges.uidAbove(memdev.host()))
              .orElse(null);
    }
    return new Memdev(
        memdev.name(),
        memdev.host(),
        memdev.serial(),
        memdev.ram(),
        memdev.pmem(),
        bridge,
        memdev.accelerator(),
        "enabled",
        memdev.driver(),
        bridge == null && isPath(memdev.hostBridgePath()) ? memdev.hostBridgePath() : "",
        memdev.dvsecRanges(),
        memdev.at());
  }

  /** Returns whether a description takes a text as the path of a bridge. */
  private static boolean isPath(String text) {
    return text.matches("[A-Za-z]+[0-9A-Za-z]*:.*");
  }

  /** A device that no driver has seen gets the next free name, in PCI order. */
  private static List<Memdev> named(List<Memdev> memdevs) {
    Set<String> taken = new HashSet<>();
    memdevs.forEach(m -> taken.add(m.name()));
    List<Memdev> sorted = new ArrayList<>(memdevs);
    sorted.sort(Comparator.comparing(Memdev::host));
    IdentityHashMap<Memdev, String> names = new IdentityHashMap<>();
    int next = 0;
    for (Memdev memdev : sorted) {
      String name = memdev.name();
      while (name.isEmpty()) {
        String free = "mem" + next++;
        name = taken.contains(free) ? "" : free;
      }
      names.put(memdev, name);
    }
    List<Memdev> named =
        new ArrayList<>(memdevs.stream().map(m -> withName(m, names.get(m))).toList());
    named.sort(Comparator.comparing(m -> numbered(m.name())));
    return named;
  }

  /** {@code mem2} comes before {@code mem10}. */
  private static String numbered(String name) {
    String digits = name.replaceAll("\\D", "");
    return digits.length() > 9 ? name : "%s%9s".formatted(name.replaceAll("\\d", ""), digits);
  }

  static Memdev withName(Memdev memdev, @Nullable String name) {
    return new Memdev(
        Objects.requireNonNullElse(name, memdev.name()),
        memdev.host(),
        memdev.serial(),
        memdev.ram(),
        memdev.pmem(),
        memdev.hostBridge(),
        memdev.accelerator(),
        memdev.state(),
        memdev.driver(),
        memdev.hostBridgePath(),
        memdev.dvsecRanges(),
        memdev.at());
  }
}
