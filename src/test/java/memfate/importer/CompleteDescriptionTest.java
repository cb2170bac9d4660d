package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.FirmwareEntry;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;

/** {@code complete.yaml} holds every key; what firmware may get wrong reads as it is. */
class CompleteDescriptionTest {
  private static final Path COMPLETE = Path.of("src/test/resources/complete.yaml");
  private static final Platform PLATFORM = read();

  private static Platform read() {
    ReadResult result = new DescriptionReader().read(COMPLETE);
    assertEquals(List.of(), result.diagnostics());
    return result.platforms().get(0);
  }

  @Test
  void everyKeyStandsInIt() throws IOException {
    String text = Files.readString(COMPLETE);
    for (Section section : Section.values()) {
      for (String key : section.keys()) {
        boolean refused =
            section == Section.MATRIX
                || List.of("include", "base", "override", "matrix").contains(key);
        assertTrue(refused || text.contains(key + ":"), section + "." + key);
      }
    }
  }

  @Test
  void readsEverySpellingOfARange() {
    assertEquals(
        List.of(
            new AddressRange(0x1000, 0x9ffff),
            new AddressRange(0x100000, 0x1fffff),
            new AddressRange(0xc080000000L, 0xc0ffffffffL),
            new AddressRange(0x200000, 0x2fffff),
            new AddressRange(0x300000, 0x300fff)),
        PLATFORM.firmwareMap().rows().stream().map(FirmwareEntry::range).toList());
  }

  @Test
  void keepsWhatFirmwareGotWrong() {
    var windows = PLATFORM.cedt().windows();
    assertEquals("7", windows.get(0).arithmetic());
    assertEquals(List.of("type2", "volatile", "bit9"), windows.get(0).restrictions());
    assertEquals(0xc100000001L, windows.get(1).base());
    assertEquals(List.of("type3", "volatile", "bi"), windows.get(1).restrictions());
    assertEquals(5, windows.get(2).ways());
    assertEquals(List.of(), windows.get(2).targets());
    assertEquals(-1L, PLATFORM.cedt().xorMaps().get(0).maps().get(1));
    assertFalse(PLATFORM.cedt().hostBridges().get(0).decoders());
    assertEquals("04001000", PLATFORM.cedt().other().get(1).hex());
  }

  @Test
  void readsUnsignedSerialsAndPathsOfBridges() {
    assertEquals(
        "9947034521128865750", Long.toUnsignedString(PLATFORM.memdevs().rows().get(0).serial()));
    assertEquals("pci0000:0c", PLATFORM.memdevs().rows().get(1).hostBridgePath());
    assertNull(PLATFORM.memdevs().rows().get(1).hostBridge());
    assertEquals(4, PLATFORM.memdevs().rows().get(0).dvsecRanges().size());
  }

  @Test
  void takesAnIdleDecoderAsNotCommitted() {
    assertTrue(PLATFORM.decoders().rows().get(0).committed());
    assertFalse(PLATFORM.decoders().rows().get(1).committed());
    assertEquals(0xcL, PLATFORM.decoders().rows().get(2).hostBridge());
  }

  @Test
  void splitsTheCommandLineAsTheKernelDoes() {
    var cmdline = PLATFORM.cmdline();
    assertEquals("efi", cmdline.get(0).name());
    assertEquals("nosoftreserve", cmdline.get(0).value());
    assertEquals("file drivers/cxl/* +p", cmdline.get(1).value());
    assertEquals("quiet", cmdline.get(2).name());
  }

  @Test
  void singleOptionsWinOverThePreset() {
    Map<String, String> options = new java.util.HashMap<>();
    PLATFORM.kconfig().forEach(setting -> options.put(setting.name(), setting.value()));
    assertEquals("y", options.get("DEV_DAX_HMEM"));
    assertEquals("m", options.get("DEV_DAX_KMEM"));
    assertEquals("y", options.get("CXL_REGION"));
    assertEquals(12, PLATFORM.kconfig().size());
  }

  @Test
  void readsConstraintsAndEvents() {
    BootPlan boot = PLATFORM.boot();
    assertEquals("open", boot.order());
    assertEquals("load cxl_acpi", boot.constraints().get(0).before());
    assertEquals("load dax_hmem", boot.constraints().get(0).after());
    BootPlan.Step fail =
        boot.steps().stream().filter(s -> s.verb().equals("fail")).findFirst().orElseThrow();
    assertEquals("memregion_alloc", fail.subject());
    assertEquals(Map.of("errno", "ENOMEM", "nth", "2"), fail.arguments());
    assertEquals("true", boot.steps().get(1).arguments().get("ignore-softdep"));
    assertTrue(Double.isNaN(boot.steps().get(1).time()));
  }

  @Test
  void readsNumbersOfNodesAndExtensions() {
    assertEquals(Map.of(0L, 0, 1L, 1), PLATFORM.numa().nodes());
    assertEquals(List.of(List.of(10, 20), List.of(20, 10)), PLATFORM.numa().distances());
    assertEquals(
        Map.of("x-acme.fan.speed[0]", "1", "x-acme.fan.speed[1]", "two"), PLATFORM.extensions());
    assertEquals(2, PLATFORM.topology().ports().size());
    assertEquals("cxl_mem", PLATFORM.modules().get(0).name());
    assertEquals(1.5, PLATFORM.modules().get(1).delay());
  }

  @Test
  void readsExpectations() {
    var expectation = PLATFORM.expect().get(0);
    assertEquals("v7.1", expectation.policy());
    assertEquals("absent", expectation.assume().get("srat"));
    assertEquals(2L << 30, expectation.ranges().get(0).usable());
    assertNull(expectation.ranges().get(1).usable());
    assertEquals(List.of("Soft Reserved"), expectation.iomem().absent());
    assertEquals(true, expectation.confluent());
    assertEquals(List.of("v6.12", "v7.0"), expectation.explore().get(0).policies());
    assertEquals("hmem", expectation.explore().get(0).fates().get(0).owner());
    assertEquals("independent", expectation.explore().get(1).verdict());
    assertEquals("ignored", PLATFORM.boot().softdep());
  }

  @Test
  void whatIsLeftOutHasItsDefault() {
    Platform least =
        new DescriptionReader()
            .read("least", "schema: memfate-platform/1\nid: least\nfirmware-map: unknown\n")
            .platforms()
            .get(0);
    assertTrue(least.srat().isUnknown());
    assertEquals(memfate.platform.Table.State.UNKNOWN, least.hmat().state());
    assertEquals(memfate.platform.Table.State.ABSENT, least.cedt().state());
    assertTrue(least.memdevs().isPresent() && least.decoders().isPresent());
    assertEquals(128L << 20, least.machine().memoryBlockSize());
    assertEquals("default", least.boot().order());
  }

  @Test
  void theReadmesDescriptionReads() throws IOException {
    String readme = Files.readString(Path.of("inputs/README.md"));
    int start = readme.indexOf("```yaml\n") + 8;
    String description = readme.substring(start, readme.indexOf("```", start));
    assertEquals(List.of(), new DescriptionReader().read("README.md", description).diagnostics());
  }
}
