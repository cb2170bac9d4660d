package memfate.boot;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import memfate.facts.RangeIndex;
import memfate.facts.Ranged;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.FirmwareEntry;
import memfate.platform.Hmat;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import memfate.platform.Table;
import org.jspecify.annotations.Nullable;

/**
 * The readings of what a description does not know.
 *
 * <p>An unknown table is not guessed: the boot runs under each reading that firmware could have
 * meant, and the answers are compared. The first reading of each is the table's absence.
 */
final class Readings {

  /** One reading: the platform with its tables filled in, and what was assumed. */
  record Reading(Platform platform, Map<String, String> assume) {}

  private static final int HMAT_REVISION = 2;

  private Readings() {}

  /** Returns at least one reading. */
  static List<Reading> of(Platform platform) {
    List<Reading> readings = List.of(new Reading(platform, Map.of()));
    if (platform.srat().isUnknown()) {
      readings = split(readings, "srat", Readings::noSrat, Readings::sratPerWindow);
    } else if (platform.hmat().state() == Table.State.UNKNOWN) {
      readings = split(readings, "hmat", Readings::noHmat, Readings::withHmat);
    }
    if (platform.decoders().isUnknown()) {
      readings = split(readings, "decoders", Readings::noDecoders, Readings::decodersPerWindow);
    }
    return readings;
  }

  /** Changes a platform to what a reading assumes; null when the reading says nothing of it. */
  private interface Change {
    @Nullable Platform apply(Platform platform);
  }

  private static List<Reading> split(
      List<Reading> readings, String table, Change absent, Change present) {
    List<Reading> split = new ArrayList<>();
    for (Reading reading : readings) {
      add(split, reading, table, "absent", absent.apply(reading.platform()));
      String word = table.equals("hmat") ? "present" : "per-window";
      add(split, reading, table, word, present.apply(reading.platform()));
    }
    return split;
  }

  private static void add(
      List<Reading> to, Reading from, String table, String word, @Nullable Platform platform) {
    if (platform != null) {
      Map<String, String> assume = new LinkedHashMap<>(from.assume());
      assume.put(table, word);
      to.add(new Reading(platform, Collections.unmodifiableMap(assume)));
    }
  }

  private static Platform noSrat(Platform p) {
    return p.withTables(Table.absent(SourceLocation.NONE), absentHmat(p), p.decoders());
  }

  /**
   * One entry a window and one for each Soft Reserved range that no window touches, and HMAT unless
   * the description says that there is none.
   */
  private static @Nullable Platform sratPerWindow(Platform p) {
    List<FirmwareEntry> softReserved =
        p.firmwareMap().rows().stream().filter(Readings::isSoftReserved).toList();
    if (p.cedt().windows().isEmpty() && softReserved.isEmpty()) {
      return null;
    }
    List<SratEntry> rows = new ArrayList<>();
    RangeIndex taken = new RangeIndex();
    for (FirmwareEntry entry : p.firmwareMap().rows()) {
      if (entry.type().equals("usable") || plainConventional(entry)) {
        rows.add(row(0, entry.range()));
        taken.add(new Taken(entry.range()));
      }
    }
    long pxm = 1;
    for (Cedt.CxlWindow window : p.cedt().windows()) {
      AddressRange range = rangeOf(window);
      if (range != null && taken.overlapping(Taken.class, range).isEmpty()) {
        rows.add(row(pxm++, range));
        taken.add(new Taken(range));
      }
    }
    for (FirmwareEntry entry : softReserved) {
      if (taken.overlapping(Taken.class, entry.range()).isEmpty()) {
        rows.add(row(pxm++, entry.range()));
        taken.add(new Taken(entry.range()));
      }
    }
    Hmat hmat = p.hmat().state() == Table.State.UNKNOWN ? presentHmat() : p.hmat();
    return p.withTables(Table.of(rows, SourceLocation.NONE), hmat, p.decoders());
  }

  /** Addresses that an entry has already. */
  private record Taken(AddressRange range) implements Ranged {}

  private static boolean plainConventional(FirmwareEntry entry) {
    return entry.type().equals("conventional") && !entry.attributes().contains("sp");
  }

  private static boolean isSoftReserved(FirmwareEntry entry) {
    return entry.type().equals("soft-reserved") || entry.attributes().contains("sp");
  }

  private static SratEntry row(long pxm, AddressRange range) {
    return new SratEntry(pxm, range, true, false, false, false, SourceLocation.NONE);
  }

  private static Platform noHmat(Platform p) {
    return p.withTables(p.srat(), absentHmat(p), p.decoders());
  }

  private static @Nullable Platform withHmat(Platform p) {
    return p.srat().rows().isEmpty() ? null : p.withTables(p.srat(), presentHmat(), p.decoders());
  }

  private static Platform noDecoders(Platform p) {
    return p.withTables(p.srat(), p.hmat(), Table.of(List.of(), SourceLocation.NONE));
  }

  /** Each 1-way window wholly committed by a device below its host bridge that no other took. */
  private static @Nullable Platform decodersPerWindow(Platform p) {
    List<Decoder> decoders = new ArrayList<>();
    Bridges bridges = new Bridges(p.memdevs().rows());
    for (Cedt.CxlWindow window : p.cedt().windows()) {
      AddressRange range = rangeOf(window);
      Memdev device = range == null || window.ways() != 1 ? null : bridges.deviceFor(window);
      if (device != null && range != null) {
        decoders.add(decoder(device, range, window));
      }
    }
    return decoders.isEmpty()
        ? null
        : p.withTables(p.srat(), p.hmat(), Table.of(decoders, SourceLocation.NONE));
  }

  /** The devices below each host bridge, in the order of the description. */
  private static final class Bridges {
    private final Map<Long, List<Integer>> below = new HashMap<>();
    private final Map<Long, Integer> used = new HashMap<>();
    private final List<Memdev> devices;

    Bridges(List<Memdev> devices) {
      this.devices = devices;
      for (int i = 0; i < devices.size(); i++) {
        Long bridge = devices.get(i).hostBridge();
        if (bridge != null) {
          below.computeIfAbsent(bridge, uid -> new ArrayList<>()).add(i);
        }
      }
    }

    /**
     * Takes the first device below a bridge of the window that no other window took; when none is
     * free, a device is split over windows. Null when there is none at all.
     */
    @Nullable Memdev deviceFor(Cedt.CxlWindow window) {
      int free = Integer.MAX_VALUE;
      int first = Integer.MAX_VALUE;
      for (Long bridge : window.targets()) {
        List<Integer> places = below.getOrDefault(bridge, List.of());
        int next = used.getOrDefault(bridge, 0);
        if (next < places.size()) {
          free = Math.min(free, places.get(next));
        }
        if (!places.isEmpty()) {
          first = Math.min(first, places.get(0));
        }
      }
      if (free < Integer.MAX_VALUE) {
        Memdev device = devices.get(free);
        used.merge(device.hostBridge(), 1, Integer::sum);
        return device;
      }
      return first == Integer.MAX_VALUE ? null : devices.get(first);
    }
  }

  private static Decoder decoder(Memdev device, AddressRange range, Cedt.CxlWindow window) {
    return new Decoder(
        device.name(),
        null,
        "",
        range,
        1,
        window.granularity(),
        "",
        true,
        false,
        -1,
        List.of(),
        "",
        SourceLocation.NONE);
  }

  private static @Nullable AddressRange rangeOf(Cedt.CxlWindow window) {
    long end = window.base() + window.size() - 1;
    return window.size() == 0 || Long.compareUnsigned(end, window.base()) < 0
        ? null
        : new AddressRange(window.base(), end);
  }

  private static Hmat absentHmat(Platform p) {
    return p.hmat().state() == Table.State.UNKNOWN
        ? new Hmat(Table.State.ABSENT, 0, List.of(), List.of(), SourceLocation.NONE)
        : p.hmat();
  }

  private static Hmat presentHmat() {
    return new Hmat(Table.State.PRESENT, HMAT_REVISION, List.of(), List.of(), SourceLocation.NONE);
  }
}
