package memfate.importer.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import memfate.iomem.AddressRange;
import memfate.platform.AcpiTable;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What tables that are in order, or nearly, say. */
class TableReaderTest {
  private final Fixtures heard = new Fixtures();
  private final TableReader reader = new TableReader(heard.faults);

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cedt-intel-18cfmws",
        "cedt-acpica-template",
        "cedt-fwts-pass",
        "cedt-qemu-1cfmws"
      })
  void aCedtSaysWhatAnotherDecoderReads(String item) {
    Cedt cedt = reader.cedt(Fixtures.table(item + "/cedt.bin"));
    List<String> expected = DecodedCedt.read(Fixtures.lines(item + "/cedt.decoded.txt"));
    assertEquals(expected, DecodedCedt.print(cedt));
  }

  @Test
  void aTableInOrderIsReadInSilence() {
    TableBytes table = Fixtures.table("cedt-intel-18cfmws/cedt.bin");
    AcpiTable header = reader.header(table).orElseThrow();
    reader.cedt(table);
    assertEquals(
        new AcpiTable(
            "CEDT", 1, 1092, 0, "INTEL", "INTEL ID", SourceLocation.ofByte(table.file(), 0)),
        header);
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void everyRowHasItsByte() {
    Cedt cedt = reader.cedt(Fixtures.table("cedt-intel-18cfmws/cedt.bin"));
    assertEquals(0x24, cedt.hostBridges().get(0).at().offset());
    assertEquals(0x144, cedt.windows().get(0).at().offset());
    assertEquals(0x42c, cedt.xorMaps().get(0).at().offset());
    assertEquals(17, cedt.windows().get(17).index());
    assertEquals(0x34, cedt.windows().get(0).length());
  }

  @Test
  void theFwtsTableHasAWrongChecksumAndATargetTooFew() {
    TableBytes table = Fixtures.table("cedt-fwts-pass/cedt.bin");
    assertEquals(0x27, reader.header(table).orElseThrow().sum());
    Cedt cedt = reader.cedt(table);
    String file = "cedt-fwts-pass/cedt.bin";
    assertEquals(
        List.of(
            file + ":0x9: WARNING: CEDT has a wrong checksum: its bytes add up to 0x27, not to 0",
            file + ":0x46: WARNING: CFMWS has length 0x28, 2 ways need 0x2c"),
        heard.messages());
    assertEquals("0400080003000000", cedt.other().get(1).hex());
    assertEquals(0x94, cedt.other().get(1).at().offset());
  }

  @ParameterizedTest(name = "ENIW {0} is {1} ways")
  @CsvSource({
    "0, 1, -1",
    "1, 2, -1",
    "2, 4, -1",
    "3, 8, -1",
    "4, 16, -1",
    "5, 0, 5",
    "7, 0, 7",
    "8, 3, -1",
    "9, 6, -1",
    "10, 12, -1",
    "11, 0, 11",
    "255, 0, 255"
  })
  void encodedWaysAreDecoded(int eniw, int ways, int kept) {
    CxlWindow window = firstWindow(0x44 + 24, eniw);
    assertEquals(ways, window.ways());
    assertEquals(kept, window.eniw());
  }

  @ParameterizedTest(name = "HBIG {0} is {1} bytes")
  @CsvSource({"0, 256, -1", "3, 2048, -1", "6, 16384, -1", "7, 0, 7", "255, 0, 255"})
  void encodedGranularityIsDecoded(int hbig, int granularity, int kept) {
    CxlWindow window = firstWindow(0x44 + 28, hbig);
    assertEquals(granularity, window.granularity());
    assertEquals(kept, window.hbig());
  }

  @ParameterizedTest(name = "restrictions 0x{0} are {1}")
  @CsvSource({
    "00, []",
    "3f, '[type2, type3, volatile, pmem, fixed, bi]'",
    "c1, '[type2, bit6, bit7]'"
  })
  void restrictionBitsAreWords(String bits, String words) {
    assertEquals(
        words, firstWindow(0x44 + 32, Integer.parseInt(bits, 16)).restrictions().toString());
  }

  @Test
  void unknownArithmeticIsKept() {
    assertEquals("9", firstWindow(0x44 + 25, 9).arithmetic());
  }

  @ParameterizedTest(name = "reserved byte {0} of a window")
  @ValueSource(ints = {1, 4, 7, 26, 27})
  void reservedBytesOfAWindowAreKept(int at) {
    assertEquals("+0x%02x: 5a".formatted(at), firstWindow(0x44 + at, 0x5a).reserved());
  }

  @Test
  void reservedBytesOfAHostBridgeAreKept() {
    byte[] bytes = Fixtures.bytes("cedt-qemu-1cfmws/cedt.bin");
    bytes[0x24 + 1] = 1;
    bytes[0x24 + 12] = (byte) 0xff;
    Cedt cedt = reader.cedt(new TableBytes("x", bytes));
    assertEquals("+0x01: 01, +0x0c: ff", cedt.hostBridges().get(0).reserved());
  }

  /** The one window of the QEMU table, with one byte changed. */
  private CxlWindow firstWindow(int at, int value) {
    byte[] bytes = Fixtures.bytes("cedt-qemu-1cfmws/cedt.bin");
    bytes[at] = (byte) value;
    return reader.cedt(new TableBytes("x", bytes)).windows().get(0);
  }

  @Test
  void anSratSaysItsMemory() {
    TableBytes table = Fixtures.base64("7.3.4-hmat-split/acpi.SRAT.b64");
    List<SratEntry> rows = reader.srat(table).rows();
    assertEquals(
        List.of(
            entry(table, 0, 0, 0x9ffff, 0x40),
            entry(table, 0, 0x100000, 0x7fffffff, 0x68),
            entry(table, 1, 0x110000000L, 0x14fffffffL, 0x90),
            entry(table, 2, 0x150000000L, 0x18fffffffL, 0xb8)),
        rows);
    reader.header(table);
    assertEquals(List.of(), heard.messages());
  }

  private static SratEntry entry(TableBytes table, long pxm, long start, long end, int at) {
    return new SratEntry(
        pxm, new AddressRange(start, end), true, false, false, false, table.at(at));
  }

  @Test
  void anSratEntryWithoutBytesIsASpareOne() {
    byte[] bytes = sratBytes();
    ByteBuffer.wrap(bytes).putLong(0x40 + 16, 0);
    assertEquals(3, reader.srat(new TableBytes("x", bytes)).rows().size());
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void anSratEntryThatWrapsIsRejected() {
    byte[] bytes = sratBytes();
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putLong(0x90 + 16, -1);
    assertEquals(3, reader.srat(new TableBytes("x", bytes)).rows().size());
    assertEquals(
        List.of(
            "x:0x90: ERROR: SRAT: range at 0x110000000 of 0xffffffffffffffff bytes goes past 2^64"),
        heard.messages());
    assertEquals(
        List.of("x:0x90 range-inverted: 0x110000000 + 0xffffffffffffffff"), heard.rejected());
  }

  @ParameterizedTest(name = "revision {0} reads domain 0x{1}")
  @CsvSource({"1, 2", "2, 70002"})
  void theRevisionOfAnSratSaysHowWideDomainsAre(byte revision, String pxm) {
    byte[] bytes = sratBytes();
    bytes[8] = revision;
    bytes[0xb8 + 4] = 7;
    SratEntry entry = reader.srat(new TableBytes("x", bytes)).rows().get(3);
    assertEquals(Long.parseLong(pxm, 16), entry.pxm());
  }

  @Test
  void sratFlagsAreTold() {
    byte[] bytes = sratBytes();
    bytes[0xb8 + 28] = 0b1010;
    SratEntry entry = reader.srat(new TableBytes("x", bytes)).rows().get(3);
    assertEquals(false, entry.enabled());
    assertEquals(true, entry.hotplug());
    assertEquals(false, entry.nonvolatile());
    assertEquals(true, entry.specificPurpose());
  }

  private static byte[] sratBytes() {
    TableBytes table = Fixtures.base64("7.3.4-hmat-split/acpi.SRAT.b64");
    byte[] bytes = new byte[table.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) table.u8(i);
    }
    return bytes;
  }

  @ParameterizedTest(name = "revision {1}")
  @CsvSource({"7.3.4-hmat-split, 2", "7.3.4-hmat-split-rev3, 3"})
  void anHmatKeepsItsRevisionAndSaysItsTargets(String item, int revision) {
    TableBytes table = Fixtures.base64(item + "/acpi.HMAT.b64");
    Hmat hmat = reader.hmat(table);
    assertEquals(revision, hmat.revision());
    // Latency in units of 1000 ps, bandwidth in units of 1 MB/s.
    assertEquals(
        List.of(
            new Hmat.Target(0, 0, 10, 20000, table.at(0x28)),
            new Hmat.Target(1, 0, 30, 8000, table.at(0x50)),
            new Hmat.Target(2, 0, 30, 8000, table.at(0x78))),
        hmat.targets());
    reader.header(table);
    assertEquals(List.of(), heard.messages());
  }

  @ParameterizedTest(name = "associativity {0}, address mode {1}: {2}")
  @CsvSource({
    "0, 0, none",
    "1, 0, direct-mapped",
    "2, 0, complex",
    "1, 1, extended-linear",
    "9, 0, ''"
  })
  void anHmatSaysItsCaches(int associativity, int addressMode, String mode) {
    ByteBuffer bytes = ByteBuffer.allocate(40 + 32).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("HMAT".getBytes(StandardCharsets.US_ASCII)).putInt(72);
    bytes.put(8, (byte) 2).putShort(40, (short) 2).putInt(44, 32).putInt(48, 5);
    bytes.putLong(56, 0x40000000L).putInt(64, associativity << 8).putShort(68, (short) addressMode);
    TableBytes table = new TableBytes("x", bytes.array());
    assertEquals(
        List.of(new Hmat.Cache(5, 0x40000000L, mode, table.at(40))), reader.hmat(table).caches());
  }
}
