package memfate.importer.acpi;

import java.util.ArrayList;
import java.util.List;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Cedt.OtherStructure;
import memfate.platform.Cedt.XorMap;
import memfate.platform.Table;

/** Decodes the structures of a CEDT; RDPAS and unknown types stay hex. */
final class CedtTable {
  static final int CHBS = 0;
  static final int CFMWS = 1;
  static final int CXIMS = 2;
  static final int CHBS_LENGTH = 32;

  /** Bytes of a CFMWS before its targets. */
  static final int CFMWS_FIXED = 36;

  static final int TARGET = 4;
  private static final int CXIMS_FIXED = 8;
  private static final int XOR_MAP = 8;

  private final Faults faults;
  private final List<HostBridge> hostBridges = new ArrayList<>();
  private final List<CxlWindow> windows = new ArrayList<>();
  private final List<XorMap> xorMaps = new ArrayList<>();
  private final List<OtherStructure> other = new ArrayList<>();

  private CedtTable(Faults faults) {
    this.faults = faults;
  }

  static Cedt read(TableBytes table, Faults faults) {
    CedtTable cedt = new CedtTable(faults);
    Structure.all(table, Structure.Layout.CEDT, faults).forEach(cedt::structure);
    return new Cedt(
        Table.State.PRESENT,
        List.copyOf(cedt.hostBridges),
        List.copyOf(cedt.windows),
        List.copyOf(cedt.xorMaps),
        List.copyOf(cedt.other),
        table.at(0));
  }

  private void structure(Structure s) {
    switch (s.type()) {
      case CHBS -> hostBridge(s);
      case CFMWS -> window(s);
      case CXIMS -> xorMap(s);
      default -> keep(s);
    }
  }

  private void keep(Structure s) {
    other.add(new OtherStructure(s.type(), s.hex(), s.at()));
  }

  /** Keeps what is too short to be read as bytes. */
  private boolean tooShort(Structure s, String name, int needed) {
    if (s.length() >= needed) {
      return false;
    }
    String message = "%s has length %d, it needs %d".formatted(name, s.length(), needed);
    faults.lost(s.at(2), "length", s.hex(), message);
    keep(s);
    return true;
  }

  private void hostBridge(Structure s) {
    if (tooShort(s, "CHBS", CHBS_LENGTH)) {
      return;
    }
    if (s.length() > CHBS_LENGTH) {
      String message = "CHBS has length %d instead of %d".formatted(s.length(), CHBS_LENGTH);
      faults.odd(s.at(2), "length", s.hex(), message, "");
    }
    hostBridges.add(
        new HostBridge(
            s.u32(4),
            (int) Math.min(s.u32(8), Integer.MAX_VALUE),
            s.u64(16),
            s.u64(24),
            true,
            s.nonZero(1, 12, 13, 14, 15),
            s.at()));
  }

  private void window(Structure s) {
    if (tooShort(s, "CFMWS", CFMWS_FIXED)) {
      return;
    }
    int eniw = s.u8(24);
    int room = (s.length() - CFMWS_FIXED) / TARGET;
    int ways = CxlCodes.ways(eniw);
    List<Long> targets = new ArrayList<>();
    for (int i = 0; i < (ways == 0 ? room : Math.min(room, ways)); i++) {
      targets.add(s.u32(CFMWS_FIXED + TARGET * i));
    }
    if (ways != 0 && s.length() != CFMWS_FIXED + TARGET * ways) {
      faults.warn(s.at(2), lengthMessage(s.length(), ways), "");
    }
    CxlCodes.Window window =
        new CxlCodes.Window(
            s.u64(8),
            s.u64(16),
            eniw,
            s.u8(25),
            s.u32(28),
            s.u16(32),
            s.u16(34),
            List.copyOf(targets),
            s.length(),
            s.nonZero(1, 4, 5, 6, 7, 26, 27),
            s.at());
    windows.add(window.decoded(windows.size()));
  }

  /** A listing says the same of the length that it prints. */
  static String lengthMessage(int length, int ways) {
    return "CFMWS has length 0x%x, %d %s 0x%x"
        .formatted(
            length, ways, ways == 1 ? "way needs" : "ways need", CFMWS_FIXED + TARGET * ways);
  }

  private void xorMap(Structure s) {
    if (tooShort(s, "CXIMS", CXIMS_FIXED)) {
      return;
    }
    int named = s.u8(7);
    int room = (s.length() - CXIMS_FIXED) / XOR_MAP;
    List<Long> maps = new ArrayList<>();
    for (int i = 0; i < Math.min(named, room); i++) {
      maps.add(s.u64(CXIMS_FIXED + XOR_MAP * i));
    }
    if (s.length() != CXIMS_FIXED + XOR_MAP * named) {
      String message =
          "CXIMS has length %d, which does not fit its %d maps".formatted(s.length(), named);
      faults.odd(s.at(2), "length", s.hex(), message, "");
    }
    if (CxlCodes.granularity(s.u8(6)) == 0) {
      String message = "CXIMS has HBIG %d, which stands for no granularity".formatted(s.u8(6));
      faults.warn(s.at(6), message, "");
    }
    xorMaps.add(new XorMap(CxlCodes.granularity(s.u8(6)), List.copyOf(maps), s.at()));
  }
}
