package memfate.synth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;
import memfate.importer.DescriptionReader;
import memfate.importer.Document;
import memfate.platform.Platform;
import memfate.platform.Table;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class FleetTest {
  private static final int SEED = 7;

  @ParameterizedTest(name = "{0} as {1}, {2} machines of {3} to {4} ranges")
  @CsvSource({
    "SMALL, JSON_LINES, 2000, 3, 6",
    "SMALL, YAML, 200, 3, 6",
    "MEDIUM, JSON_LINES, 40, 45, 55",
    "MEDIUM, YAML, 10, 45, 55",
    "LARGE, JSON_LINES, 4, 450, 550",
    "LARGE, YAML, 2, 450, 550"
  })
  void everyMachineIsReadWithoutARemark(Shape shape, Form form, int count, int fewest, int most) {
    List<Platform> machines = read(Fleet.of(SEED, shape), count, form);
    Set<String> ids = new HashSet<>();
    for (Platform machine : machines) {
      assertTrue(ids.add(machine.id()), machine.id());
      long ranges = ranges(machine);
      assertTrue(fewest <= ranges && ranges <= most, () -> machine.id() + " has " + ranges);
    }
    assertEquals(count, machines.size());
  }

  @Test
  void jsonAndYamlTellTheSame() {
    Fleet fleet = Fleet.of(SEED, Shape.MEDIUM);
    List<Platform> json = read(fleet, 20, Form.JSON_LINES);
    List<Platform> yaml = read(fleet, 20, Form.YAML);
    for (int i = 0; i < json.size(); i++) {
      assertEquals(words(json.get(i)), words(yaml.get(i)));
    }
  }

  private static List<Object> words(Platform machine) {
    return List.of(
        machine.id(),
        machine.machine().dmi(),
        machine.kernel().version(),
        machine.firmwareMap().rows().stream().map(e -> e.range() + e.type()).toList(),
        machine.cedt().windows().stream().map(w -> w.base() + " " + w.targets()).toList(),
        machine.srat().rows().stream().map(e -> e.pxm() + " " + e.range()).toList(),
        machine.decoders().rows().stream().map(d -> d.memdev() + " " + d.range()).toList());
  }

  @Test
  void aSmallMachineIsALineOfAtMostOneKibibyteAndHasAboutFiveRanges() {
    Fleet fleet = Fleet.of(SEED, Shape.SMALL);
    int longest =
        LongStream.range(0, 20_000)
            .mapToInt(i -> fleet.machine(i, Form.JSON_LINES).length())
            .max()
            .orElseThrow();
    assertTrue(longest <= Shape.SMALL_BYTES, () -> longest + " bytes");
    double mean =
        read(fleet, 2000, Form.JSON_LINES).stream()
            .mapToLong(FleetTest::ranges)
            .average()
            .orElseThrow();
    assertTrue(4.5 <= mean && mean <= 5.5, () -> "mean " + mean);
  }

  @ParameterizedTest
  @EnumSource(Shape.class)
  void anyNumberOfRangesCanBeAskedFor(Shape shape) {
    for (int ranges : List.of(1, 2, 77, 1000)) {
      Fleet fleet = new Fleet(SEED, shape, ranges, 0);
      read(fleet, 3, Form.JSON_LINES).forEach(m -> assertEquals(ranges, ranges(m)));
    }
  }

  @Test
  void onlySoManyMachinesDifferInMoreThanTheirId() {
    Fleet fleet = new Fleet(SEED, Shape.MEDIUM, 0, 10);
    Set<String> bodies = new HashSet<>();
    for (long i = 0; i < 200; i++) {
      bodies.add(fleet.machine(i, Form.JSON_LINES).replace("\"s7-" + i + "\"", ""));
    }
    assertEquals(10, bodies.size());
  }

  @Test
  void theSameSeedGivesTheSameBytesAndAnotherSeedOthers() throws IOException {
    Fleet fleet = Fleet.of(SEED, Shape.SMALL);
    assertEquals(text(fleet, 100), text(Fleet.of(SEED, Shape.SMALL), 100));
    assertNotEquals(text(fleet, 100), text(Fleet.of(SEED + 1, Shape.SMALL), 100));
    assertTrue(text(fleet, 100).startsWith(text(fleet, 50)), "a larger fleet begins alike");
  }

  @Test
  void nothingIsKeptOfAMachineThatIsWritten() throws IOException {
    long[] most = new long[1];
    OutputStream counting =
        new OutputStream() {
          @Override
          public void write(int b) {
            throw new AssertionError("a machine is written as a whole");
          }

          @Override
          public void write(byte[] bytes, int offset, int length) {
            most[0] = Math.max(most[0], length);
          }
        };
    Fleet.of(SEED, Shape.SMALL).write(5000, Form.JSON_LINES, counting);
    assertTrue(0 < most[0] && most[0] <= Shape.SMALL_BYTES, () -> most[0] + " bytes at once");
  }

  private static String text(Fleet fleet, int count) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    fleet.write(count, Form.JSON_LINES, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static long ranges(Platform machine) {
    return machine.firmwareMap().rows().stream()
        .filter(entry -> entry.type().equals("soft-reserved"))
        .count();
  }

  private static List<Platform> read(Fleet fleet, int count, Form form) {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < count; i++) {
      text.append(fleet.machine(i, form));
    }
    List<Document> documents = new DescriptionReader().read("fleet", text.toString()).documents();
    documents.forEach(d -> assertEquals(List.of(), d.diagnostics()));
    documents.forEach(d -> assertEquals(Table.State.PRESENT, d.platform().firmwareMap().state()));
    return documents.stream().map(Document::platform).toList();
  }
}
