package memfate.importer.capture;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code memfate-capture} on a made-up system, under the small shells that machines have. */
class CaptureScriptTest {
  private static final Path SCRIPT = Path.of("src/main/dist/bin/memfate-capture").toAbsolutePath();

  /** What the script needs where base64 and openssl are missing. */
  private static final List<String> FEW_TOOLS =
      List.of("cat", "date", "grep", "id", "mkdir", "od", "readlink", "rm", "uname");

  private static final String DAX = "sys/devices/platform/hmem.0/dax0.0";
  private static final String MEMDEV = "sys/devices/pci0000:0c/0000:0c:00.0/0000:0d:00.0/mem0";
  private static final String PORT = "sys/devices/platform/ACPI0017:00/root0/port1";

  @TempDir Path directory;
  private Path root;

  @BeforeEach
  void makeUpASystem() throws IOException {
    root = directory.resolve("system");
    write("proc/iomem", "110000000-14fffffff : Soft Reserved\n");
    write("proc/cmdline", "BOOT_IMAGE=/vmlinuz efi=nosoftreserve secret=\"a b\"\n");
    write("proc/modules", "kmem 16384 0 - Live 0x0000000000000000\n");
    write("proc/sys/kernel/osrelease", "7.3.4+deb13-amd64\n");
    write("boot/config-7.3.4+deb13-amd64", "CONFIG_CXL_BUS=m\n");
    write("etc/os-release", "ID=debian\nVERSION_ID=\"13\"\n");
    write("etc/modprobe.d/cxl.conf", "blacklist cxl_acpi\n");
    write("usr/lib/modprobe.d/cxl.conf", "blacklist hidden\n");
    write("sys/firmware/acpi/tables/CEDT", "CEDT-bytes");
    write("sys/firmware/memmap/0/start", "0x0\n");
    write("sys/firmware/memmap/0/end", "0x9fbff\n");
    write("sys/firmware/memmap/0/type", "System RAM\n");
    write("sys/devices/system/memory/block_size_bytes", "8000000\n");
    write("sys/class/dmi/id/sys_vendor", "Acme Corp.\n");
    write("sys/class/dmi/id/product_serial", "4711\n");
    write("sys/module/dax_hmem/parameters/disable", "N\n");
    write(DAX + "/resource", "0x110000000\n");
    write(DAX + "/size", "1073741824\n");
    write(DAX + "/target_node", "1\n");
    write("sys/bus/dax/drivers/kmem/bind", "");
    link("sys/bus/dax/devices/dax0.0", "../../../devices/platform/hmem.0/dax0.0");
    link(DAX + "/driver", "../../../../bus/dax/drivers/kmem");
    write(MEMDEV + "/serial", "0x1000\n");
    link("sys/bus/cxl/devices/mem0", "../../../devices/pci0000:0c/0000:0c:00.0/0000:0d:00.0/mem0");
    write(PORT + "/endpoint2/decoder2.0/devtype", "cxl_decoder_endpoint\n");
    write(PORT + "/endpoint2/decoder2.0/start", "0x110000000\n");
    write(PORT + "/endpoint2/decoder2.0/size", "0x40000000\n");
    link(PORT + "/endpoint2/uport", "../../../../../pci0000:0c/0000:0c:00.0/0000:0d:00.0/mem0");
    String port = "../../../devices/platform/ACPI0017:00/root0/port1/endpoint2";
    link("sys/bus/cxl/devices/endpoint2", port);
    link("sys/bus/cxl/devices/decoder2.0", port + "/decoder2.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh", "sh"})
  void capturesWhatTheSystemHas(String shell) throws Exception {
    Run run = capture(shell, "-o", "out", "--root", root.toString());
    assertEquals(new Run(0, "./out\n", ""), run);
    assertEquals(
        List.of(
            "acpi.CEDT.b64",
            "capture.log",
            "cmdline.txt",
            "config",
            "cxl-devices.txt",
            "dax-devices.txt",
            "dmi.txt",
            "firmware-memmap.txt",
            "iomem.final",
            "memory-blocks.txt",
            "modprobe.d/cxl.conf",
            "module-params.txt",
            "modules.txt",
            "os-release",
            "uname-r.txt"),
        files(directory.resolve("out")));
    assertEquals(
        "CEDT-bytes", new String(Base64.getMimeDecoder().decode(text("acpi.CEDT.b64")), UTF_8));
    assertEquals(Files.readString(root.resolve("proc/cmdline")), text("cmdline.txt"));
    assertEquals("blacklist cxl_acpi\n", text("modprobe.d/cxl.conf"));
    assertEquals("CONFIG_CXL_BUS=m\n", text("config"));
    assertEquals("sys_vendor: Acme Corp.\n", text("dmi.txt"));
    assertEquals("0x0-0x9fbff System RAM\n", text("firmware-memmap.txt"));
    assertEquals("block_size=0x8000000\n", text("memory-blocks.txt"));
    assertEquals("dax_hmem/parameters/disable:N\n", text("module-params.txt"));
    assertEquals(
        "dax0.0 driver=kmem resource=0x110000000 size=1073741824 node=1 modalias= path=/%s\n"
            .formatted(DAX),
        text("dax-devices.txt"));
  }

  @Test
  void whatItMakesIsWhatTheReadersTake() throws Exception {
    capture("sh", "-o", "out", "--root", root.toString());
    assertEquals(
        List.of(
            "Memdev name=mem0 host=0000:0d:00.0 serial=4096 state=disabled"
                + " hostBridgePath=pci0000:0c @3:1",
            "Decoder memdev=mem0 name=decoder2.0 range=110000000-14fffffff ways=1 granularity=256"
                + " committed=true @1:1"),
        read(new CxlDevices(), "cxl-devices.txt"));
    assertEquals(
        List.of(
            "Dax name=dax0.0 range=110000000-14fffffff size=1073741824 driver=kmem"
                + " path=/platform/hmem.0 node=1 @1:1"),
        read(new DaxDevices(), "dax-devices.txt"));
    assertEquals(
        List.of("ModuleSpec name=dax_hmem parameters={disable=N} @1:1"),
        read(new ModuleParameters(), "module-params.txt"));
    assertEquals(
        List.of("Setting key=machine.dmi.sys-vendor value=Acme Corp. @1:1"),
        read(new DmiStrings(), "dmi.txt"));
    assertEquals(
        List.of("Setting key=machine.memory-block-size value=134217728 @1:1"),
        read(new MemoryBlocks(), "memory-blocks.txt"));
  }

  @Test
  void whatIsMissingIsInTheLog() throws Exception {
    capture("sh", "-o", "out", "--root", root.toString());
    List<String> log = text("capture.log").lines().toList();
    assertTrue(log.contains("no such ACPI table: SRAT"));
    assertTrue(log.contains("not run with --root: cxl list -vvv"));
    assertTrue(log.contains("nothing for: pci-devices.txt"));
    assertTrue(log.contains("hidden by a file of the same name: /usr/lib/modprobe.d/cxl.conf"));
  }

  @Test
  void linkThatLeadsOutOfTheRootIsNotFollowed() throws Exception {
    Files.delete(root.resolve("etc/os-release"));
    link("etc/os-release", root.resolve("boot/config-7.3.4+deb13-amd64").toString());
    capture("sh", "-o", "out", "--root", root.toString());
    assertFalse(Files.exists(directory.resolve("out/os-release")));
    assertTrue(text("capture.log").contains("leads out of --root: /etc/os-release"));
  }

  @Test
  void tablesBecomeHexWhereNothingElseIsThere() throws Exception {
    Path tools = Files.createDirectory(directory.resolve("tools"));
    for (String tool : FEW_TOOLS) {
      Path found =
          Stream.of("/usr/bin", "/bin")
              .map(folder -> Path.of(folder, tool))
              .filter(Files::exists)
              .findFirst()
              .orElse(null);
      assumeTrue(found != null, () -> "this machine has no " + tool);
      Path wrapper = tools.resolve(tool);
      Files.writeString(wrapper, "#!/bin/sh\nexec %s \"$@\"\n".formatted(found));
      assertTrue(wrapper.toFile().setExecutable(true));
    }
    Run run = run("sh", tools.toString(), "-o", "out", "--root", root.toString());
    assertEquals(0, run.status(), run.err());
    assertEquals(" 43 45 44 54 2d 62 79 74 65 73\n", text("acpi.CEDT.hex"));
    assertTrue(text("capture.log").contains("neither base64 nor openssl here"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"dash", "busybox sh"})
  void tarHoldsTheFolder(String shell) throws Exception {
    Run run = capture(shell, "-o", "-out", "--tar", "--root", root.toString());
    assertEquals(new Run(0, "./-out.tar.gz\n", ""), run);
    assertFalse(Files.exists(directory.resolve("-out")));
    Process list =
        new ProcessBuilder("tar", "-tzf", directory.resolve("-out.tar.gz").toString()).start();
    List<String> names = new String(list.getInputStream().readAllBytes(), UTF_8).lines().toList();
    assertTrue(names.contains("./-out/iomem.final"), names::toString);
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    Path out = Files.createDirectory(directory.resolve("out"));
    Run again = capture("sh", "-o", "out", "--root", root.toString());
    assertEquals(2, again.status());
    assertEquals(
        "memfate-capture: cannot make './out': it exists, or its parent does not\n", again.err());
    assertEquals(List.of(), files(out));
    Files.writeString(directory.resolve("other.tar.gz"), "mine");
    Run packed = capture("sh", "-o", "other", "--tar", "--root", root.toString());
    assertEquals(2, packed.status());
    assertEquals("mine", Files.readString(directory.resolve("other.tar.gz")));
    assertFalse(Files.exists(directory.resolve("other")));
  }

  @Test
  void emptySystemIsAFailure() throws Exception {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    Run run = capture("sh", "-o", "out", "--root", empty.toString());
    assertEquals(1, run.status());
    assertEquals(List.of("capture.log"), files(directory.resolve("out")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--frob", "-o", "--root"})
  void wrongUsageIsStatus2(String argument) throws Exception {
    Run run = capture("sh", argument);
    assertEquals(2, run.status());
    assertEquals("", run.out());
  }

  @Test
  void helpSaysWhatIsTaken() throws Exception {
    Run run = capture("sh", "--help");
    assertEquals(0, run.status());
    assertTrue(run.out().startsWith("usage: memfate-capture [-o DIR]"));
    assertTrue(run.out().contains("the kernel command line"));
  }

  @Test
  void withoutRootItSaysSoUnlessAllowed() throws Exception {
    assumeTrue(
        !"root".equals(System.getProperty("user.name")),
        "the tests run as root: nothing to refuse");
    Run run = capture("sh", "-o", "out");
    assertEquals(2, run.status());
    assertTrue(run.err().startsWith("memfate-capture: run it as root"));
    assertFalse(Files.exists(directory.resolve("out")));
  }

  @Test
  void isExecutable() {
    assertTrue(Files.isExecutable(SCRIPT));
  }

  private record Run(int status, String out, String err) {}

  private Run capture(String shell, String... arguments) throws Exception {
    return run(shell, System.getenv("PATH"), arguments);
  }

  private Run run(String shell, String path, String... arguments) throws Exception {
    String[] words = shell.split(" ", -1);
    Path program =
        Stream.of("/bin", "/usr/bin")
            .map(folder -> Path.of(folder, words[0]))
            .filter(Files::isExecutable)
            .findFirst()
            .orElse(null);
    assumeTrue(program != null, () -> "this machine has no " + words[0] + "; not tried under it");
    List<String> command = new ArrayList<>(List.of(program.toString()));
    command.addAll(List.of(words).subList(1, words.length));
    command.add(SCRIPT.toString());
    command.addAll(List.of(arguments));
    Path err = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
    builder.environment().put("PATH", path);
    Process process = builder.redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Run(process.exitValue(), out, Files.readString(err));
  }

  private String text(String file) throws IOException {
    return Files.readString(directory.resolve("out").resolve(file));
  }

  private List<String> read(Format format, String file) throws IOException {
    return Told.of(format, file, text(file)).rows();
  }

  private static List<String> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return List.copyOf(
          new TreeSet<>(
              files
                  .filter(Files::isRegularFile)
                  .map(file -> folder.relativize(file).toString())
                  .toList()));
    }
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void link(String file, String target) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.createSymbolicLink(path, Path.of(target));
  }
}
