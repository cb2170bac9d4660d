package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code lint} and {@code verify} with the rules of the repository. */
class LintAndVerifyTest {
  private static final String CAPTURE = "inputs/captures/q35-sr-across-two";

  /** A window that starts 64 MiB too late. */
  private static final String UNALIGNED =
      """
      schema: memfate-platform/1
      id: unaligned
      firmware-map: [{range: 0x100000-0x7fffffff, e820: usable}]
      cedt:
        host-bridges: [{uid: 1}]
        windows: [{base: 0x104000000, size: 1GiB, targets: [1]}]
      srat: [{pxm: 0, range: 0x100000-0x7fffffff}, {pxm: 1, range: 0x104000000-0x143ffffff}]
      memdevs: []
      decoders: []
      kernel: {policy: v7.1}
      """;

  @TempDir private Path folder;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void aFindingHasItsPlaceItsFigureItsAdviceAndItsRule() throws IOException {
    Path file = write(UNALIGNED);
    assertEquals(1, run("lint", file.toString()), err());
    assertTrue(out().contains(file + ":6:13: error: WINDOW-ALIGN-256M: CXL Window 0"), out());
    assertTrue(out().contains("(1 GiB)"), out());
    assertTrue(out().contains("move the base of the CFMWS entry"), out());
    assertTrue(out().contains("rules/checks/window-align-256m.drl:"), out());
  }

  @Test
  void aSuppressedCodeDoesNotCountAndKeepsItsReason() throws IOException {
    Path file =
        write(UNALIGNED + "lint: {suppress: [{code: WINDOW-ALIGN-256M, why: fixed in B12}]}\n");
    assertEquals(0, run("lint", file.toString()), out());
    assertTrue(!out().contains("WINDOW-ALIGN-256M"), out());
    assertTrue(out().contains("1 suppressed"), out());
    out.reset();
    assertEquals(0, run("lint", "-v", file.toString()));
    assertTrue(out().contains("suppressed: fixed in B12"), out());
    out.reset();
    assertEquals(0, run("lint", "-o", "jsonl", file.toString()));
    assertTrue(out().contains("\"suppressed\":\"fixed in B12\""), out());
  }

  @Test
  void aSuppressionOfNoCheckIsSaid() throws IOException {
    Path file = write(UNALIGNED + "lint: {suppress: [{code: WINDOW-ALIGN-256, why: typo}]}\n");
    assertEquals(1, run("lint", file.toString()), out());
    assertTrue(err().contains("no check has the code 'WINDOW-ALIGN-256'"), err());
    assertTrue(err().contains("did you mean WINDOW-ALIGN-256M?"), err());
    assertTrue(out().endsWith("1 error, 0 warnings, 0 notes in 1 evaluation\n"), out());
  }

  @Test
  void severalReportsComeOutOfOneRun() throws IOException {
    Path sarif = folder.resolve("lint.sarif");
    Path junit = folder.resolve("lint.xml");
    int code =
        run(
            "lint",
            "-o",
            "github",
            "-o",
            "sarif=" + sarif,
            "-o",
            "junit=" + junit,
            write(UNALIGNED).toString());
    assertEquals(1, code, err());
    assertTrue(out().startsWith("::error file="), out());
    assertTrue(Files.readString(sarif).contains("\"WINDOW-ALIGN-256M\""));
    assertTrue(Files.readString(junit).contains("WINDOW-ALIGN-256M"));
  }

  @Test
  void aCodeIsExplained() {
    assertEquals(0, run("lint", "--explain", "window-align-256m"), err());
    assertTrue(out().contains("WINDOW-ALIGN-256M"), out());
    assertTrue(out().contains("cxl_acpi_cfmws_verify()"), out());
    assertTrue(!out().contains(".."), out());
    out.reset();
    assertEquals(2, run("lint", "--explain", "WINDOW-ALIGN-256"));
    assertTrue(err().contains("did you mean WINDOW-ALIGN-256M?"), err());
  }

  @Test
  void aCaptureIsPredictedAndCompared() {
    assertEquals(0, run("verify", CAPTURE), out() + err());
    assertTrue(out().contains("agrees   q35-sr-across-two under v7.1"), out());
    assertTrue(out().endsWith("1 of 1 ranges, 2 of 2 trees agree\n"), out());
  }

  @Test
  void anotherPolicyDiffersAndTheDifferenceIsAUnifiedDiff() {
    assertEquals(1, run("verify", "--policy", "v6.12", CAPTURE), out() + err());
    assertTrue(out().contains("DIFFERS  q35-sr-across-two under v6.12"), out());
    assertTrue(out().contains("- seen       hmem, 0 bytes usable"), out());
    assertTrue(out().contains("+ predicted  cxl, 2 GiB usable"), out());
    assertTrue(out().contains("--- seen/iomem"), out());
    assertTrue(out().contains("+++ predicted/iomem"), out());
  }

  @Test
  void whatCouldNotBeReadIsNeitherAPassNorAFinding() throws IOException {
    Path iomem = folder.resolve("iomem");
    Files.writeString(iomem, "00000000-00000000 : System RAM\n00000000-00000000 : Soft Reserved\n");
    assertEquals(3, run("lint", iomem.toString()), out());
    assertEquals(3, run("eval", iomem.toString()), out());
    assertEquals(3, run("verify", iomem.toString()), out());
    out.reset();
    assertEquals(3, run("lint", "-o", "junit", iomem.toString()));
    assertTrue(out().contains("errors=\"1\""), out());
    out.reset();
    assertEquals(3, run("lint", "-o", "sarif", iomem.toString()));
    assertTrue(out().contains("\"executionSuccessful\":false"), out());
  }

  @Test
  void aCaptureIsReadFromStandardInput() {
    String iomem = "100000-7fffffff : System RAM\n110000000-14fffffff : Soft Reserved\n";
    InputStream in = new ByteArrayInputStream(iomem.getBytes(StandardCharsets.UTF_8));
    assertEquals(0, run(in, "eval", "--policy", "v7.1", "-"), out() + err());
    assertTrue(out().contains("[mem 0x110000000-0x14fffffff]"), out());
  }

  @Test
  void aDescriptionHasNothingToCompareWith() {
    assertEquals(3, run("verify", "inputs/examples/01-cxl-owns.yaml"));
    assertTrue(err().contains("nothing was seen of it to compare with"), err());
  }

  @Test
  void aCaptureIsEvaluatedAsADescriptionIs() {
    assertEquals(0, run("eval", CAPTURE), err());
    assertTrue(out().contains("[mem 0x110000000-0x18fffffff]  hmem  0 bytes of 2 GiB"), out());
  }

  private Path write(String text) throws IOException {
    Path file = folder.resolve("described.yaml");
    Files.writeString(file, text);
    return file;
  }

  private int run(String... args) {
    return run(InputStream.nullInputStream(), args);
  }

  private int run(InputStream in, String... args) {
    return Main.run(
        args,
        in,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
