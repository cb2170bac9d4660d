package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryCommandTest {
  private static final String MACHINE =
      """
      schema: memfate-platform/1
      id: z9
      machine: {vendor: Acme, dmi: {bios-version: "2.3"}}
      firmware-map:
        - {range: 0x100000-0x7fffffff, e820: usable}
        - {range: 0x1000000000-0x13ffffffff, e820: soft-reserved}
      cedt:
        host-bridges: [{uid: 1}]
        windows: [{base: 0x1000000000, size: 16GiB, targets: [1]}]
      srat: [{pxm: 0, range: 0x100000-0x7fffffff}, {pxm: 1, range: 0x1000000000-0x13ffffffff}]
      hmat: absent
      memdevs: [{name: mem0, ram: 16GiB, host-bridge: 1}]
      decoders: [{memdev: mem0, range: 0x1000000000-0x13ffffffff}]
      kernel: {version: "7.1.4"}
      ---
      id: broken
      firmware-map: 1
      """;

  @TempDir static Path folder;

  @BeforeAll
  static void run() throws IOException {
    Path fleet = Files.writeString(folder.resolve("fleet.yaml"), MACHINE);
    memfate("eval", "-o", "jsonl=" + folder.resolve("run.jsonl"), fleet.toString());
  }

  private static Console memfate(String... args) {
    return Console.run(BootEvaluation::new, args);
  }

  private static Console summary(String... args) {
    String[] all = new String[args.length + 2];
    all[0] = "summary";
    all[1] = folder.resolve("run.jsonl").toString();
    System.arraycopy(args, 0, all, 2, args.length);
    return memfate(all);
  }

  @Test
  void theTableEndsWithATotal() {
    assertEquals(
        """
        POLICY  FATE  PLATFORMS  RANGES  LOST  SIZE     USABLE
        -       -     1          0       0     0 bytes  0 bytes
        v7.1    cxl   1          1       0     16 GiB   16 GiB
        total         2          1       0     16 GiB   16 GiB
        """,
        summary().out());
  }

  @Test
  void recordsTellMachineAndKernel() {
    assertEquals(
        "vendor,bios,kernel,platforms,ranges,lost,size,usable\r\n"
            + "Acme,2.3,7.1.4,1,1,0,17179869184,17179869184\r\n",
        summary("--by", "vendor,bios,kernel", "--where", "status=ok", "-o", "csv").out());
  }

  @Test
  void jsonHasTheGroupsInTheOrderAskedFor() {
    assertEquals(
        """
        [{"status":"ok","platforms":1,"ranges":1,"lost":0,"size":"0x400000000","usable":"0x400000000"},
         {"status":"invalid","platforms":1,"ranges":0,"lost":0,"size":"0x0","usable":"0x0"}]
        """,
        summary("--by", "status", "--sort", "ranges", "-o", "json").out());
    assertEquals(
        "{\"status\":\"ok\",\"platforms\":1,\"ranges\":1,\"lost\":0,"
            + "\"size\":\"0x400000000\",\"usable\":\"0x400000000\"}\n",
        summary("--by", "status", "--sort", "usable", "--top", "1", "-o", "jsonl").out());
  }

  @Test
  void whatARecordDoesNotSayIsLeftOut() {
    assertEquals(
        "policy,platforms,ranges,lost,size,usable\r\n,1,0,0,0,0\r\n",
        summary("--by", "policy", "--where", "status=invalid", "-o", "csv").out());
    assertEquals(
        "{\"platforms\":1,\"ranges\":0,\"lost\":0,\"size\":\"0x0\",\"usable\":\"0x0\"}\n",
        summary("--by", "policy", "--where", "status=invalid", "-o", "jsonl").out());
  }

  @Test
  void aKeyThatNoRecordHasIsSaid() {
    Console console = summary("--by", "vender", "--where", "colour!=red");
    assertEquals(0, console.code());
    assertTrue(console.err().contains("warning: no record has a value of 'vender'"), console.err());
    assertTrue(console.err().contains("did you mean 'vendor'?"), console.err());
    assertTrue(console.err().contains("no record has a value of 'colour'"), console.err());
    assertEquals("", summary("--by", "vendor", "--where", "fate!=hmem").err());
  }

  @Test
  void severalRunsAreToldApart() throws IOException {
    Path copy = Files.copy(folder.resolve("run.jsonl"), folder.resolve("copy.jsonl"));
    Console console = summary(copy.toString(), "--by", "run", "-o", "csv");
    assertEquals(3, console.out().lines().count());
    assertTrue(console.out().contains(copy + ",2,1,0,"), console.out());
  }

  @Test
  void aTornRunCountsAsFarAsItGoes() throws IOException {
    String whole = Files.readString(folder.resolve("run.jsonl"));
    Path torn = folder.resolve("torn.jsonl");
    Files.writeString(torn, whole.substring(0, whole.indexOf("{\"kind\":\"summary\"")));
    Console console = memfate("summary", torn.toString(), "--by", "policy");
    assertEquals(3, console.code());
    assertTrue(console.err().contains("the run is torn"), console.err());
    assertTrue(console.out().contains("total   2 "), console.out());
  }

  @Test
  void whatIsNoRunIsSaid() throws IOException {
    Path other = Files.writeString(folder.resolve("other.yaml"), MACHINE);
    assertEquals(3, memfate("summary", other.toString()).code());
    Console missing = memfate("summary", folder.resolve("nosuch.jsonl").toString());
    assertEquals(3, missing.code());
    assertTrue(missing.err().contains("nosuch.jsonl"), missing.err());
    assertEquals(2, summary("--by", "a..b").code());
    assertEquals(2, summary("--where", "policy").code());
    assertEquals(2, memfate("summary").code());
  }
}
