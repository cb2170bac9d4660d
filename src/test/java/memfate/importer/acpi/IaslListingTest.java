package memfate.importer.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Cedt.HostBridge;
import memfate.platform.Hmat;
import memfate.platform.SourceLocation;
import memfate.platform.SratEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings say what the bytes say; those that people edited say what is left. */
class IaslListingTest {
  private static final String INTEL = "cedt-intel-18cfmws/cedt.bin";
  private final Fixtures heard = new Fixtures();

  private IaslListing read(List<String> lines) {
    assertTrue(IaslListing.recognises(String.join("\n", lines)));
    return IaslListing.read("x.dsl", lines, heard.faults);
  }

  private IaslListing readFixture(String name) {
    return read(Fixtures.lines(name));
  }

  private static SourceLocation line(int number) {
    return new SourceLocation("x.dsl", number, 0);
  }

  @ParameterizedTest(name = "new style: {0}")
  @ValueSource(booleans = {true, false})
  void aListingSaysWhatTheBytesSay(boolean newStyle) {
    TableBytes table = Fixtures.table(INTEL);
    Cedt listed = read(IaslPrinter.print(table, newStyle, false)).cedts().get(0);
    Cedt decoded = new TableReader(heard.faults).cedt(table);
    assertEquals(Unplaced.cedt(decoded), Unplaced.cedt(listed));
    assertEquals(List.of(), heard.messages());
  }

  @ParameterizedTest(name = "new style: {0}")
  @ValueSource(booleans = {true, false})
  void aWrongOffsetIsAQuirkOfTheToolAndIsNotUsed(boolean newStyle) {
    IaslListing listing = read(IaslPrinter.print(Fixtures.table(INTEL), newStyle, false));
    assertEquals(List.of(0x404100L, 0x808200L), listing.cedts().get(0).xorMaps().get(0).maps());
    assertEquals(1, heard.rejected().size());
    assertTrue(
        heard.rejected().get(0).contains("tool-quirk: [435h 1077"), heard.rejected()::toString);
  }

  @ParameterizedTest(name = "after [{0}]")
  @ValueSource(strings = {"", "    ", "\t", "> ", "[0A4h 0164   1] ", "\t[0A4h 0164 001h] "})
  void aListingIsRecognisedWhateverStandsBeforeItsFields(String before) {
    assertTrue(IaslListing.recognises(before + "Subtable Type : 01 [CXL Fixed Memory Window]"));
  }

  @Test
  void rowsHaveTheirLines() {
    List<String> lines = IaslPrinter.print(Fixtures.table(INTEL), true, false);
    Cedt cedt = read(lines).cedts().get(0);
    assertTrue(lines.get(cedt.at().line() - 1).contains("Signature"));
    assertTrue(
        lines.get(cedt.windows().get(3).at().line() - 1).contains("[CXL Fixed Memory Window"));
  }

  @Test
  void rawDataIsReadInsteadOfTheListing() {
    IaslListing listing = read(IaslPrinter.print(Fixtures.table(INTEL), true, true));
    assertEquals(List.of(), listing.cedts());
    assertEquals(1092, listing.raw().get(0).size());
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void rawDataThatSaysSomethingElseIsStale() {
    List<String> lines = new ArrayList<>(IaslPrinter.print(Fixtures.table(INTEL), true, true));
    lines.replaceAll(line -> line.replace("0000010080000000", "0000020080000000"));
    IaslListing listing = read(lines);
    assertEquals(List.of(), listing.raw());
    assertEquals(0x20080000000L, listing.cedts().get(0).windows().get(0).base());
    assertEquals(
        List.of(
            "x.dsl:6: WARNING: the listing of CEDT and the raw data below it differ; the listing is"
                + " read"),
        heard.messages());
  }

  @Test
  void severalTablesMayStandInOneListing() {
    List<String> lines =
        new ArrayList<>(
            IaslPrinter.print(Fixtures.table("cedt-qemu-1cfmws/cedt.bin"), false, true));
    lines.addAll(Fixtures.lines("docs-one-dev-per-hb/srat.dsl"));
    lines.addAll(Fixtures.lines("docs-one-dev-per-hb/hmat.dsl"));
    IaslListing listing = read(lines);
    assertEquals(1, listing.raw().size());
    assertEquals(2, listing.memory().size());
    assertEquals(1, listing.hmats().size());
  }

  @Test
  void aFragmentWithoutHostBridgesTellsItsWindowsOnly() {
    IaslListing listing = readFixture("cedt-amd-2exp-3cfmws/cedt.dsl");
    assertEquals(List.of(), listing.cedts());
    assertEquals(
        List.of(
            window(0, 0xc050000000L, 0x2000000000L, 1, 7, 1),
            window(1, 0xe050000000L, 0x1cb0000000L, 2, 6, 14),
            window(2, 0x10000000000L, 0x350000000L, 3, 6, 27)),
        listing.windows());
    assertEquals(List.of(), heard.messages());
    assertEquals(List.of(), heard.rejected());
  }

  private static CxlWindow window(int index, long base, long size, int qtg, long target, int at) {
    return new CxlWindow(
        index,
        base,
        size,
        1,
        "modulo",
        256,
        List.of("type3", "volatile"),
        qtg,
        List.of(target),
        0x28,
        -1,
        -1,
        "",
        line(at));
  }

  @Test
  void aListingCutShortTellsNothingOfWhatIsCut() {
    Cedt cedt = readFixture("bootbash-nosp-usable/cedt.dsl").cedts().get(0);
    assertEquals(
        List.of(
            new CxlWindow(
                0,
                0xc050000000L,
                0x3ca0000000L,
                0,
                "",
                0,
                List.of(),
                -1,
                List.of(),
                0x2c,
                -1,
                -1,
                "",
                line(6))),
        cedt.windows());
    assertEquals(List.of(new HostBridge(5, 1, 0, 0x10000, true, "", line(1))), cedt.hostBridges());
    assertEquals(List.of(), heard.messages());
  }

  @ParameterizedTest
  @CsvSource({"docs-flexible, 2, 7", "docs-one-dev-per-hb, 2, 2", "docs-multi-dev-per-hb, 1, 1"})
  void theDocumentationIsReadAsItStands(String item, int bridges, int windows) {
    Cedt cedt = readFixture(item + "/cedt.dsl").cedts().get(0);
    assertEquals(bridges, cedt.hostBridges().size());
    assertEquals(windows, cedt.windows().size());
    for (CxlWindow window : cedt.windows()) {
      assertEquals(0x2c, window.length());
      assertEquals(window.ways(), window.targets().size());
    }
    long oneWay = cedt.windows().stream().filter(window -> window.ways() == 1).count();
    assertEquals(oneWay, heard.messages().size());
    assertTrue(
        heard.messages().stream()
            .allMatch(m -> m.endsWith("WARNING: CFMWS has length 0x2c, 1 way needs 0x28")));
  }

  @Test
  void twoWaysOfTheDocumentationHaveTwoTargets() {
    CxlWindow first = readFixture("docs-flexible/cedt.dsl").cedts().get(0).windows().get(0);
    assertEquals(2, first.ways());
    assertEquals(List.of(7L, 6L), first.targets());
  }

  @Test
  void sratFlagsAreReadFromTheirWordAndNotFromTheLinesBelow() {
    List<SratEntry> rows = readFixture("docs-one-dev-per-hb/srat.dsl").memory();
    assertEquals(
        List.of(
            new SratEntry(
                1,
                new AddressRange(0x1000000000L, 0x10ffffffffL),
                true,
                true,
                false,
                true,
                line(1)),
            new SratEntry(
                2,
                new AddressRange(0x1100000000L, 0x11ffffffffL),
                true,
                true,
                false,
                true,
                line(13))),
        rows);
  }

  @Test
  void sratFlagsMayBeLeftToTheLinesBelow() {
    SratEntry row =
        read(List.of(
                "Signature : \"SRAT\"",
                "Subtable Type : 01 [Memory Affinity]",
                "Proximity Domain : 2",
                "Base Address : 0x100000000",
                "Address Length : 0x10000000",
                "Enabled : 0",
                "Hot Pluggable : 1",
                "Non-Volatile : 1"))
            .srats()
            .get(0)
            .rows()
            .get(0);
    assertEquals(
        new SratEntry(
            2, new AddressRange(0x100000000L, 0x10fffffffL), false, true, true, false, line(2)),
        row);
  }

  @Test
  void anHmatFragmentTellsItsTargetsAndNoUnits() {
    Hmat hmat = readFixture("docs-one-dev-per-hb/hmat.dsl").hmats().get(0);
    assertEquals(2, hmat.revision());
    assertEquals(
        List.of(
            new Hmat.Target(0, -1, -1, -1, line(1)),
            new Hmat.Target(1, -1, -1, -1, line(1)),
            new Hmat.Target(2, -1, -1, -1, line(1))),
        hmat.targets());
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void aWholeHmatTellsInitiatorsFiguresAndCaches() {
    Hmat hmat =
        read(List.of(
                "[000h 0000   4]                    Signature : \"HMAT\"    [HMAT]",
                "[008h 0008   1]                     Revision : 01",
                "[028h 0040   2]               Structure Type : 0000 [Memory Range]",
                "[030h 0048   2]        Flags (decoded below) : 0003",
                "            Processor Proximity Domain Valid : 1",
                "[034h 0052   4]   Processor Proximity Domain : 00000000",
                "[038h 0056   4]      Memory Proximity Domain : 00000001",
                "[050h 0080   2]               Structure Type : 0001 [SLLBI]",
                "[058h 0088   1]        Flags (decoded below) : 00",
                "[059h 0089   1]                    Data Type : 01",
                "[068h 0104   8]              Entry Base Unit : 0000000000000064",
                "[070h 0112   4] Initiator Proximity Domain List : 00000000",
                "[074h 0116   4] Target Proximity Domain List : 00000001",
                "[078h 0120   2]                        Entry : 0009",
                "[07Ah 0122   2]               Structure Type : 0002 [Memory Side Cache]",
                "[082h 0130   4]      Memory Proximity Domain : 00000001",
                "[08Ah 0138   8]       Memory Side Cache Size : 0000000000100000",
                "[092h 0146   4] Cache Attributes (decoded below) : 01001113",
                "[096h 0150   2]                 Address Mode : 0001"))
            .hmats()
            .get(0);
    assertEquals(1, hmat.revision());
    assertEquals(List.of(new Hmat.Target(1, 0, 90, -1, line(3))), hmat.targets());
    assertEquals(List.of(new Hmat.Cache(1, 0x100000, "extended-linear", line(15))), hmat.caches());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Window base address:0000000300000000",
        "> >\tWindow base address : 0000000300000000   <- Memory Region",
        "[0ACh 0172 008h]  Window   base  address :\t0000000300000000 // hand",
        "[0008]   Window base address : 300000000",
        "+   window base address : 0x300000000 /* mine */"
      })
  void linesAreReadAsPeopleWriteThem(String base) {
    IaslListing listing =
        read(
            List.of(
                "Subtable Type : 01 [CXL Fixed Memory Window Structure]",
                base,
                "Window size : 0000000100000000   <- 4GB"));
    assertEquals(0x300000000L, listing.windows().get(0).base());
    assertEquals(0x100000000L, listing.windows().get(0).size());
  }

  @Test
  void theLabelOfMembersIsWrongForThreeSixAndTwelveWays() {
    IaslListing listing =
        read(
            List.of(
                "Subtable Type : 01 [CXL Fixed Memory Window Structure]",
                "Window base address : 0000000300000000",
                "Window size : 0000000300000000",
                "Interleave Members (2^n) : 08"));
    assertEquals(3, listing.windows().get(0).ways());
  }

  @Test
  void whatIsNoNumberIsReportedByItsLine() {
    IaslListing listing =
        read(
            List.of(
                "Subtable Type : 01 [CXL Fixed Memory Window Structure]",
                "Window base address : 000000C0500000zz",
                "Window size : 0000002000000000"));
    assertEquals(List.of(), listing.windows());
    assertEquals(
        List.of("x.dsl:2: ERROR: '000000C0500000zz' is no hexadecimal number of up to 64 bits"),
        heard.messages());
    assertEquals(
        List.of("x.dsl:2 unreadable: Window base address : 000000C0500000zz"), heard.rejected());
  }

  @Test
  void otherTablesAreNotTaken() {
    String apic =
        "[000h 0000 004h]  Signature : \"APIC\"    [MADT]\n"
            + "[02Ch 0044 001h]  Subtable Type : 00 [Processor Local APIC]\n";
    assertFalse(IaslListing.recognises(apic));
    assertFalse(IaslListing.recognises("[    0.000000] ACPI: SRAT: Node 0 PXM 0"));
  }

  @Test
  void aCutOrAWrongCharacterAnywhereEnds() {
    String text =
        String.join(
            "\n", IaslPrinter.print(Fixtures.table("cedt-qemu-1cfmws/cedt.bin"), true, true));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < text.length(); i += 3) {
            IaslListing.read("x", text.substring(0, i).lines().toList(), heard.faults);
            for (char wrong : new char[] {'f', ':', '\n', '"', ']'}) {
              String mutant = text.substring(0, i) + wrong + text.substring(i + 1);
              IaslListing.read("x", mutant.lines().toList(), heard.faults);
            }
          }
        });
  }
}
