package memfate.verify;

import java.util.List;
import memfate.boot.Outcome.Owner;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import memfate.verify.Verdict.Fate;
import org.jspecify.annotations.Nullable;

/** Who held a range, as the listing of iomem and the list of dax devices show it. */
final class SeenFates {
  private final List<Observation.Entry> iomem;
  private final @Nullable List<Observation.Dax> dax;

  SeenFates(Observation.Listing iomem, @Nullable List<Observation.Dax> dax) {
    this.iomem = iomem.roots();
    this.dax = dax == null ? null : dax.stream().map(this::placed).toList();
  }

  /** {@code daxctl list} prints no addresses; the listing has the device by its name. */
  private Observation.Dax placed(Observation.Dax device) {
    AddressRange range = device.range() == null ? rangeOf(device.name(), iomem) : device.range();
    return new Observation.Dax(
        device.name(),
        range,
        device.size(),
        device.driver(),
        device.path(),
        device.node(),
        device.at());
  }

  private static @Nullable AddressRange rangeOf(String name, List<Observation.Entry> entries) {
    for (Observation.Entry entry : entries) {
      AddressRange range =
          entry.name().equals(name) ? entry.range() : rangeOf(name, entry.children());
      if (range != null) {
        return range;
      }
    }
    return null;
  }

  Fate of(AddressRange range) {
    long usable = kmemBytes(iomem, range) + devdaxBytes(range);
    Owner owner = dax == null ? ownerInIomem(iomem, range, false) : ownerOfDevice(dax, range);
    if (owner == Owner.NONE) {
      long ram = ramBytes(range);
      return ram > 0 ? new Fate(Owner.SYSTEM_RAM, ram) : new Fate(Owner.NONE, usable);
    }
    return new Fate(owner, usable);
  }

  private static long kmemBytes(List<Observation.Entry> entries, AddressRange range) {
    long bytes = 0;
    for (Observation.Entry entry : entries) {
      bytes +=
          entry.name().equals("System RAM (kmem)")
              ? shared(entry.range(), range)
              : kmemBytes(entry.children(), range);
    }
    return bytes;
  }

  private long devdaxBytes(AddressRange range) {
    long bytes = 0;
    if (dax != null) {
      for (Observation.Dax device : dax) {
        if (device.driver().equals("device_dax") && device.range() != null) {
          bytes += shared(device.range(), range);
        }
      }
    }
    return bytes;
  }

  private long ramBytes(AddressRange range) {
    return iomem.stream()
        .filter(entry -> entry.name().equals("System RAM"))
        .mapToLong(entry -> shared(entry.range(), range))
        .sum();
  }

  private static long shared(AddressRange one, AddressRange other) {
    AddressRange both = one.overlaps(other) ? one.intersection(other) : null;
    return both == null ? 0 : both.size();
  }

  /** A device with a driver counts before one without. */
  private static Owner ownerOfDevice(List<Observation.Dax> devices, AddressRange range) {
    Owner owner = Owner.NONE;
    for (Observation.Dax device : devices) {
      boolean over = device.range() != null && device.range().overlaps(range);
      if (over && (owner == Owner.NONE || !device.driver().isEmpty())) {
        owner =
            switch (device.owner()) {
              case "cxl" -> Owner.CXL;
              case "hmem" -> Owner.HMEM;
              default -> owner;
            };
      }
    }
    return owner;
  }

  private static Owner ownerInIomem(
      List<Observation.Entry> entries, AddressRange range, boolean belowRegion) {
    for (Observation.Entry entry : entries) {
      if (entry.range().overlaps(range)) {
        if (entry.name().startsWith("dax")) {
          return belowRegion ? Owner.CXL : Owner.HMEM;
        }
        boolean region = belowRegion || entry.name().matches("region\\d+");
        Owner below = ownerInIomem(entry.children(), range, region);
        if (below != Owner.NONE) {
          return below;
        }
      }
    }
    return Owner.NONE;
  }
}
