package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.Table;

/**
 * Collects what the structures of an HMAT tell of each memory proximity domain.
 *
 * <p>Latency and bandwidth are those from the domain's own initiator, where a type 0 structure
 * names it, and otherwise the best that any initiator gets.
 */
final class HmatRows {
  static final int ATTRIBUTES = 0;
  static final int LOCALITY = 1;
  static final int CACHE = 2;

  private static final int INITIATOR_VALID = 1;
  private static final int MEMORY_VALID = 2;
  private static final int NOT_TOLD = 0xffff;
  private static final int EXTENDED_LINEAR = 1;
  private static final List<String> CACHE_MODES = List.of("none", "direct-mapped", "complex");

  private final int revision;
  private final Map<Long, SourceLocation> targets = new LinkedHashMap<>();
  private final Map<Long, Long> initiators = new LinkedHashMap<>();
  private final List<Locality> localities = new ArrayList<>();
  private final List<Hmat.Cache> caches = new ArrayList<>();

  HmatRows(int revision) {
    this.revision = revision;
  }

  /**
   * A type 1 structure.
   *
   * @param flags memory hierarchy in the low four bits: 0 is the memory itself
   * @param dataType 0 and 1 latency, 3 and 4 bandwidth of access and of reading
   * @param unit what an entry of 1 means, unsigned
   * @param entries one row for each initiator
   */
  record Locality(
      int flags,
      int dataType,
      long unit,
      List<Long> initiators,
      List<Long> targets,
      List<Integer> entries,
      SourceLocation at) {

    boolean isOfMemory() {
      return (flags & 0xf) == 0;
    }

    boolean isLatency() {
      return dataType == 0 || dataType == 1;
    }

    boolean isBandwidth() {
      return dataType == 3 || dataType == 4;
    }
  }

  /** Takes a type 0 structure. In revision 1 a flag says whether its memory domain counts. */
  void attributes(int flags, long initiator, long memory, SourceLocation at) {
    if (revision == 1 && (flags & MEMORY_VALID) == 0) {
      return;
    }
    targets.putIfAbsent(memory, at);
    if ((flags & INITIATOR_VALID) != 0) {
      initiators.putIfAbsent(memory, initiator);
    }
  }

  void locality(Locality locality) {
    if (locality.isOfMemory()) {
      localities.add(locality);
      locality.targets().forEach(pxm -> targets.putIfAbsent(pxm, locality.at()));
    }
  }

  void cache(long memory, long size, long attributes, int addressMode, SourceLocation at) {
    int associativity = (int) (attributes >>> 8 & 0xf);
    String mode =
        addressMode == EXTENDED_LINEAR
            ? "extended-linear"
            : associativity < CACHE_MODES.size() ? CACHE_MODES.get(associativity) : "";
    caches.add(new Hmat.Cache(memory, size, mode, at));
  }

  Hmat table(SourceLocation at) {
    Map<Long, Long> latencies = new HashMap<>();
    Map<Long, Long> bandwidths = new HashMap<>();
    for (Locality locality : localities) {
      if (locality.isLatency()) {
        best(locality, Math::min, latencies);
      } else if (locality.isBandwidth()) {
        best(locality, Math::max, bandwidths);
      }
    }
    List<Hmat.Target> rows = new ArrayList<>();
    targets.forEach(
        (pxm, told) ->
            rows.add(
                new Hmat.Target(
                    pxm,
                    initiators.getOrDefault(pxm, -1L),
                    latencies.getOrDefault(pxm, -1L),
                    bandwidths.getOrDefault(pxm, -1L),
                    told)));
    return new Hmat(Table.State.PRESENT, revision, rows, List.copyOf(caches), at);
  }

  /** Goes once over the entries: their number is checked, that of structures times domains not. */
  private void best(Locality locality, BinaryOperator<Long> better, Map<Long, Long> found) {
    int columns = locality.targets().size();
    for (int column = 0; column < columns; column++) {
      long pxm = locality.targets().get(column);
      Long own = initiators.get(pxm);
      boolean ownTold = own != null && locality.initiators().contains(own);
      for (int row = 0; row < locality.initiators().size(); row++) {
        int index = row * columns + column;
        boolean counts = !ownTold || locality.initiators().get(row).equals(own);
        if (counts && index < locality.entries().size()) {
          long value = normalised(locality, locality.entries().get(index));
          if (value >= 0) {
            found.merge(pxm, value, better);
          }
        }
      }
    }
  }

  /** Returns nanoseconds or MB/s, -1 if the entry tells neither ({@code hmat_normalize}). */
  private long normalised(Locality locality, int entry) {
    long unit = locality.unit();
    if (entry == 0 || entry == NOT_TOLD || unit <= 0 || unit > 0xffff_ffffL / entry) {
      return -1;
    }
    long value = unit * entry;
    if (revision == 1) {
      return value < 10 ? -1 : (value + 9) / 10;
    }
    return locality.isLatency() ? (value + 999) / 1000 : value;
  }
}
