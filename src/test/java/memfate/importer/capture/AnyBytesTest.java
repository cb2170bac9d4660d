package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** No bytes make one of these readers throw or hang. */
class AnyBytesTest {
  private static final List<Format> FORMATS =
      List.of(
          new CxlList(),
          new DaxctlList(),
          new DaxDevices(),
          new DaxLinks(),
          new CxlDevices(),
          new PciDevices(),
          new PlatformDevices(),
          new LoadedModules(),
          new ModprobeConfig(),
          new ModuleParameters(),
          new BuiltinModules(),
          new KernelCommandLine(),
          new KernelConfig(),
          new Uname(),
          new OsRelease(),
          new DmiStrings(),
          new Dmidecode(),
          new Lscpu(),
          new MemoryBlocks(),
          new FirmwareMemmap(),
          new BootEvents(),
          new QemuCommandLine());

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void randomBytes(long seed) {
    byte[] bytes = new byte[1 << 14];
    new Random(seed).nextBytes(bytes);
    readByAll(bytes);
  }

  static Stream<String> extremes() {
    return Stream.of(
        "[".repeat(1_000_000),
        "[{\"memdev\":".repeat(100_000),
        "{\"ports:root0\":[".repeat(50_000) + "]",
        "[{\"memdev\":\"" + "m".repeat(3_000_000) + "\"}]",
        "[{\"memdev\":\"mem0\",\"serial\":" + "9".repeat(1_000_000) + "}]",
        "a".repeat(1_000_000),
        " ".repeat(1_000_000),
        "\n".repeat(500_000),
        "[\n".repeat(100_000),
        "x=\"".repeat(500_000),
        "1.0 fw " + "0".repeat(200_000),
        "9".repeat(300) + ".0 final\n",
        "dax0.0 driver=x resource=0xffffffffffffffff size=99999999999999999999 node=99999999999\n"
            .repeat(500),
        "qemu-system-x86_64 -device cxl-rp,id=a,bus=a -device cxl-type3,bus=a \\".repeat(5000));
  }

  @ParameterizedTest
  @MethodSource("extremes")
  void extremeText(String text) {
    readByAll(text.getBytes(StandardCharsets.UTF_8));
  }

  static Stream<Path> fixtures() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src/test/resources/importer"))) {
      return files.filter(Files::isRegularFile).toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("fixtures")
  void realFilesWithDamage(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    Random random = new Random(file.getFileName().toString().hashCode());
    for (int round = 0; round < 20; round++) {
      byte[] damaged = bytes.clone();
      for (int i = 0; i < 10 && damaged.length > 0; i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      for (Format format : FORMATS) {
        Told.read(format, new Artifact(file.getFileName().toString(), damaged));
      }
    }
  }

  private static void readByAll(byte[] bytes) {
    for (Format format : FORMATS) {
      Artifact artifact = new Artifact("x", bytes);
      assertTimeoutPreemptively(
          Duration.ofSeconds(20),
          () -> {
            format.recognises(artifact);
            Told.read(format, artifact);
          },
          format.name());
    }
  }
}
