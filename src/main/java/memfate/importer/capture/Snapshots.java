package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import org.jspecify.annotations.Nullable;

/**
 * The files that show a machine between the steps of a boot: {@code iomem.s0} before the first
 * step, {@code iomem.step02-bind} after the second.
 */
final class Snapshots {
  private final List<Evidence> evidence;

  Snapshots(List<Evidence> evidence) {
    this.evidence = evidence;
  }

  /** Returns whether a file is a listing of some kind between steps, even if it is empty. */
  static boolean isListing(String fileName, String kind) {
    return fileName.matches(kind + "\\.(?:[psw]\\d{1,3}|step\\d{1,6}-\\S{1,100})");
  }

  /** Returns the files of the state before the first step; none if nobody saved it. */
  List<Evidence> beforeFirst() {
    List<Evidence> found = at("s0");
    return found.isEmpty() ? at("p0") : found;
  }

  /** Returns the files of one state. */
  List<Evidence> at(String label) {
    return evidence.stream().filter(e -> e.artifact().fileName().endsWith("." + label)).toList();
  }

  /** Returns the modules that were loaded at a state, null when nobody listed them. */
  static @Nullable List<String> modules(List<Evidence> state) {
    return words(state, "modules.load-order");
  }

  /** Returns the memory devices that were there at a state, null when nobody listed them. */
  static @Nullable List<String> memdevs(List<Evidence> state) {
    return words(state, "cxl.memdevs");
  }

  private static @Nullable List<String> words(List<Evidence> state, String key) {
    return state.stream()
        .flatMap(e -> e.all(Setting.class).stream())
        .filter(setting -> setting.key().equals(key))
        .findFirst()
        .map(setting -> setting.value().isEmpty() ? List.<String>of() : split(setting.value()))
        .orElse(null);
  }

  private static List<String> split(String words) {
    return List.of(words.split(" ", -1));
  }

  /** Returns the listing of iomem at a state, or null. */
  static Observation.@Nullable Listing iomem(List<Evidence> state) {
    return state.stream()
        .flatMap(e -> e.all(Observation.Listing.class).stream())
        .findFirst()
        .orElse(null);
  }

  /** Returns the dax devices at a state, null when nobody listed them. */
  static @Nullable List<Observation.Dax> dax(List<Evidence> state) {
    return state.stream()
        .filter(e -> e.artifact().fileName().startsWith("dax."))
        .findFirst()
        .map(e -> e.all(Observation.Dax.class))
        .orElse(null);
  }

  /** Returns the messages that came with a step, null when nobody saved them. */
  static @Nullable List<Observation.Message> messages(List<Evidence> state) {
    return state.stream()
        .filter(e -> e.artifact().fileName().startsWith("dmesg."))
        .findFirst()
        .map(e -> e.all(Observation.Message.class))
        .orElse(null);
  }

  /** Returns where a region or a dax device was at a state. */
  static Optional<AddressRange> rangeOf(String name, List<Evidence> state) {
    List<Observation.Dax> devices = dax(state);
    if (devices != null) {
      for (Observation.Dax device : devices) {
        if (device.name().equals(name) && device.range() != null) {
          return Optional.of(device.range());
        }
      }
    }
    Observation.Listing listing = iomem(state);
    return listing == null ? Optional.empty() : find(name, listing.roots());
  }

  private static Optional<AddressRange> find(String name, List<Observation.Entry> entries) {
    for (Observation.Entry entry : entries) {
      Optional<AddressRange> found =
          entry.name().equals(name) ? Optional.of(entry.range()) : find(name, entry.children());
      if (found.isPresent()) {
        return found;
      }
    }
    return Optional.empty();
  }

  /** Returns the names of the regions at a state. */
  static List<String> regions(List<Evidence> state) {
    List<String> names = new ArrayList<>();
    Observation.Listing listing = iomem(state);
    if (listing != null) {
      addRegions(listing.roots(), names);
    }
    return names;
  }

  private static void addRegions(List<Observation.Entry> entries, List<String> names) {
    for (Observation.Entry entry : entries) {
      if (entry.name().matches("region\\d{1,6}")) {
        names.add(entry.name());
      }
      addRegions(entry.children(), names);
    }
  }
}
