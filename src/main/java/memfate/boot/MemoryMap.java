package memfate.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import memfate.facts.AddMemory;
import memfate.facts.MemoryMapEntry;
import memfate.iomem.AddressRange;

/**
 * The kernel's memory map while it is put together.
 *
 * <p>Where entries overlap the higher e820 type wins, as in the kernel. Adjacent EFI entries of one
 * type merge, as the EFI stub does; e820 entries stay apart. An overlay ({@code memmap=}) replaces
 * what lies below it, unless that is of its type already.
 */
final class MemoryMap {
  /** e820 types, the lowest number first. */
  private static final List<String> BY_PRECEDENCE =
      List.of("usable", "reserved", "acpi", "nvs", "unusable", "pmem", "soft-reserved");

  private final List<AddMemory> added = new ArrayList<>();

  void add(AddMemory entry) {
    added.add(entry);
  }

  /** Tells the entries in the order in which they came: of equal ones the first stays. */
  void describe(Consumer<String> lines) {
    added.forEach(entry -> lines.accept(entry.toString()));
  }

  /** Returns the merged map in address order. */
  List<MemoryMapEntry> entries() {
    List<AddMemory> map = new ArrayList<>();
    List<AddMemory> below =
        sanitized(added.stream().filter(entry -> !entry.layer().equals("overlay")).toList());
    below.stream().filter(MemoryMap::isMemory).forEach(entry -> append(map, entry));
    below.stream().filter(entry -> !isMemory(entry)).forEach(map::add);
    map.sort(Comparator.comparing(AddMemory::range));
    added.stream()
        .filter(entry -> entry.layer().equals("overlay"))
        .forEach(entry -> overlay(map, entry));
    List<MemoryMapEntry> entries = new ArrayList<>();
    for (AddMemory entry : map) {
      entries.add(
          new MemoryMapEntry(
              entries.size(), entry.range(), entry.type(), entry.origin(), entry.at()));
    }
    return entries;
  }

  /** Where entries overlap the higher e820 type wins; PCI windows are no part of that. */
  private static List<AddMemory> sanitized(List<AddMemory> entries) {
    List<AddMemory> sorted =
        entries.stream().sorted(Comparator.comparing(AddMemory::range)).toList();
    List<AddMemory> memory = sorted.stream().filter(MemoryMap::isMemory).toList();
    if (!anyOverlap(memory)) {
      return sorted;
    }
    List<AddMemory> map = new ArrayList<>();
    memory.stream()
        .sorted(Comparator.comparingInt(entry -> BY_PRECEDENCE.indexOf(entry.type())))
        .forEach(entry -> overlay(map, entry));
    sorted.stream().filter(entry -> !isMemory(entry)).forEach(map::add);
    map.sort(Comparator.comparing(AddMemory::range));
    return map;
  }

  private static boolean isMemory(AddMemory entry) {
    return BY_PRECEDENCE.contains(entry.type());
  }

  private static boolean anyOverlap(List<AddMemory> sorted) {
    for (int i = 1; i < sorted.size(); i++) {
      if (sorted.get(i - 1).range().overlaps(sorted.get(i).range())) {
        return true;
      }
    }
    return false;
  }

  private static void append(List<AddMemory> map, AddMemory entry) {
    AddMemory last = map.isEmpty() ? null : map.get(map.size() - 1);
    if (last != null
        && last.layer().equals("efi")
        && entry.layer().equals("efi")
        && last.type().equals(entry.type())
        && last.range().end() + 1 == entry.range().start()) {
      map.set(map.size() - 1, at(last, last.range().start(), entry.range().end()));
    } else {
      map.add(entry);
    }
  }

  private static void overlay(List<AddMemory> map, AddMemory top) {
    boolean there =
        map.stream().anyMatch(e -> e.type().equals(top.type()) && e.range().contains(top.range()));
    if (there) {
      return;
    }
    List<AddMemory> cut = new ArrayList<>();
    for (AddMemory entry : map) {
      cutOut(cut, entry, top.range());
    }
    cut.add(top);
    cut.sort(Comparator.comparing(AddMemory::range));
    map.clear();
    map.addAll(cut);
  }

  private static void cutOut(List<AddMemory> map, AddMemory entry, AddressRange hole) {
    AddressRange range = entry.range();
    if (!range.overlaps(hole)) {
      map.add(entry);
      return;
    }
    if (Long.compareUnsigned(range.start(), hole.start()) < 0) {
      map.add(at(entry, range.start(), hole.start() - 1));
    }
    if (Long.compareUnsigned(range.end(), hole.end()) > 0) {
      map.add(at(entry, hole.end() + 1, range.end()));
    }
  }

  private static AddMemory at(AddMemory entry, long start, long end) {
    return new AddMemory(
        entry.index(),
        new AddressRange(start, end),
        entry.type(),
        entry.origin(),
        entry.layer(),
        entry.at());
  }
}
