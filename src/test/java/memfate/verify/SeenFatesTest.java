package memfate.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import memfate.boot.Outcome.Owner;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;

class SeenFatesTest {
  private static final AddressRange RANGE = new AddressRange(0x110000000L, 0x14fffffffL);

  @Test
  void aDeviceThatToolsListWithoutAddressesIsWhereIomemHasIt() {
    Observation.Dax dax =
        new Observation.Dax(
            "dax0.0",
            null,
            RANGE.size(),
            "kmem",
            "/platform/ACPI0017:00/root0/decoder0.0/region0/dax_region0",
            1,
            SourceLocation.NONE);
    SeenFates fates = new SeenFates(listing(), List.of(dax));
    assertEquals(new Verdict.Fate(Owner.CXL, RANGE.size()), fates.of(RANGE));
  }

  @Test
  void withoutAListOfDevicesIomemTellsTheOwner() {
    assertEquals(Owner.CXL, new SeenFates(listing(), null).of(RANGE).owner());
  }

  private static Observation.Listing listing() {
    Observation.Entry kmem = entry("System RAM (kmem)", List.of());
    Observation.Entry dax = entry("dax0.0", List.of(kmem));
    Observation.Entry window = entry("CXL Window 0", List.of(entry("region0", List.of(dax))));
    return new Observation.Listing("final", List.of(window), SourceLocation.NONE);
  }

  private static Observation.Entry entry(String name, List<Observation.Entry> children) {
    return new Observation.Entry(RANGE, name, children, SourceLocation.NONE);
  }
}
