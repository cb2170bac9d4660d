package memfate.importer.acpi;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The same bytes, however a text spells them. */
class TableDumpTest {
  private final Fixtures heard = new Fixtures();

  private List<TableBytes> hex(List<String> lines) {
    return TableDump.ofHex("x", lines, 1, heard.faults);
  }

  private static byte[] bytes(TableBytes table) {
    byte[] bytes = new byte[table.size()];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) table.u8(i);
    }
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "cedt-intel-18cfmws",
        "cedt-acpica-template",
        "cedt-fwts-pass",
        "cedt-qemu-1cfmws"
      })
  void aHexFileSpellsTheBinary(String item) {
    List<TableBytes> tables = hex(Fixtures.lines(item + "/cedt.hex"));
    assertEquals(1, tables.size());
    assertArrayEquals(Fixtures.bytes(item + "/cedt.bin"), bytes(tables.get(0)));
    assertEquals(List.of(), heard.messages());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hmat.xxd.txt",
        "hmat.xxd-a.txt",
        "hmat.xxd-c8.txt",
        "hmat.c.txt",
        "hmat.plain.txt",
        "hmat.hexdump.txt",
        "hmat.hexdump-C.txt",
        "hmat.od.txt",
        "hmat.od-Ax.txt"
      })
  void toolsPrintTheSameBytes(String file) {
    List<TableBytes> tables = hex(Fixtures.lines("dumps/" + file));
    assertEquals(1, tables.size());
    assertArrayEquals(Fixtures.bytes("dumps/HMAT"), bytes(tables.get(0)));
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void theByteThatHexdumpFillsAWordUpWithIsLeftOut() {
    List<String> words =
        List.of(
            "0000000 4543 5444 0025 0000 0001 4e49 4554 204c",
            "0000010 0000 0000 0000 0000 0000 0000 0000 0000",
            "0000020 0000 0000 0007",
            "0000025");
    TableBytes table = hex(words).get(0);
    assertEquals(0x25, table.size());
    assertEquals(7, table.u8(0x24));
  }

  @Test
  void anAcpidumpHoldsSeveralTables() {
    List<TableBytes> tables = hex(Fixtures.lines("cedt-fwts-pass/acpidump.txt"));
    assertEquals(
        List.of("FACS", "FACP", "CEDT"), tables.stream().map(TableBytes::signature).toList());
    assertArrayEquals(Fixtures.bytes("cedt-fwts-pass/cedt.bin"), bytes(tables.get(2)));
  }

  @Test
  void aDumpQuotedInAMailIsTheSame() {
    List<String> quoted =
        Fixtures.lines("cedt-fwts-pass/acpidump.txt").stream().map(line -> "> > " + line).toList();
    assertArrayEquals(Fixtures.bytes("cedt-fwts-pass/cedt.bin"), bytes(hex(quoted).get(2)));
  }

  @ParameterizedTest(name = "{0} with line breaks: {1}")
  @CsvSource({"7.3.4-hmat-split/acpi.HMAT.b64, true", "dumps/hmat.base64.txt, false"})
  void base64MayHaveLineBreaks(String file, boolean breaks) {
    List<String> lines = Fixtures.lines(file);
    assertEquals(breaks, lines.size() > 1);
    String text = String.join("\n", lines);
    assertTrue(TableDump.isBase64(text));
    TableBytes table = TableDump.ofBase64("x", text, heard.faults).orElseThrow();
    assertArrayEquals(Fixtures.bytes("dumps/HMAT"), bytes(table));
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void damagedBase64IsReadUpToTheDamage() {
    String text = String.join("", Fixtures.lines("dumps/hmat.base64.txt"));
    String damaged = text.substring(0, 81) + "?" + text.substring(82);
    TableBytes table = TableDump.ofBase64("x", damaged, heard.faults).orElseThrow();
    assertEquals(60, table.size());
    assertEquals(List.of("x: ERROR: base64 is damaged at character 82"), heard.messages());
  }

  @Test
  void base64CutAnywhereEnds() {
    String text = String.join("", Fixtures.lines("dumps/hmat.base64.txt"));
    for (int i = 0; i < text.length(); i++) {
      int size =
          TableDump.ofBase64("x", text.substring(0, i), heard.faults)
              .map(TableBytes::size)
              .orElse(0);
      assertEquals(Math.min(i * 6 / 8, 268), size);
    }
  }

  @Test
  void aStarStandsForRowsLikeTheOneAbove() {
    List<TableBytes> tables =
        hex(
            List.of(
                "00000000  43 45 44 54 64 00 00 00  01 00 49 4e 54 45 4c 20  |CEDTd.....INTEL |",
                "00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|",
                "*",
                "00000060  01 02 03 04                                       |....|",
                "00000064"));
    assertEquals(0x64, tables.get(0).size());
    assertEquals(0x0403020100000000L, tables.get(0).u64(0x5c));
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void aStarMayStandAtTheEnd() {
    List<TableBytes> tables =
        hex(
            List.of(
                "00000000: 4345 4454 4000 0000 0100 494e 5445 4c20  CEDT@.....INTEL ",
                "00000010: 0000 0000 0000 0000 0000 0000 0000 0000  ................",
                "*",
                "00000040:"));
    assertEquals(0x40, tables.get(0).size());
  }

  @Test
  void aRowThatIsMissingIsReportedByItsLine() {
    List<String> lines = new ArrayList<>(Fixtures.lines("cedt-intel-18cfmws/cedt.hex"));
    lines.remove(10);
    List<TableBytes> tables = hex(lines);
    assertEquals(0xa0, tables.get(0).size());
    assertEquals(
        List.of(
            "x:11: ERROR: row 00B0 of the dump does not follow byte 0xa0; the rest of the table is"
                + " left out"),
        heard.messages().stream().limit(1).toList());
    assertEquals(1, heard.messages().size());
  }

  @Test
  void anOffsetBeyondBeliefIsNotFilledUp() {
    List<TableBytes> tables =
        hex(
            List.of(
                "00000000: 4345 4454 4000 0000 0100 494e 5445 4c20  CEDT@.....INTEL ",
                "*",
                "ffffffffffffff00: 0000"));
    assertEquals(16, tables.get(0).size());
  }

  @Test
  void charactersThatLookLikeDigitsAreNoBytes() {
    List<TableBytes> tables =
        hex(
            List.of(
                "  0000: 43 45 44 54 24 00 00 00 61 62 20 63 64 20 65 66  CEDT$...ab cd ef",
                "  0010: 61 62 63 64                                      abcd"));
    assertEquals(20, tables.get(0).size());
  }

  @Test
  void textWithoutATableHoldsNone() {
    assertEquals(
        List.of(),
        hex(
            List.of(
                "00001000-0009ffff : System RAM",
                "00:1f.2 SATA controller",
                "deadbeef",
                "[    0.000000] ACPI: CEDT 0x000000007FFE1F83 0000B4 (v01 BOCHS  BXPC)",
                "")));
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void everyCutAndEveryWrongCharacterEnds() {
    String text = String.join("\n", Fixtures.lines("cedt-fwts-pass/acpidump.txt"));
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < text.length(); i++) {
            hex(text.substring(0, i).lines().toList());
            for (char wrong : new char[] {'0', '*', '\n', ':', ' '}) {
              hex((text.substring(0, i) + wrong + text.substring(i + 1)).lines().toList());
            }
          }
        });
  }
}
