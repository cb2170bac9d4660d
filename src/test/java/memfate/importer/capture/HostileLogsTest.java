package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import memfate.platform.DiagnosticPrinter;
import memfate.platform.FirmwareEntry;
import memfate.platform.Observation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged and huge listings and logs: never an exception, always an end. */
class HostileLogsTest {
  private static final int MUTANTS = 1000;
  private static final int MANY = 360_000;
  private static final List<Format> FORMATS = List.of(new IomemFormat(), new DmesgFormat());
  private static final List<String> SEEDS =
      List.of(
          "iomem/7.3.4-sr-eq-prog.final",
          "iomem/cxl-pmem-vmemmap-2024.txt",
          "iomem/qemu-srat-hotplug-range.txt",
          "dmesg/amd-v6-forced-register.txt",
          "dmesg/efi-fake-dave-young-2020.txt",
          "dmesg/hmm-selftest-fake-spm.txt",
          "dmesg/qemu-linuslau-noSR.txt",
          "dmesg/qemu-srat-hotplug-range.txt",
          "dmesg/qemu-v4-3.1-ebusy.txt",
          "dmesg/6.12.107-hmat-split.txt.gz");
  private static final String PIECES = "[]()<>:|-=@\"'#\t\n\r 0x9fF\0\u00e9\u2028\ufeffkernel: ";

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void everyMutantIsRead(long seed) {
    Random random = new Random(seed);
    List<Artifact> seeds = SEEDS.stream().map(Reading::artifact).toList();
    for (int i = 0; i < MUTANTS; i++) {
      Artifact mutant = mutate(seeds.get(random.nextInt(seeds.size())), random);
      int number = i;
      assertTimeoutPreemptively(
          Duration.ofSeconds(20), () -> FORMATS.forEach(f -> read(f, mutant)), () -> "#" + number);
    }
  }

  private static void read(Format format, Artifact artifact) {
    format.recognises(artifact);
    Reading told = Reading.read(format, artifact);
    told.problems().all().forEach(d -> assertTrue(DiagnosticPrinter.print(d).endsWith("\n")));
    assertTrue(told.all(Object.class).toString().length() > 1);
  }

  /** Keeps 40 lines from somewhere, and damages those. */
  private static Artifact mutate(Artifact valid, Random random) {
    List<String> lines = valid.lines();
    int from = random.nextInt(Math.max(1, lines.size() - 40));
    List<String> kept = lines.subList(from, Math.min(lines.size(), from + 40));
    StringBuilder text = new StringBuilder(String.join("\n", kept));
    for (int edits = 1 + random.nextInt(12); edits > 0 && text.length() > 10; edits--) {
      int at = random.nextInt(text.length());
      int end = Math.min(text.length(), at + 1 + random.nextInt(12));
      switch (random.nextInt(6)) {
        case 0 -> text.delete(at, end);
        case 1 -> text.insert(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 2 -> text.setCharAt(at, PIECES.charAt(random.nextInt(PIECES.length())));
        case 3 -> text.insert(at, text.substring(at, end).repeat(1 + random.nextInt(20)));
        case 4 -> text.insert(random.nextInt(text.length()), text.substring(at, end));
        default -> text.setLength(random.nextInt(8) == 0 ? at : text.length());
      }
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(2) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return new Artifact(valid.name(), bytes);
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void randomBytesAreRead(long seed) {
    byte[] bytes = new byte[1 << 20];
    new Random(seed).nextBytes(bytes);
    FORMATS.forEach(format -> read(format, new Artifact("dmesg", bytes)));
  }

  @Test
  void aLineOfAMegabyteOfAnythingEnds() {
    for (String piece :
        List.of(" ", "\0", "[", "]", ">", "f", "0x1-", ": ", "| ", "kernel: ", "[1.0] ", "mem0:")) {
      endsInTime("", piece);
    }
    for (String start :
        List.of(
            "0000-0fff : ",
            "BIOS-e820: [mem 0x0-0x",
            "efi: mem00: [",
            "Linux version 1",
            "DMI: QEMU, BIOS ",
            "Command line: ",
            "acpi/hmat: Memory Flags",
            "cxl_port port1: decoder1.0: range: 0x",
            "ACPI: SRAT: Node 0 PXM 0 [mem ")) {
      endsInTime(start, " ");
      endsInTime(start, "f");
      endsInTime(start, "| ");
    }
  }

  private static void endsInTime(String start, String piece) {
    String line = start + piece.repeat((1 << 20) / piece.length());
    assertTimeoutPreemptively(
        Duration.ofSeconds(20),
        () -> FORMATS.forEach(f -> Reading.read(f, "x", line)),
        () -> start + piece + piece);
  }

  @Test
  void hundredsOfThousandsOfEntriesRead() {
    StringBuilder text = new StringBuilder();
    for (long i = 0; i < MANY; i++) {
      text.append(Long.toHexString(0x100000000L + (i << 12)))
          .append('-')
          .append(Long.toHexString(0x100000fffL + (i << 12)))
          .append(" : Soft Reserved\n");
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Reading told = Reading.read(new IomemFormat(), new Artifact("iomem", bytes));
          assertEquals(MANY, told.all(FirmwareEntry.class).size());
          assertEquals(List.of(), told.diagnostics());
        });
  }

  @Test
  void entriesThatNestWithoutEndAreCutOff() {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 5000; i++) {
      text.append(" ".repeat(i)).append("1000-1fff : level").append(i).append('\n');
    }
    Reading told = Reading.read(new IomemFormat(), "iomem", text.toString());
    assertEquals(1, told.all(Observation.Listing.class).size());
    assertTrue(told.all(Observation.Listing.class).toString().length() > 5000);
  }

  @Test
  void messagesBeyondAHundredThousandAreCounted() {
    String[] kinds = {
      "[    1.000000] pci 0000:00:01.0: BAR 0 [mem 0xfd000000-0xfdffffff pref]\n",
      "[    1.000000] cxl_pci 0000:0d:00.0: Doorbell wait took 0ms\n",
      "kernel: kmem dax0.0: probe with driver kmem failed with error -16\n",
      "Nov 23 10:00:00 host systemd[1]: Started something of no matter.\n",
      "[    1.000000] BIOS-e820: [mem 0x1000-0x1fff] usable\n",
      "[    1.000000] BIOS-e820: [mem 0x2000-0x1fff0] type x\n"
    };
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < MANY; i++) {
      text.append(kinds[i % kinds.length]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          Reading told = Reading.read(new DmesgFormat(), new Artifact("dmesg", bytes));
          assertEquals(DriverLines.MOST_MESSAGES, told.all(Observation.Message.class).size());
          assertEquals(MANY / kinds.length, told.all(FirmwareEntry.class).size());
          List<String> diagnostics = told.diagnostics();
          assertEquals(1001, diagnostics.size());
        });
  }

  @Test
  void theLinesOfALogInAnyOrderAreRead() {
    List<String> lines = Reading.artifact("dmesg/7.3.4-sr-eq-prog.txt.gz").lines();
    Random random = new Random(7);
    for (int i = 0; i < 50; i++) {
      String[] shuffled = lines.toArray(String[]::new);
      java.util.Collections.shuffle(Arrays.asList(shuffled), random);
      Reading told = Reading.read(new DmesgFormat(), "dmesg", shuffled);
      assertEquals(19, told.firmware().size());
    }
  }
}
