package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is written reads as what was read, other places aside. */
class DescriptionWriterTest {
  private static final List<String> FOLDERS =
      List.of(
          "inputs/examples",
          "inputs/races",
          "inputs/machines",
          "src/test/resources/captures",
          "src/test/resources/scenarios",
          "src/test/resources/complete.yaml");
  private static final String HEAD = "schema: memfate-platform/1\nid: x\nfirmware-map: unknown\n";

  static Stream<Path> descriptions() throws IOException {
    return FOLDERS.stream()
        .flatMap(DescriptionWriterTest::below)
        .filter(path -> path.toString().endsWith(".yaml"));
  }

  private static Stream<Path> below(String folder) {
    try (Stream<Path> files = Files.walk(Path.of(folder))) {
      return files.filter(Files::isRegularFile).sorted().toList().stream();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void readsBackTheSame(Path path) {
    ReadResult result = new DescriptionReader().read(path);
    assertTrue(result.platforms().size() > 0, path.toString());
    result.platforms().forEach(DescriptionWriterTest::assertReadsBack);
  }

  private static void assertReadsBack(Platform platform) {
    String yaml = DescriptionWriter.write(platform);
    ReadResult again = new DescriptionReader().read("written.yaml", yaml);
    assertEquals(List.of(), again.diagnostics(), yaml);
    assertEquals(List.of(), Same.differences(platform, again.platforms().get(0)), yaml);
  }

  @ParameterizedTest
  @MethodSource("descriptions")
  void noLineThatCouldBeBrokenIsLong(Path path) {
    new DescriptionReader()
        .read(path).platforms().stream()
            .flatMap(platform -> DescriptionWriter.write(platform).lines())
            .filter(line -> line.length() > 100)
            .forEach(line -> assertTrue(line.matches("\\s*(- |[\\w-]+: |#).*"), line));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "title: \"~\"",
        "title: \"\\u0000\\ufffe\\u2028\\ud83d\\ude00\\\\\\\"\"",
        "cmdline: ['a=\" b \"', '\"c d\"=e', '=', '=f', 'g=']",
        "cedt: {windows: [{base: 0, size: 0, targets: []}, {base: 0x1000, size: 0xffffffffffffffff, targets: 1}]}",
        "cedt: {windows: [{base: 0x1000, size: 1, ways: 0, granularity: 0, restrictions: [], targets: []}]}",
        "memdevs: [{name: m, dvsec-ranges: [{base: 0, size: 1}, {base: 0, size: 2, x-a: 1}]}]",
        "machine: {vendor: unknown, dmi: {sys-vendor: QEMU}}",
        "kconfig: {CONFIG_preset: y, CONFIG_CONFIG_A: m}",
        "boot: {events: [{fail: {fn: f, t: 1, load: x}, t: 0.000000000001}, {wait: a, t: 123456789012.5}]}",
        "hmat: {targets: [{pxm: 0, initiator: 0xfffffffffffffffe, read-latency: 0x8000000000000000}]}",
        "regions: [{base: 0, size: 1, granularity: 0xffffffffffffffff, ways: 0}]",
        "x-a: {b: [[1, 2], {c: ''}], d: {}}",
        "x-a: 1\nx-a.b: 2",
        "x-a[1]: 1\nx-b..c: 2\n'x-c[0]d': 3\n'x-d[00]': 4\n'x-e[0].f': 5",
        "srat: [{pxm: 1, base: 0, size: 1, x-from: {mail: 3}}]",
        "expect: [{}, {when: {assume: {x-a: 1}}, iomem: {tree: \" a\\n\"}}, {iomem: {tree: \"a\\n b\"}}]",
        "modules: {dax_hmem: {x-a: 1}, cxl-acpi: {parameters: {\"a b\": \"~\"}}, \"\": {}}"
      })
  void readsBackWhatIsUnusual(String rest) {
    ReadResult result = new DescriptionReader().read("unusual.yaml", HEAD + rest + "\n");
    assertEquals(List.of(), result.diagnostics());
    assertReadsBack(result.platforms().get(0));
  }

  @Test
  void longKeysReadBack() {
    String key = "k".repeat(2000);
    String text = HEAD + "modules:\n  ? " + key + "\n  : {parameters: {? " + key + " : v}}\n";
    ReadResult result = new DescriptionReader().read("long.yaml", text);
    assertEquals(List.of(), result.diagnostics());
    assertReadsBack(result.platforms().get(0));
  }

  @Test
  void keysStandInTheOrderOfTheDocumentation() {
    Platform platform =
        new DescriptionReader()
            .read(Path.of("src/test/resources/complete.yaml"))
            .platforms()
            .get(0);
    List<String> keys =
        DescriptionWriter.write(platform)
            .lines()
            .filter(line -> line.matches("[a-z][\\w-]*:.*"))
            .map(line -> line.substring(0, line.indexOf(':')))
            .filter(key -> !key.startsWith("x-"))
            .toList();
    List<String> expected =
        Section.PLATFORM.keys().stream()
            .filter(key -> !List.of("include", "base", "override", "matrix").contains(key))
            .toList();
    assertEquals(expected, keys);
  }
}
