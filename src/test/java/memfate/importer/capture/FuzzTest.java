package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import memfate.importer.DescriptionReader;
import memfate.importer.DescriptionWriter;
import memfate.importer.Problems;
import memfate.importer.ReadResult;
import memfate.importer.Same;
import memfate.platform.Diagnostic;
import memfate.platform.DiagnosticPrinter;
import memfate.platform.Platform;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Damaged captures and descriptions: no exception, an end, bounded output, a place for each
 * diagnostic, and a description that reads back as the platform that was told.
 *
 * <p>A failure names its case: {@code -Dfuzz.case=N} runs that one alone. {@code mvn -Plong} runs
 * {@code -Dfuzz.inputs} cases, by default 200,000, from {@code -Dfuzz.first} on.
 */
class FuzzTest {
  private static final Path RESOURCES = Path.of("src/test/resources");
  private static final List<Seed> SEEDS = seeds();
  private static final double WEIGHTS = SEEDS.stream().mapToDouble(Seed::weight).sum();

  /** Enough for what cannot be known to end otherwise; no case comes near it. */
  private static final Duration HANG = Duration.ofMinutes(30);

  private static final int ROWS_APART_FROM_BYTES = 300;

  /** Files that are read as one machine; {@code description} for one that is no capture. */
  private record Seed(String origin, List<Artifact> files, boolean description) {
    /** Small files come more often: they are quicker, and a change of theirs is a larger part. */
    double weight() {
      return 1.0 / (2000 + bytes(files));
    }
  }

  private static int bytes(List<Artifact> files) {
    return files.stream().mapToInt(file -> file.bytes().length).sum();
  }

  @Test
  void aFewThousand() {
    long only = Long.getLong("fuzz.case", -1);
    run(only < 0 ? 0 : only, only < 0 ? 3000 : 1);
  }

  @Test
  @Tag("long")
  void twoHundredThousand() {
    run(Long.getLong("fuzz.first", 0), Long.getLong("fuzz.inputs", 200_000));
  }

  private static void run(long first, long count) {
    long[] bytes = {0};
    Map<String, String> failures = new LinkedHashMap<>();
    long start = System.nanoTime();
    assertTimeoutPreemptively(
        HANG,
        () -> {
          for (long number = first; number < first + count && failures.size() < 20; number++) {
            bytes[0] += check(number, failures);
          }
          if (!failures.isEmpty()) {
            fail(String.join("\n\n", failures.values()));
          }
        });
    System.out.printf(
        "%d inputs of %d MiB in %d s, %d MiB of heap%n",
        count,
        bytes[0] >> 20,
        (System.nanoTime() - start) / 1_000_000_000,
        Runtime.getRuntime().maxMemory() >> 20);
  }

  /** Runs one case and returns how many bytes it had. */
  private static long check(long number, Map<String, String> failures) {
    Random random = new Random(number * 0x9e3779b97f4a7c15L);
    Seed seed = pick(random);
    List<Artifact> files = new ArrayList<>(seed.files());
    List<String> done = new ArrayList<>();
    for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
      int at = random.nextInt(files.size());
      Artifact file = files.get(at);
      Artifact other = any(random);
      Mutator mutator = new Mutator(random);
      boolean renamed = random.nextInt(12) == 0;
      byte[] damaged = renamed ? file.bytes() : mutator.mutate(file.bytes(), other.bytes());
      String name = renamed ? other.name() : file.name();
      files.set(at, new Artifact(name, damaged));
      done.add(file.name() + (renamed ? " named " + name : " " + mutator.done()));
    }
    try {
      if (seed.description()) {
        description(files.get(0));
      } else {
        capture(files, number % 8 == 0);
      }
    } catch (Throwable e) {
      StringBuilder trace = new StringBuilder(String.valueOf(e));
      Stream.of(e.getStackTrace())
          .limit(5)
          .forEach(frame -> trace.append("\n    at ").append(frame));
      String kind =
          trace
              .toString()
              .replaceAll("'.*?'|\"[^\"]*+\"|\\d+|\\n\\s*+at memfate.importer.capture.Fuzz.*", "");
      String what = "-Dfuzz.case=%d: %s: %s%n  %s";
      failures.putIfAbsent(
          kind.length() < 200 ? kind : kind.substring(0, 200),
          what.formatted(number, seed.origin(), done, shorten(trace)));
    }
    return bytes(files);
  }

  private static String shorten(CharSequence text) {
    return text.length() < 900 ? text.toString() : text.subSequence(0, 900) + "...";
  }

  private static Seed pick(Random random) {
    double at = random.nextDouble() * WEIGHTS;
    for (Seed seed : SEEDS) {
      at -= seed.weight();
      if (at < 0) {
        return seed;
      }
    }
    return SEEDS.get(0);
  }

  private static Artifact any(Random random) {
    List<Artifact> files = SEEDS.get(random.nextInt(SEEDS.size())).files();
    return files.get(random.nextInt(files.size()));
  }

  private static void description(Artifact file) {
    ReadResult read = new DescriptionReader().read(file.name(), file.bytes());
    read.platforms().forEach(FuzzTest::readsBack);
  }

  private static void capture(List<Artifact> files, boolean count) {
    int bytes = bytes(files);
    Capture capture = new CaptureReader().read("fuzz", files);
    require(capture.diagnostics().size() <= 1001, "too many diagnostics");
    for (Diagnostic diagnostic : capture.diagnostics()) {
      require(!diagnostic.at().file().isEmpty(), "no file: " + diagnostic);
      DiagnosticPrinter.print(diagnostic);
    }
    require(rows(capture) <= ROWS_APART_FROM_BYTES + bytes, "too many rows");
    if (count) {
      files.forEach(FuzzTest::statements);
    }
    Platform platform = capture.platform();
    if (platform != null) {
      readsBack(platform);
    } else {
      require(!capture.diagnostics().isEmpty(), "neither a platform nor a reason");
    }
  }

  private static void statements(Artifact file) {
    Optional<Format> format = Formats.of(file);
    if (format.isPresent()) {
      Evidence evidence = new Evidence(file, format.get().name());
      format.get().read(file, evidence, new Problems(1000));
      int told = evidence.all(Object.class).size();
      require(told <= ROWS_APART_FROM_BYTES + file.bytes().length, told + " statements");
    }
  }

  private static void readsBack(Platform platform) {
    String yaml = DescriptionWriter.write(platform);
    ReadResult read = new DescriptionReader().read("written.yaml", yaml);
    List<Diagnostic> errors =
        read.diagnostics().stream().filter(d -> d.severity() == Diagnostic.Severity.ERROR).toList();
    require(errors.isEmpty(), errors.isEmpty() ? "" : DiagnosticPrinter.print(errors.get(0)));
    require(read.platforms().size() == 1, "not one platform");
    List<String> differences = Same.differences(platform, read.platforms().get(0));
    require(differences.isEmpty(), String.join("\n", differences));
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalStateException(message);
    }
  }

  /** Counts records, at any depth. */
  private static long rows(Object value) {
    if (value instanceof Collection<?> values) {
      return values.stream().mapToLong(FuzzTest::rows).sum();
    }
    if (value == null
        || !value.getClass().isRecord()
        || value.getClass().getName().endsWith("SourceLocation")) {
      return 0;
    }
    long count = 1;
    for (RecordComponent component : value.getClass().getRecordComponents()) {
      try {
        count += rows(component.getAccessor().invoke(value));
      } catch (ReflectiveOperationException e) {
        throw new IllegalStateException(e);
      }
    }
    return count;
  }

  private static List<Seed> seeds() {
    List<Seed> seeds = new ArrayList<>();
    for (Path file : below(RESOURCES.resolve("importer"), RESOURCES.resolve("acpi"))) {
      if (!file.toString().endsWith(".md")) {
        seeds.add(new Seed(file.toString(), List.of(artifact(file)), false));
      }
      if (file.toString().endsWith(".b64")) {
        seeds.add(new Seed(file + " as bytes", List.of(table(file)), false));
      }
    }
    for (String whole : List.of("7.3.4-hmat-split-rev3", "docs-flexible", "docs-one-dev-per-hb")) {
      seeds.add(whole(whole));
    }
    Path described = Path.of("inputs/captures/q35-sr-across-two");
    List<Artifact> files = below(described).stream().map(FuzzTest::artifact).toList();
    seeds.add(new Seed(described.toString(), files, false));
    seeds.add(new Seed(described.toString(), files, false));
    for (String name :
        List.of("complete.yaml", "scenarios/E9-a.yaml", "captures/7.3.4-f-4way.yaml")) {
      seeds.add(new Seed(name, List.of(artifact(RESOURCES.resolve(name))), true));
    }
    return seeds;
  }

  /** The tables of one machine with listings of others: nothing says that they agree. */
  private static Seed whole(String tables) {
    List<Artifact> files = new ArrayList<>();
    below(RESOURCES.resolve("acpi/" + tables)).forEach(file -> files.add(artifact(file)));
    for (String name :
        List.of(
            "cxl-list/two-bridges.json",
            "sysfs/sys-bus-dax.txt",
            "sysfs/pci-devices.txt",
            "sysfs/firmware-memmap.txt",
            "sysfs/dax-devices.txt",
            "iomem/7.3.4-sr-eq-prog.early",
            "iomem/7.3.4-sr-eq-prog.final",
            "daxctl/two-regions.json",
            "dmesg/qemu-v4-3.1-ebusy.txt",
            "dmesg/amd-v6-forced-register.txt",
            "kernel/cmdline.txt",
            "kernel/kconfig.txt",
            "kernel/uname.txt",
            "machine/lsmem.txt",
            "modules/modules.txt",
            "qemu/qemu-cmdline.txt",
            "events/insmod.txt")) {
      files.add(artifact(RESOURCES.resolve("importer/" + name)));
    }
    return new Seed("whole capture with " + tables, List.copyOf(files), false);
  }

  private static List<Path> below(Path... folders) {
    return Stream.of(folders).flatMap(FuzzTest::walk).sorted().toList();
  }

  private static Stream<Path> walk(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Artifact artifact(Path file) {
    try {
      byte[] bytes = Files.readAllBytes(file);
      boolean packed = file.toString().endsWith(".gz");
      return new Artifact(
          "c/" + file.getFileName(),
          packed ? new GZIPInputStream(new ByteArrayInputStream(bytes)).readAllBytes() : bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Artifact table(Path file) {
    String text = new String(artifact(file).bytes(), StandardCharsets.UTF_8);
    String name = "c/" + file.getFileName().toString().replace(".b64", ".bin");
    return new Artifact(name, Base64.getMimeDecoder().decode(text));
  }
}
