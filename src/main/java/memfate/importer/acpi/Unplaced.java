package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Cedt.OtherStructure;
import memfate.platform.Cedt.XorMap;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;

/** What tables say, without where: the same from a listing and from bytes. */
final class Unplaced {
  private static final SourceLocation NOWHERE = SourceLocation.NONE;

  private Unplaced() {}

  static List<Object> cedt(Cedt cedt) {
    List<Object> rows = new ArrayList<>();
    for (HostBridge h : cedt.hostBridges()) {
      rows.add(
          new HostBridge(
              h.uid(), h.version(), h.base(), h.length(), h.decoders(), h.reserved(), NOWHERE));
    }
    for (CxlWindow w : cedt.windows()) {
      rows.add(
          new CxlWindow(
              w.index(),
              w.base(),
              w.size(),
              w.ways(),
              w.arithmetic(),
              w.granularity(),
              w.restrictions(),
              w.qtg(),
              w.targets(),
              w.length(),
              w.eniw(),
              w.hbig(),
              w.reserved(),
              NOWHERE));
    }
    cedt.xorMaps().forEach(x -> rows.add(new XorMap(x.granularity(), x.maps(), NOWHERE)));
    cedt.other().forEach(o -> rows.add(new OtherStructure(o.type(), o.hex(), NOWHERE)));
    return rows;
  }

  static List<SratEntry> srat(List<SratEntry> entries) {
    return entries.stream()
        .map(
            e ->
                new SratEntry(
                    e.pxm(),
                    e.range(),
                    e.enabled(),
                    e.hotplug(),
                    e.nonvolatile(),
                    e.specificPurpose(),
                    NOWHERE))
        .toList();
  }

  static List<Object> hmat(Hmat hmat) {
    List<Object> rows = new ArrayList<>();
    rows.add(hmat.revision());
    for (Hmat.Target t : hmat.targets()) {
      rows.add(
          new Hmat.Target(t.pxm(), t.initiator(), t.readLatency(), t.readBandwidth(), NOWHERE));
    }
    hmat.caches().forEach(c -> rows.add(new Hmat.Cache(c.pxm(), c.size(), c.mode(), NOWHERE)));
    return rows;
  }
}
