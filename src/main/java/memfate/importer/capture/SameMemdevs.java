package memfate.importer.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BinaryOperator;
import memfate.platform.Memdev;
import org.jspecify.annotations.Nullable;

/** Puts together what several files tell of a device, which has a name or a PCI address. */
final class SameMemdevs {
  private final BinaryOperator<Memdev> both;
  private final List<@Nullable Memdev> merged = new ArrayList<>();
  private final Map<String, Integer> byHost = new HashMap<>();
  private final Map<String, Integer> byName = new HashMap<>();

  SameMemdevs(BinaryOperator<Memdev> both) {
    this.both = both;
  }

  /** Adds what one file tells of a device; an address counts more than a name. */
  void add(Memdev told) {
    Integer host = byHost.get(told.host());
    Integer name = byName.get(told.name());
    if (host == null && name == null) {
      put(merged.size(), told);
    } else if (host == null || name == null || host.equals(name)) {
      int at = Objects.requireNonNull(host == null ? name : host);
      put(at, both.apply(at(at), told));
    } else if (at(host).name().isEmpty() && at(name).host().isEmpty()) {
      Memdev whole = both.apply(at(host), at(name));
      merged.set(name, null);
      put(host, both.apply(whole, told));
    } else {
      // Another device has the name, so that this one has none from here.
      put(host, both.apply(at(host), MemdevMerge.withName(told, "")));
    }
  }

  private Memdev at(int index) {
    return Objects.requireNonNull(merged.get(index));
  }

  private void put(int at, Memdev memdev) {
    if (at == merged.size()) {
      merged.add(memdev);
    } else {
      merged.set(at, memdev);
    }
    if (!memdev.host().isEmpty()) {
      byHost.put(memdev.host(), at);
    }
    if (!memdev.name().isEmpty()) {
      byName.put(memdev.name(), at);
    }
  }

  /** Returns the devices in the order in which they were first told of. */
  List<Memdev> all() {
    return new ArrayList<>(merged.stream().filter(Objects::nonNull).toList());
  }
}
