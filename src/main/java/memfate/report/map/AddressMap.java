package memfate.report.map;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapChange;
import memfate.boot.Outcome.MapRow;
import memfate.boot.Outcome.MapStep;
import memfate.iomem.AddressRange;

/**
 * The bands of a boot, and the axis that they stand on from its first event to its last.
 *
 * @param bands those that ever had a row, with the rows of the end
 */
public record AddressMap(Map<Band, List<MapRow>> bands, AddressAxis axis) {

  /** Returns the map that an outcome carries; without one, what its fates tell. */
  public static AddressMap of(Outcome outcome) {
    Map<Band, List<MapRow>> bands = new EnumMap<>(Band.class);
    List<MapRow> shown = new ArrayList<>();
    List<MapRow> dull = new ArrayList<>();
    for (MapStep step : outcome.map()) {
      for (MapChange change : step.changes()) {
        List<MapRow> rows = bands.computeIfAbsent(change.band(), band -> new ArrayList<>());
        rows.subList(change.from(), change.from() + change.removed()).clear();
        rows.addAll(change.from(), change.rows());
        change.rows().forEach(row -> (isShown(change.band(), row) ? shown : dull).add(row));
      }
    }
    if (outcome.map().isEmpty()) {
      List<MapRow> fates = outcome.ranges().stream().map(AddressMap::fate).toList();
      bands.put(Band.FATE, fates);
      shown.addAll(fates);
    }
    return new AddressMap(bands, AddressAxis.of(ranges(shown), ranges(dull)));
  }

  /** Returns whether a row of a band is what the map is about, and not only on it. */
  public static boolean isShown(Band band, MapRow row) {
    return switch (band) {
      case FATE, SOFT_RESERVE, WINDOWS, REGIONS, DAX -> true;
      case FIRMWARE -> row.name().equals("soft-reserved");
      case IOMEM -> false;
    };
  }

  private static MapRow fate(Outcome.RangeFate fate) {
    return new MapRow(fate.range(), fate.owner().word(), 0, fate.usable(), fate.at());
  }

  private static List<AddressRange> ranges(Collection<MapRow> rows) {
    return rows.stream().map(MapRow::range).distinct().toList();
  }
}
