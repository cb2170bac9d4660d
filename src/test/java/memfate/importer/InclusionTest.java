package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InclusionTest {
  @TempDir Path directory;

  private Path write(String name, String text) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }

  private static Platform read(Path file) {
    ReadResult result = new DescriptionReader().read(file);
    assertEquals(List.of(), result.diagnostics());
    return result.platforms().get(0);
  }

  @Test
  void ownKeysWinOverIncludedOnes() throws IOException {
    write("vendor/cpu.yaml", "machine: {cpu: {family: 25, model: 17}}\n");
    write(
        "vendor/amd.yaml", "include: cpu.yaml\nmachine: {vendor: AMD, phys-bits: 52}\ntags: [a]\n");
    Path file =
        write(
            "x1.yaml",
            """
            schema: memfate-platform/1
            id: x1
            include: [vendor/amd.yaml]
            firmware-map: unknown
            machine: {phys-bits: 48, cpu: {model: 1}}
            tags: [b]
            """);
    Platform platform = read(file);
    assertEquals("AMD", platform.machine().vendor());
    assertEquals(48, platform.machine().physBits());
    assertEquals("25", platform.machine().cpu().get("family"));
    assertEquals("1", platform.machine().cpu().get("model"));
    assertEquals(List.of("b"), platform.tags());
  }

  @Test
  void anOverrideWinsOverTheBase() throws IOException {
    write(
        "base.yaml",
        """
        schema: memfate-platform/1
        id: base
        title: from the base
        firmware-map: [{range: 0x1000-0x1fff, e820: usable}]
        kconfig: {CXL_ACPI: m, CXL_MEM: m}
        """);
    Path file =
        write("builtin.yaml", "id: builtin\nbase: base.yaml\noverride: {kconfig: {CXL_ACPI: y}}\n");
    Platform platform = read(file);
    assertEquals("builtin", platform.id());
    assertEquals("from the base", platform.title());
    assertEquals(
        List.of("CXL_ACPI=y", "CXL_MEM=m"),
        platform.kconfig().stream().map(k -> k.name() + "=" + k.value()).toList());
    assertEquals(file.resolveSibling("base.yaml") + "", platform.firmwareMap().at().file());
  }

  @Test
  void thePlaceOfAFaultIsInTheFileThatHoldsIt() throws IOException {
    write("part.yaml", "\nmachine: {arch: mips}\n");
    Path file =
        write(
            "x.yaml",
            "schema: memfate-platform/1\nid: x\ninclude: part.yaml\nfirmware-map: unknown\n");
    var told = new DescriptionReader().read(file).diagnostics();
    assertEquals(directory.resolve("part.yaml") + ":2:17", told.get(0).at().toString());
    assertEquals("machine: {arch: mips}", told.get(0).sourceLine());
  }

  @Test
  void manyFilesEnd() throws IOException {
    for (int i = 0; i < 30; i++) {
      write("f" + i + ".yaml", "include: [f%d.yaml, f%d.yaml]\n".formatted(i + 1, i + 1));
    }
    write("f30.yaml", "title: end\n");
    var told = new DescriptionReader().read(directory.resolve("f0.yaml")).diagnostics();
    assertEquals(true, told.stream().anyMatch(d -> d.message().endsWith("more than 100 files")));
  }
}
