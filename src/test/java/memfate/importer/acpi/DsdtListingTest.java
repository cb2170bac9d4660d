package memfate.importer.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The CXL host bridges that ASL declares. */
class DsdtListingTest {
  private final Fixtures heard = new Fixtures();

  private List<Long> uids(String asl) {
    return DsdtListing.hostBridges("dsdt.dsl", asl.lines().toList(), heard.faults);
  }

  @ParameterizedTest
  @CsvSource({
    "docs-flexible, '[7, 6]'",
    "docs-one-dev-per-hb, '[7, 6]'",
    "docs-multi-dev-per-hb, [7]"
  })
  void fragmentsOfTheDocumentationNameTheirBridges(String item, String expected) {
    List<String> lines = Fixtures.lines(item + "/dsdt.dsl");
    assertEquals(expected, DsdtListing.hostBridges("x", lines, heard.faults).toString());
    assertTrue(DsdtListing.recognises(String.join("\n", lines)));
  }

  @Test
  void theUidIsThatOfTheDeviceItself() {
    String asl =
        """
        DefinitionBlock ("", "DSDT", 1, "BOCHS ", "BXPC    ", 0x00000001)
        {
            Device (PC34) {
                Device (CHLD) { Name (_UID, 0x99) }  // a child { of the bridge
                Name (_CID, Package (0x02) { EisaId ("PNP0A08"), EisaId ("PNP0A03") })
                Name (_UID, 0x34)
                Name (_HID, "ACPI0016") /* Compute Express Link Host Bridge */
            }
            Device (PCI0) {
                Name (_HID, EisaId ("PNP0A08") /* PCI Express Bus */)
                Name (_UID, Zero)
            }
            Device (PC0C) { Name (_HID, EisaId ("PNP0A08")) Name (_CID, "ACPI0016") Name (_UID, One) }
        }
        """;
    assertEquals(List.of(0x34L, 1L), uids(asl));
    assertEquals(List.of(), heard.messages());
  }

  @Test
  void aUidThatIsNoNumberIsReported() {
    assertEquals(
        List.of(), uids("Device (CX0) {\n  Name (_HID, \"ACPI0016\")\n  Name (_UID, \"CX0\")\n}"));
    assertEquals(
        List.of(
            "dsdt.dsl:3: WARNING: device CX0 is a CXL host bridge whose _UID is no plain number"),
        heard.messages());
    assertEquals(List.of("dsdt.dsl:3 unreadable: \"CX0\""), heard.rejected());
  }

  @Test
  void aFragmentMayEndAnywhere() {
    assertEquals(
        List.of(7L), uids("}\n}\nDevice (S0D0)\n{\n Name (_HID, \"ACPI0016\")\nName (_UID, 0x07)"));
  }

  @Test
  void otherTextIsNoAsl() {
    assertFalse(DsdtListing.recognises("acpi: Device (PC34) is gone"));
    assertFalse(DsdtListing.recognises("Device (mem0)"));
  }
}
