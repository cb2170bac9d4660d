package memfate.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapChange;
import memfate.boot.Outcome.MapRow;
import memfate.boot.Outcome.MapStep;
import memfate.engine.FactWatch;
import memfate.engine.Facts;
import memfate.facts.CxlRegion;
import memfate.facts.DaxBinding;
import memfate.facts.DaxDevice;
import memfate.facts.Event;
import memfate.facts.FixedWindow;
import memfate.facts.HmemUnit;
import memfate.facts.MemoryMapEntry;
import memfate.facts.SoftReservedRange;
import memfate.facts.StrandedMemory;
import memfate.facts.Tree;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * Notes event by event what becomes of the address map.
 *
 * <p>A band is read again when a fact or a tree changed that it shows, and it is noted where it
 * changes: the rows between the first and the last that differ. So a boot of a thousand events is
 * about as long as its last map.
 */
final class MapRecorder implements FactWatch {
  private static final Comparator<Long> UNSIGNED = Long::compareUnsigned;

  /** Of equal starts the longest is first: it is what the others lie in. */
  private static final Comparator<MapRow> BY_ADDRESS =
      Comparator.comparing((MapRow row) -> row.range().start(), UNSIGNED)
          .thenComparing(row -> row.range().end(), UNSIGNED.reversed())
          .thenComparing(MapRow::name);

  private static final Map<Tree, Band> BAND_OF_TREE =
      Map.of(
          Tree.SOFT_RESERVE, Band.SOFT_RESERVE,
          Tree.CXL_WINDOWS, Band.WINDOWS,
          Tree.IOMEM, Band.IOMEM);

  private final Facts facts;
  private final Trees trees;
  private final BootRecord record;
  private final Map<Band, List<MapRow>> bands = new EnumMap<>(Band.class);
  private final Set<Band> stale = EnumSet.allOf(Band.class);
  private final Map<Tree, Integer> changesSeen = new EnumMap<>(Tree.class);
  private final Map<String, Integer> queued = new HashMap<>();
  private final List<MapStep> steps = new ArrayList<>();

  MapRecorder(Facts facts, Trees trees, BootRecord record) {
    this.facts = facts;
    this.trees = trees;
    this.record = record;
  }

  /** Notes that an event is pending from now on. */
  void queued(Event event) {
    queued.put(BootRecord.nameOf(event), record.sequence());
  }

  /** Notes what an event changed. */
  void after(Event event) {
    List<MapChange> changes = new ArrayList<>();
    noteTrees();
    for (Band band : List.copyOf(stale)) {
      List<MapRow> before = bands.getOrDefault(band, List.of());
      List<MapRow> now = rows(band);
      if (!now.equals(before)) {
        changes.add(change(band, before, now));
        bands.put(band, now);
      }
    }
    stale.clear();
    String name = BootRecord.nameOf(event);
    int since = queued.getOrDefault(name, 0);
    steps.add(new MapStep(record.sequence(), name, event.actor(), since, List.copyOf(changes)));
  }

  @Override
  public void inserted(Object fact) {
    changed(fact);
  }

  @Override
  public void deleted(Object fact) {
    changed(fact);
  }

  private void changed(Object fact) {
    if (fact instanceof MemoryMapEntry) {
      stale.add(Band.FIRMWARE);
      stale.add(Band.FATE);
    } else if (fact instanceof DaxDevice || fact instanceof DaxBinding) {
      stale.add(Band.DAX);
      stale.add(Band.FATE);
    } else if (fact instanceof CxlRegion) {
      stale.add(Band.REGIONS);
    } else if (fact instanceof SoftReservedRange
        || fact instanceof HmemUnit
        || fact instanceof StrandedMemory) {
      stale.add(Band.FATE);
    }
  }

  private void noteTrees() {
    BAND_OF_TREE.forEach(
        (tree, band) -> {
          Integer changes = trees.changes(tree);
          if (!changes.equals(changesSeen.put(tree, changes))) {
            stale.add(band);
          }
        });
    if (record.status() == Outcome.Status.CRASH) {
      stale.add(Band.FATE);
    }
  }

  List<MapStep> steps() {
    return List.copyOf(steps);
  }

  private static MapChange change(Band band, List<MapRow> before, List<MapRow> now) {
    int shorter = Math.min(before.size(), now.size());
    int from = 0;
    while (from < shorter && before.get(from).equals(now.get(from))) {
      from++;
    }
    int same = 0;
    while (same < shorter - from
        && before.get(before.size() - 1 - same).equals(now.get(now.size() - 1 - same))) {
      same++;
    }
    List<MapRow> rows = List.copyOf(now.subList(from, now.size() - same));
    return new MapChange(band, from, before.size() - from - same, rows);
  }

  private List<MapRow> rows(Band band) {
    return switch (band) {
      case FATE -> fates();
      case FIRMWARE -> firmware();
      case SOFT_RESERVE -> tree(Tree.SOFT_RESERVE, Map.of());
      case WINDOWS -> tree(Tree.CXL_WINDOWS, windowPlaces());
      case REGIONS -> regions();
      case IOMEM -> tree(Tree.IOMEM, Map.of());
      case DAX -> devices();
    };
  }

  private List<MapRow> fates() {
    List<MapRow> rows = new ArrayList<>();
    for (Outcome.RangeFate fate : new FateOfRanges(facts, record).fates()) {
      rows.add(new MapRow(fate.range(), fate.owner().word(), 0, fate.usable(), fate.at()));
    }
    return rows;
  }

  private List<MapRow> firmware() {
    return nested(
        facts.facts(MemoryMapEntry.class).stream()
            .map(entry -> row(entry.range(), entry.type(), entry.at()))
            .toList());
  }

  private List<MapRow> regions() {
    return nested(
        facts.facts(CxlRegion.class).stream()
            .map(
                region ->
                    row(
                        region.range(),
                        region.committed() ? region.name() : region.name() + " " + region.state(),
                        SourceLocation.NONE))
            .toList());
  }

  private List<MapRow> devices() {
    Map<String, String> drivers =
        facts.facts(DaxBinding.class).stream()
            .collect(Collectors.toMap(DaxBinding::dax, DaxBinding::driver, (one, same) -> one));
    return nested(
        facts.facts(DaxDevice.class).stream()
            .filter(device -> device.size() != 0)
            .map(
                device ->
                    row(
                        device.range(),
                        (device.name() + " " + drivers.getOrDefault(device.name(), "")).strip(),
                        SourceLocation.NONE))
            .toList());
  }

  private Map<String, SourceLocation> windowPlaces() {
    return facts.facts(FixedWindow.class).stream()
        .collect(Collectors.toMap(FixedWindow::name, FixedWindow::at, (one, same) -> one));
  }

  private List<MapRow> tree(Tree tree, Map<String, SourceLocation> places) {
    List<MapRow> rows = new ArrayList<>();
    trees.show(
        tree,
        (depth, resource) ->
            rows.add(
                new MapRow(
                    resource.range(),
                    resource.name(),
                    depth,
                    -1,
                    places.getOrDefault(resource.name(), SourceLocation.NONE))));
    return rows;
  }

  private static MapRow row(AddressRange range, String name, SourceLocation at) {
    return new MapRow(range, name, 0, -1, at);
  }

  /** Facts have no nesting of their own: what overlaps a row before it lies below that. */
  private static List<MapRow> nested(List<MapRow> flat) {
    List<MapRow> rows = new ArrayList<>();
    Deque<AddressRange> open = new ArrayDeque<>();
    for (MapRow row : flat.stream().sorted(BY_ADDRESS).toList()) {
      while (!open.isEmpty() && !open.peek().overlaps(row.range())) {
        open.pop();
      }
      rows.add(new MapRow(row.range(), row.name(), open.size(), row.usable(), row.at()));
      open.push(row.range());
    }
    return rows;
  }
}
