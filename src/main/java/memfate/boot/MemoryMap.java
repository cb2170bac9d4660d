package memfate.boot;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import memfate.facts.AddMemory;
import memfate.facts.MemoryMapEntry;
import memfate.iomem.AddressRange;

/**
 * The kernel's memory map while it is put together.
 *
 * <p>Adjacent EFI entries of one type merge, as the EFI stub does; e820 entries stay apart. An
 * overlay ({@code memmap=}) replaces what lies below it, unless that is of its type already.
 */
final class MemoryMap {
  private final List<AddMemory> added = new ArrayList<>();

  void add(AddMemory entry) {
    added.add(entry);
  }

  /** Returns the merged map in address order. */
  List<MemoryMapEntry> entries() {
    List<AddMemory> map = new ArrayList<>();
    added.stream()
        .filter(entry -> !entry.layer().equals("overlay"))
        .sorted(Comparator.comparing(AddMemory::range))
        .forEach(entry -> append(map, entry));
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
