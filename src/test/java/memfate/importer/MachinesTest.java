package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.iomem.AddressRange;
import memfate.platform.Platform;
import memfate.platform.Table;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The descriptions below {@code inputs}. */
class MachinesTest {
  private static final Path MACHINES = Path.of("inputs/machines");

  @TestFactory
  Stream<DynamicTest> everyMachineReadsWithoutADiagnostic() {
    Inputs inputs =
        Inputs.expand(List.of("inputs/examples", "inputs/machines"), InputStream.nullInputStream());
    assertEquals(List.of(), inputs.diagnostics());
    return inputs.inputs().stream()
        .map(input -> DynamicTest.dynamicTest(input.name(), () -> assertReads(input)));
  }

  private static void assertReads(Inputs.Input input) {
    ReadResult result = new DescriptionReader().read(input);
    assertEquals(List.of(), result.diagnostics());
    assertTrue(result.documents().stream().allMatch(Document::isReadable));
  }

  @TestFactory
  Stream<DynamicTest> everyMachineHasATitleASourceAndARowInTheReadme() throws IOException {
    String readme = Files.readString(MACHINES.resolve("README.md"));
    return Inputs.expand(List.of(MACHINES.toString()), InputStream.nullInputStream())
        .inputs()
        .stream()
        .map(input -> DynamicTest.dynamicTest(input.name(), () -> assertTold(input, readme)));
  }

  private static void assertTold(Inputs.Input input, String readme) throws IOException {
    String file = Path.of(input.name()).getFileName().toString();
    assertTrue(readme.contains("](" + file + ")"), "README.md does not name it");
    for (Platform platform : new DescriptionReader().read(input).platforms()) {
      assertFalse(platform.title().isEmpty(), "no title");
      assertFalse(platform.source().url().isEmpty(), "no source");
      assertFalse(platform.source().date().isEmpty(), "no date");
    }
    Pattern elsewhere = Pattern.compile("(?m)^#.*(\\.\\./|[ ,]/)\\S+:\\d");
    String text = new String(input.open().readAllBytes(), StandardCharsets.UTF_8);
    assertFalse(elsewhere.matcher(text).find(), "a comment names a place of another machine");
  }

  @Test
  void readsThreeWindowsUnderOneSoftReservedRange() {
    Platform amd = read("amd-3win-one-sr.yaml");
    assertEquals("AMD", amd.machine().vendor());
    assertEquals(2L << 30, amd.machine().memoryBlockSize());
    assertEquals(
        new AddressRange(0x850000000L, 0x684fffffffL), amd.firmwareMap().rows().get(0).range());
    assertEquals(3, amd.cedt().windows().size());
    assertEquals(0x2000000000L, amd.cedt().windows().get(2).size());
    assertEquals(Table.State.UNKNOWN, amd.srat().state());
    assertEquals(List.of("managed-sr-v4", "v7.1"), amd.kernel().policies());
    assertEquals("absent", amd.expect().get(1).assume().get("srat"));
    assertEquals(9, amd.firmwareMap().rows().get(0).at().line());
  }

  @Test
  void readsAFixedOrderOfEvents() {
    Platform qemu = read("qemu-2cfmws-straddle.yaml");
    assertEquals("fixed", qemu.boot().order());
    assertEquals("load", qemu.boot().steps().get(0).verb());
    assertEquals("cxl_acpi", qemu.boot().steps().get(0).subject());
    assertEquals("window 0, window 1", qemu.boot().steps().get(0).arguments().get("publishes"));
    assertEquals(24.598, qemu.boot().steps().get(0).time());
    assertTrue(qemu.srat().isPresent());
    assertTrue(qemu.lint().expect().contains("SR-STRADDLES-WINDOWS"));
    assertEquals("6.18-rc2", qemu.kernel().version());
  }

  @Test
  void readsUnknownDecoders() {
    assertTrue(read("amd-2exp-hole.yaml").decoders().isUnknown());
  }

  private static Platform read(String name) {
    return new DescriptionReader().read(MACHINES.resolve(name)).platforms().get(0);
  }
}
