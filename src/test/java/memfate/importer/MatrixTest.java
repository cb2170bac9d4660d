package memfate.importer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Collectors;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;

class MatrixTest {
  private static final String HEAD =
      """
      schema: memfate-platform/1
      id: x
      firmware-map: unknown
      kernel: {version: "6.18", policy: rfc-2025-07}
      kconfig: {CONFIG_CXL_ACPI: "m", CXL_MEM: "m"}
      modules: {dax-hmem: loadable}
      """;

  private static List<Platform> read(String matrix) {
    ReadResult result = new DescriptionReader().read("x.yaml", HEAD + matrix);
    assertEquals(List.of(), result.diagnostics());
    return result.platforms();
  }

  private static List<String> ids(String matrix) {
    return read(matrix).stream().map(Platform::id).toList();
  }

  private static String kconfig(Platform platform) {
    return platform.kconfig().stream()
        .map(k -> k.name() + "=" + k.value())
        .sorted()
        .collect(Collectors.joining(" "));
  }

  @Test
  void everyCombinationIsACaseTheLastAxisChangingFastest() {
    assertEquals(
        List.of(
            "x[CXL_REGION=y,kmem=loadable,policy=v6.12]",
            "x[CXL_REGION=y,kmem=loadable,policy=v7.1]",
            "x[CXL_REGION=y,kmem=absent,policy=v6.12]",
            "x[CXL_REGION=y,kmem=absent,policy=v7.1]",
            "x[CXL_REGION=n,kmem=loadable,policy=v6.12]",
            "x[CXL_REGION=n,kmem=loadable,policy=v7.1]",
            "x[CXL_REGION=n,kmem=absent,policy=v6.12]",
            "x[CXL_REGION=n,kmem=absent,policy=v7.1]"),
        ids(
            """
            matrix:
              policy: [v6.12, v7.1]
              modules: {kmem: [loadable, absent]}
              kconfig: {CONFIG_CXL_REGION: ["y", "n"]}
            """));
  }

  @Test
  void aValueTakesThePlaceOfWhatIsDescribedInAnySpelling() {
    List<Platform> cases =
        read(
            """
            matrix:
              kconfig: {CXL_ACPI: ["y"]}
              modules: {dax_hmem: [absent]}
              policy: [v7.1]
            """);
    assertEquals(1, cases.size());
    assertEquals("CXL_ACPI=y CXL_MEM=m", kconfig(cases.get(0)));
    assertEquals(1, cases.get(0).modules().size());
    assertEquals("absent", cases.get(0).modules().get(0).state());
    assertEquals(List.of("v7.1"), cases.get(0).kernel().policies());
    assertEquals("6.18", cases.get(0).kernel().version());
  }

  @Test
  void aValueMaySetSeveralAtOnceOrNothing() {
    List<Platform> cases = read("matrix: {kconfig: [{}, {CXL_ACPI: n, CXL_MEM: n}]}\n");
    assertEquals(
        List.of("x[kconfig=as-described]", "x[kconfig=CXL_ACPI:n+CXL_MEM:n]"),
        cases.stream().map(Platform::id).toList());
    assertEquals(
        List.of("CXL_ACPI=m CXL_MEM=m", "CXL_ACPI=n CXL_MEM=n"),
        cases.stream().map(MatrixTest::kconfig).toList());
  }

  @Test
  void aModuleMayHaveParametersAndADelay() {
    List<Platform> cases =
        read("matrix: {modules: {dax_hmem: [loadable, {state: loadable, delay: 3}]}}\n");
    assertEquals("x[dax_hmem=state:loadable+delay:3]", cases.get(1).id());
    assertEquals(3, cases.get(1).modules().get(0).delay());
  }

  @Test
  void everyCaseIsADocumentOfTheSamePlace() {
    ReadResult result =
        new DescriptionReader()
            .read("x.yaml", HEAD + "matrix: {policy: [v6.12, v7.1]}\n---\nid: broken\n");
    assertEquals(List.of(1, 1, 2), result.documents().stream().map(Document::number).toList());
    assertEquals(
        List.of(true, true, false), result.documents().stream().map(Document::isReadable).toList());
  }

  @Test
  void jsonHasMatricesToo() {
    String json =
        "{\"schema\": \"memfate-platform/1\", \"id\": \"x\", \"firmware-map\": \"unknown\","
            + " \"matrix\": {\"policy\": [\"v6.12\", \"v7.1\"]}}\n";
    assertEquals(
        List.of("x[policy=v6.12]", "x[policy=v7.1]"),
        new DescriptionReader()
            .read("x.jsonl", json).platforms().stream().map(Platform::id).toList());
  }

  @Test
  void tenThousandCasesAreReadInAMoment() {
    String ten = "[a, b, c, d, e, f, g, h, i, j]";
    String matrix =
        "matrix: {kconfig: {A: %s, B: %s, C: %s, D: %s}}\n".formatted(ten, ten, ten, ten);
    long start = System.nanoTime();
    assertEquals(10_000, ids(matrix).stream().distinct().count());
    assertTrue(System.nanoTime() - start < 20_000_000_000L);
  }
}
