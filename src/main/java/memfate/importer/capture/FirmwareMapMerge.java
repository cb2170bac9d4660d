package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.iomem.AddressRange;
import memfate.platform.FirmwareEntry;
import memfate.platform.FirmwareEntry.Kind;
import memfate.platform.KernelParameter;
import memfate.platform.Observation;
import memfate.platform.SourceLocation;
import memfate.platform.Table;

/**
 * The firmware memory map from those who tell of it.
 *
 * <p>The map of one source is the base: the log's {@code BIOS-e820} lines, else {@code
 * /sys/firmware/memmap}, else {@code /proc/iomem}. EFI descriptors with the attribute SP go over
 * it, since e820 does not show them under {@code efi=nosoftreserve}; PCI windows, which only {@code
 * /proc/iomem} has, go beside it.
 */
final class FirmwareMapMerge {
  private static final String SOFT_RESERVED = "soft-reserved";
  private static final Pattern MEMORY = Pattern.compile("\\[mem [^\\]]{1,200}\\]");

  private final Sources sources;

  private FirmwareMapMerge(Sources sources) {
    this.sources = sources;
  }

  static Table<FirmwareEntry> of(Sources sources) {
    return new FirmwareMapMerge(sources).merge();
  }

  private Table<FirmwareEntry> merge() {
    List<FirmwareEntry> base = base();
    List<FirmwareEntry> map = new ArrayList<>(base);
    specialPurpose().forEach(entry -> overlay(map, entry));
    addSoftReserved(map);
    addPciWindows(map);
    if (map.isEmpty()) {
      return Table.unknown(SourceLocation.NONE);
    }
    map.sort(Comparator.comparing(FirmwareEntry::range));
    return Table.of(map, map.get(0).at());
  }

  private List<FirmwareEntry> base() {
    boolean parametersTold = !sources.all(KernelParameter.class).isEmpty();
    List<FirmwareEntry> user = ofOrigin(e -> true, "memmap");
    if (!parametersTold && !user.isEmpty()) {
      return user;
    }
    return Stream.of(
            ofOrigin(e -> !isSysfs(e), "bios"),
            ofOrigin(FirmwareMapMerge::isSysfs, "bios"),
            user,
            ofOrigin(e -> true, "efi"),
            listed("early"),
            listed(null))
        .filter(rows -> !rows.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private static boolean isSysfs(Evidence evidence) {
    return evidence.format().contains("memmap");
  }

  /** Returns the rows of the first file that tells of a map of that origin. */
  private List<FirmwareEntry> ofOrigin(Predicate<Evidence> which, String origin) {
    return sources.evidence().stream()
        .filter(which)
        .map(e -> rows(e, row -> row.origin().equals(origin)))
        .filter(rows -> !rows.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  /** Returns the rows of a listing of /proc/iomem, without its PCI windows. */
  private List<FirmwareEntry> listed(@org.jspecify.annotations.Nullable String when) {
    return listings()
        .filter(e -> when == null || e.all(Observation.Listing.class).get(0).when().equals(when))
        .map(e -> rows(e, row -> row.kind() == Kind.E820))
        .filter(rows -> !rows.isEmpty())
        .findFirst()
        .orElse(List.of());
  }

  private Stream<Evidence> listings() {
    return sources.evidence().stream().filter(e -> !e.all(Observation.Listing.class).isEmpty());
  }

  private static List<FirmwareEntry> rows(Evidence evidence, Predicate<FirmwareEntry> which) {
    return evidence.all(FirmwareEntry.class).stream().filter(which).toList();
  }

  private List<FirmwareEntry> specialPurpose() {
    return sources.all(FirmwareEntry.class).stream()
        .filter(row -> row.kind() == Kind.EFI && row.attributes().contains("sp"))
        .toList();
  }

  /** Puts an entry over what the map has there, unless the map says the same. */
  private static void overlay(List<FirmwareEntry> map, FirmwareEntry entry) {
    boolean told =
        map.stream()
            .anyMatch(
                row ->
                    row.range().contains(entry.range())
                        && (row.type().equals(SOFT_RESERVED) || row.attributes().contains("sp")));
    if (!told) {
      List<FirmwareEntry> cut = new ArrayList<>();
      map.forEach(row -> cut.addAll(without(row, entry.range())));
      map.clear();
      map.addAll(cut);
      map.add(entry);
    }
  }

  private static List<FirmwareEntry> without(FirmwareEntry row, AddressRange hole) {
    AddressRange range = row.range();
    if (!range.overlaps(hole)) {
      return List.of(row);
    }
    List<FirmwareEntry> parts = new ArrayList<>();
    if (Long.compareUnsigned(range.start(), hole.start()) < 0) {
      parts.add(with(row, new AddressRange(range.start(), hole.start() - 1)));
    }
    if (Long.compareUnsigned(range.end(), hole.end()) > 0) {
      parts.add(with(row, new AddressRange(hole.end() + 1, range.end())));
    }
    return parts;
  }

  private static FirmwareEntry with(FirmwareEntry row, AddressRange range) {
    return new FirmwareEntry(
        range, row.kind(), row.type(), row.attributes(), row.origin(), row.at());
  }

  /**
   * Compares with the Soft Reserved ranges that iomem and the drivers' messages show, and takes
   * them when the base has none: a map without them says nothing about Soft Reserved memory.
   */
  private void addSoftReserved(List<FirmwareEntry> map) {
    List<FirmwareEntry> seen = new ArrayList<>();
    earliest().forEach(e -> seen.addAll(rows(e, row -> row.type().equals(SOFT_RESERVED))));
    boolean made =
        sources.all(KernelParameter.class).stream()
            .anyMatch(p -> p.name().equals("memmap") || p.name().equals("efi_fake_mem"));
    List<FirmwareEntry> told = map.stream().filter(FirmwareMapMerge::isSoftReserved).toList();
    if (told.isEmpty() && !made) {
      (seen.isEmpty() ? spokenOf() : seen).forEach(entry -> overlay(map, entry));
    } else if (!made) {
      seen.forEach(entry -> compare(told, entry));
    }
  }

  private static boolean isSoftReserved(FirmwareEntry row) {
    return row.type().equals(SOFT_RESERVED) || row.attributes().contains("sp");
  }

  /** Drivers may take Soft Reserved entries away: where the early listing is, it alone counts. */
  private List<Evidence> earliest() {
    List<Evidence> early =
        listings()
            .filter(e -> e.all(Observation.Listing.class).get(0).when().equals("early"))
            .toList();
    return early.isEmpty() ? listings().toList() : early;
  }

  /** The kernel may show ranges that adjoin as one, and never another end. */
  private void compare(List<FirmwareEntry> told, FirmwareEntry seen) {
    List<FirmwareEntry> shared =
        told.stream().filter(row -> row.range().overlaps(seen.range())).toList();
    if (shared.isEmpty() || shared.stream().anyMatch(row -> row.range().equals(seen.range()))) {
      return;
    }
    List<FirmwareEntry> joined = joined(shared);
    if (joined.size() > 1 || !joined.get(0).range().equals(seen.range())) {
      sources.contradicts(
          "a Soft Reserved range",
          seen.range().toString(),
          seen.at(),
          shared.get(0).range().toString(),
          shared.get(0).at());
    }
  }

  /** Ranges that dax_hmem speaks of: all that is known of them when no map was captured. */
  private List<FirmwareEntry> spokenOf() {
    Set<AddressRange> ranges = new LinkedHashSet<>();
    List<FirmwareEntry> entries = new ArrayList<>();
    for (Observation.Message message : sources.all(Observation.Message.class)) {
      Matcher matcher = MEMORY.matcher(message.text());
      if (message.source().contains("hmem") && matcher.find()) {
        try {
          AddressRange range = RangeText.parse(matcher.group());
          if (ranges.add(range)) {
            entries.add(
                new FirmwareEntry(range, Kind.E820, SOFT_RESERVED, Set.of(), "", message.at()));
          }
        } catch (ScalarException e) {
          // not a range: the message is kept as it is
        }
      }
    }
    return entries;
  }

  private void addPciWindows(List<FirmwareEntry> map) {
    Stream.of("early", null)
        .map(
            when ->
                listings()
                    .filter(
                        e ->
                            when == null
                                || e.all(Observation.Listing.class).get(0).when().equals(when))
                    .map(e -> rows(e, row -> row.type().equals("mmio")))
                    .filter(rows -> !rows.isEmpty())
                    .findFirst())
        .flatMap(java.util.Optional::stream)
        .findFirst()
        .ifPresent(windows -> joined(windows).forEach(map::add));
  }

  /** Entries that touch each other are one. */
  private static List<FirmwareEntry> joined(List<FirmwareEntry> entries) {
    List<FirmwareEntry> joined = new ArrayList<>();
    for (FirmwareEntry entry : entries) {
      int last = joined.size() - 1;
      if (last >= 0 && joined.get(last).range().end() + 1 == entry.range().start()) {
        AddressRange both = new AddressRange(joined.get(last).range().start(), entry.range().end());
        joined.set(last, with(joined.get(last), both));
      } else {
        joined.add(entry);
      }
    }
    return joined;
  }
}
