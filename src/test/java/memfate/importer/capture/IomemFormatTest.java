package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Observation;
import memfate.platform.Observation.Entry;
import memfate.platform.RegionSpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IomemFormatTest {
  private static final Format IOMEM = new IomemFormat();

  private static String print(List<Entry> entries, String indent) {
    StringBuilder text = new StringBuilder();
    for (Entry entry : entries) {
      text.append(indent).append(entry.range()).append(" : ").append(entry.name()).append('\n');
      text.append(print(entry.children(), indent + "  "));
    }
    return text.toString();
  }

  private static String tree(Reading told) {
    return print(told.all(Observation.Listing.class).get(0).roots(), "");
  }

  private static List<String> dax(Reading told) {
    return told.all(Observation.Dax.class).stream()
        .map(d -> "%s %s %s %s".formatted(d.name(), d.range(), d.driver(), d.path()).strip())
        .toList();
  }

  private static List<String> regions(Reading told) {
    return told.all(RegionSpec.class).stream()
        .map(r -> "%s %s %s %s".formatted(r.name(), r.range(), r.type(), r.state()))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"7.3.4-sr-eq-prog.early", "7.3.4-sr-eq-prog.final", "6.12.107-sr-eq-prog.final"})
  void aRealListingPrintsAsItWas(String file) {
    Artifact artifact = Reading.artifact("iomem/" + file);
    Reading told = Reading.read(IOMEM, artifact);
    assertEquals(artifact.text(), tree(told));
    assertEquals(List.of(), told.diagnostics());
    assertEquals(List.of(), told.rejected());
  }

  @Test
  void rowsOfTheDescriptionComeOutOfAListing() {
    Reading told = Reading.fixture(IOMEM, "iomem/6.12.107-sr-eq-prog.final");
    assertTrue(told.firmware().contains("2 - usable 00001000-0009fbff"));
    assertTrue(told.firmware().contains("4 - mmio 000a0000-000bffff"));
    List<String> window =
        told.all(CxlWindow.class).stream()
            .map(w -> "%d 0x%x 0x%x %d".formatted(w.index(), w.base(), w.size(), w.ways()))
            .toList();
    assertEquals(List.of("0 0x110000000 0x40000000 0"), window);
    assertEquals(List.of("region0 110000000-14fffffff  commit"), regions(told));
    assertEquals(List.of("dax0.0 110000000-14fffffff kmem /region0"), dax(told));
    assertEquals(
        1, told.firmware().stream().filter(e -> e.contains(" soft-reserved 110000000-")).count());
  }

  @Test
  void softReservedAboveWindowsIsOneRange() {
    Reading told = Reading.fixture(IOMEM, "iomem/amd-3win-one-sr-before.txt");
    assertEquals(List.of("1 - soft-reserved 850000000-684fffffff"), told.firmware());
    assertEquals(
        List.of(0, 1, 2), told.all(CxlWindow.class).stream().map(CxlWindow::index).toList());
    assertEquals(
        List.of(
            "region3 850000000-284fffffff ram commit",
            "region4 2850000000-484fffffff ram commit",
            "region5 4850000000-684fffffff ram commit"),
        regions(told));
  }

  @Test
  void hmemDevicesAreNoRegions() {
    Reading told = Reading.fixture(IOMEM, "iomem/hmem-2019-two-hmem.txt");
    assertEquals(
        List.of("dax0.0 240000000-33fffffff  /hmem.0", "dax1.0 340000000-43fffffff  /hmem.1"),
        dax(told));
    assertEquals("hmem", told.all(Observation.Dax.class).get(0).owner());
    assertEquals(List.of(), regions(told));
  }

  @Test
  void pciWindowsInsideACxlWindowAreTold() {
    Reading told = Reading.fixture(IOMEM, "iomem/qemu-bar-overlap-window.txt");
    assertEquals(
        List.of(
            "2 - mmio 480010000-4bfffffff",
            "3 - mmio 4c0000000-4c01fffff",
            "5 - mmio 4c0200000-cffffffff"),
        told.firmware());
  }

  @Test
  void persistentMemoryBelowAWindowIsTheDriversAndCommentsAreCut() {
    Reading told = Reading.fixture(IOMEM, "iomem/cxl-pmem-vmemmap-2024.txt");
    assertEquals(
        List.of(
            "1 - reserved fffc0000-ffffffff",
            "2 - pmem 100000000-13fffffff",
            "12 - mmio c80000000-147fffffff"),
        told.firmware());
    assertEquals(List.of("region1 a80000000-affffffff pmem commit"), regions(told));
    assertFalse(tree(told).contains("#"));
  }

  /** Kernels before 6.7 indent no deeper than five levels. */
  @Test
  void anEntryBelowTheLastIndentationIsAChild() {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i <= 6; i++) {
      lines.add("  ".repeat(Math.min(i, 5)) + "100000000-1ffffffff : level" + i);
    }
    Reading told = Reading.read(IOMEM, "iomem", lines.toArray(String[]::new));
    assertEquals(List.of(), told.diagnostics());
    assertTrue(tree(told).contains(" ".repeat(12) + "100000000-1ffffffff : level6"), tree(told));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "iomem, ''",
    "iomem.txt, ''",
    "iomem-4.txt, ''",
    "iomem.early, early",
    "iomem.final, final",
    "iomem.final.gz, final",
    "iomem.s0, s0",
    "iomem.step01-unbind, step01-unbind",
    "iomem.after-cxl_acpi, after-cxl_acpi",
    "iomem-after-unplug.txt, after-unplug",
    "a/b!/iomem.before-mem, before-mem"
  })
  void theNameTellsWhen(String name, String when) {
    Reading told = Reading.read(IOMEM, name, "00000000-00000fff : Reserved");
    assertEquals(when, told.all(Observation.Listing.class).get(0).when());
  }

  @ParameterizedTest(name = "indented with [{0}]")
  @ValueSource(strings = {" ", "  ", "   ", "    ", "\t", "\u00a0\u00a0"})
  void anyConsistentIndentationMakesTheTree(String indent) {
    Reading told =
        Reading.read(
            IOMEM,
            "iomem",
            "5d0000000-7cfffffff : Soft Reserved",
            indent + "5d0000000-6cfffffff : CXL Window 0",
            indent + indent + "5d0000000-5dfffffff : region0",
            indent + "6d0000000-7cfffffff : CXL Window 1");
    assertEquals(
        """
        5d0000000-7cfffffff : Soft Reserved
          5d0000000-6cfffffff : CXL Window 0
            5d0000000-5dfffffff : region0
          6d0000000-7cfffffff : CXL Window 1
        """,
        tree(told));
    assertEquals(List.of(), told.diagnostics());
  }

  @Test
  void mailQuotesPromptsAndEllipsesDisturbNothing() {
    Reading told =
        Reading.read(
            IOMEM,
            "report.txt",
            "> > [root@host ~]# cat /proc/iomem",
            "> > 5d0000000-7cfffffff : Soft Reserved",
            "> >   5d0000000-6cfffffff : CXL Window 0",
            "> > ...",
            ">>   6d0000000-7cfffffff : CXL Window 1",
            "");
    assertEquals(
        """
        5d0000000-7cfffffff : Soft Reserved
          5d0000000-6cfffffff : CXL Window 0
          6d0000000-7cfffffff : CXL Window 1
        """,
        tree(told));
    assertEquals(List.of(), told.diagnostics());
  }

  @Test
  void otherLinesAreWarnedOfUpToALimit() {
    List<String> lines = new ArrayList<>(List.of("00000000-00000fff : Reserved"));
    for (int i = 0; i < 30; i++) {
      lines.add("I see this on my machine " + i);
    }
    List<String> diagnostics =
        Reading.read(IOMEM, "iomem", lines.toArray(String[]::new)).diagnostics();
    assertEquals(10, diagnostics.size());
    assertEquals(
        "2:0 warning 'I see this on my machine 0' is no entry of /proc/iomem; the line is skipped"
            + " ()",
        diagnostics.get(0));
    assertEquals(
        "11:0 warning 'I see this on my machine 9' is no entry of /proc/iomem; more such lines are"
            + " skipped silently ()",
        diagnostics.get(9));
  }

  @Test
  void allZerosIsOneErrorThatNamesRoot() {
    Reading told =
        Reading.read(
            IOMEM,
            "iomem",
            "00000000-00000000 : Reserved",
            "00000000-00000000 : System RAM",
            "  00000000-00000000 : Kernel code");
    assertEquals(
        List.of(
            "1:1 error all ranges are zeros, which /proc/iomem prints to users other than root"
                + " (read /proc/iomem as root)"),
        told.diagnostics());
    assertEquals(List.of(), told.all(Object.class));
  }

  @Test
  void aFileWithoutAnEntryIsAnError() {
    assertEquals(
        List.of(
            "0:0 error the file has no entry of /proc/iomem (an entry is c080000000-c47fffffff :"
                + " name)"),
        Reading.read(IOMEM, "iomem", "").diagnostics());
  }

  /** The corpus has ten of them in two listings, and three in a log. */
  @Test
  void everyInvertedRangeOfTheCorpusIsNamedWithTheMissingDigit() {
    String help = "a digit of the end seems to be missing: 0x";
    assertEquals(
        List.of(
            "1:1 range-inverted: 5d0000000-7cffffff : Soft Reserved: " + help + "7cfffffff?",
            "2:3 range-inverted: 5d0000000-6cffffff : CXL Window 0: " + help + "6cfffffff?",
            "3:3 range-inverted: 6d0000000-7cffffff : CXL Window 1: " + help + "7cfffffff?"),
        Reading.fixture(IOMEM, "iomem/qemu-noregion-srat-missing.txt").rejected());
    Reading hotplug = Reading.fixture(IOMEM, "iomem/qemu-srat-hotplug-range.txt");
    assertEquals(
        List.of(
            "1:1 range-inverted: 200000000-5bffffff : dax6.0: " + help + "5bfffffff?",
            "2:3 range-inverted: 200000000-5bffffff : System RAM (kmem): " + help + "5bfffffff?",
            "4:1 range-inverted: 5d0000000-64ffffff : CXL Window 0: " + help + "64fffffff?",
            "5:3 range-inverted: 5d0000000-64ffffff : region0: " + help + "64fffffff?",
            "6:5 range-inverted: 5d0000000-64ffffff : dax0.0: " + help + "64fffffff?",
            "7:7 range-inverted: 5d0000000-64ffffff : System RAM (kmem): " + help + "64fffffff?",
            "8:1 range-inverted: 680000000-e7ffffff : PCI Bus 0000:00: " + help + "e7fffffff?"),
        hotplug.rejected());
    assertEquals(
        "1:1 warning range ends at 0x5bffffff, before its start 0x200000000 ("
            + help
            + "5bfffffff?)",
        hotplug.diagnostics().get(0));
    assertEquals(7, hotplug.diagnostics().size());
    assertEquals("5c0001128-5c00011b7 : port1\n", tree(hotplug));
  }

  @Test
  void aChildThatLeavesItsParentIsNamedAndKept() {
    Reading told = Reading.fixture(IOMEM, "iomem/amd-v6-forced-register.txt");
    String why =
        "850000000-284fffffff : dax0.0 is not inside 850000000-280fffffff : region0, below which it"
            + " stands";
    assertEquals(
        List.of("4:7 impossible-tree: 850000000-284fffffff : dax0.0: " + why), told.rejected());
    assertEquals(
        List.of("4:7 warning " + why + " (no kernel prints such a tree)"), told.diagnostics());
    assertEquals(List.of("dax0.0 850000000-284fffffff kmem /region0"), dax(told));
  }

  @Test
  void siblingsThatOverlapAreNamedInWhateverOrder() {
    Reading told =
        Reading.read(
            IOMEM,
            "iomem",
            "300000000-3ffffffff : System RAM",
            "100000000-1ffffffff : CXL Window 0",
            "180000000-2ffffffff : Soft Reserved");
    assertEquals(
        List.of(
            "3:1 impossible-tree: 180000000-2ffffffff : Soft Reserved: 180000000-2ffffffff : Soft"
                + " Reserved overlaps 100000000-1ffffffff : CXL Window 0, which stands beside it"),
        told.rejected());
    assertEquals(3, told.all(Observation.Listing.class).get(0).roots().size());
  }

  @ParameterizedTest(name = "[{0}]")
  @ValueSource(strings = {"1ffffffffffffffff-2ffffffffffffffff : x", "0-10000000000000000 : x"})
  void addressesPast64BitsAreUnreadable(String line) {
    Reading told = Reading.read(IOMEM, "iomem", line);
    assertEquals(1, told.rejected().size());
    assertTrue(told.rejected().get(0).contains("unreadable: " + line));
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "iomem-4.txt, '', true",
    "proc/iomem, '', true",
    "mail.txt, 'c080000000-17dbfffffff : CXL Window 0', true",
    "mail.txt, '> c080000000-17dbfffffff : CXL Window 0', true",
    "ioports, '0000-0cf7 : PCI Bus 0000:00', false",
    "mail.txt, 'c080000000-17dbfffffff : Window 1', false",
    "x.yaml, 'range: 0xc080000000-0x17dbfffffff', false"
  })
  void filesAreKnownByNameOrContent(String name, String text, boolean known) {
    assertEquals(
        known, IOMEM.recognises(new Artifact(name, text.getBytes(StandardCharsets.UTF_8))));
  }
}
