package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvalCommandTest {

  @ParameterizedTest(name = "eval {0} ends with {1}")
  @CsvSource({
    "ok, 0",
    "warning, 0",
    "lost, 0",
    "error, 0",
    "crash, 0",
    "partial, 0",
    "--fail-on error error, 1",
    "--fail-on error crash, 1",
    "--fail-on error partial, 1",
    "--fail-on error warning, 0",
    "invalid, 3",
    "broken-policy, 4",
    "unsupported, 5",
    "inconclusive, 5",
    "bug, 70",
    "error inconclusive, 5",
    "error inconclusive invalid, 3",
    "error inconclusive invalid broken-policy, 4",
    "error inconclusive invalid broken-policy bug ok, 70",
    "--fail-on never error crash, 0",
    "--fail-on warn warning, 1",
    "--fail-on lost lost, 1",
    "--fail-on lost warning, 0",
    "--fail-on never partial, 0",
    "--fail-on never invalid, 3",
    "--policy v6.12 ok, 0",
    "--policy v9 ok, 4",
    "--order open ok, 0",
    "--order open --fail-on order-dependent ok, 0",
    "--fail-on order-dependent ok, 2",
    "--limit-states 5 ok, 2",
    "--order fixed ok, 0",
    "--fail-on sometimes ok, 2",
    "-j 0 ok, 2",
    "-j many ok, 2",
    "--limit-firings 0 ok, 2",
    "-o xml ok, 2",
    "-o text -o jsonl ok, 2",
    "-o jsonl= ok, 2",
    "--explode ok, 2",
    "'', 2",
  })
  void theGravestOfAllDecides(String args, int code) {
    assertEquals(code, eval(args.split(" ")).code());
  }

  @Test
  void aReportNeverTakesThePlaceOfItsInput(@TempDir Path folder) throws IOException {
    Path input = Files.writeString(folder.resolve("in.yaml"), "id: x\n");
    Console console = eval("-o", "jsonl=" + input, input.toString());
    assertEquals(2, console.code());
    assertTrue(console.err().contains("would overwrite the input"), console.err());
    assertEquals("id: x\n", Files.readString(input));
  }

  @ParameterizedTest(name = "-o {0}")
  @ValueSource(strings = {"text", "jsonl", "iomem", "csv", "junit", "sarif", "github"})
  void theExitCodeDoesNotDependOnTheFormat(String format) {
    assertEquals(5, eval("-o", format, "ok", "error", "inconclusive").code());
  }

  @ParameterizedTest(name = "-j {0}")
  @ValueSource(ints = {1, 2, 5})
  void theOutputDoesNotDependOnTheNumberOfThreads(int threads) {
    String[] paths = {"ok:40", "invalid", "lost:30", "broken-policy", "partial:3"};
    List<String> args = new java.util.ArrayList<>(List.of("-o", "jsonl", "-j"));
    args.add(Integer.toString(threads));
    args.addAll(List.of(paths));
    Console one =
        eval(
            Stream.concat(Stream.of("-o", "jsonl", "-j", "1"), Stream.of(paths))
                .toArray(String[]::new));
    Console many = eval(args.toArray(String[]::new));
    assertEquals(one, many);
    assertEquals(77, many.out().lines().count());
  }

  @Test
  void oneBadPlatformDoesNotEndTheOthers() {
    Console console = eval("-o", "jsonl", "bug", "invalid", "broken-policy", "ok");
    List<String> lines = console.out().lines().toList();
    assertEquals(6, lines.size(), console.out());
    assertTrue(lines.get(4).contains("\"status\":\"ok\""), lines.get(4));
    assertTrue(console.err().contains("this is a bug in memfate"), console.err());
  }

  @Test
  void everyPolicyThatIsNamedIsEvaluated() {
    Console console = eval("--policy", "v6.12", "--policy", "v7.1", "ok");
    assertTrue(console.out().contains("p under v6.12"), console.out());
    assertTrue(console.out().contains("p under v7.1"), console.out());
  }

  @Test
  void resultsAndDiagnosticsDoNotMix() {
    Console console = eval("-o", "jsonl", "invalid");
    assertTrue(console.out().lines().allMatch(line -> line.startsWith("{")), console.out());
    assertTrue(console.err().startsWith("error: no range\n"), console.err());
  }

  @Test
  void aStackTraceIsShownOnRequestOnly() {
    assertFalse(eval("bug").err().contains("\tat memfate."));
    assertTrue(eval("-v", "bug").err().contains("\tat memfate."));
  }

  @Test
  void colourIsForTerminalsOrOnRequest() {
    assertFalse(eval("ok").out().contains("\u001b"));
    assertTrue(eval("--color", "always", "ok").out().contains("\u001b"));
  }

  @Test
  void reportsGoToFilesToo(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("run.jsonl");
    Console console = eval("-o", "text", "-o", "jsonl=" + file, "--color", "always", "ok");
    assertTrue(console.out().startsWith("\u001b[1mp\u001b[0m under "), console.out());
    List<String> lines = Files.readAllLines(file);
    assertEquals(3, lines.size());
    assertTrue(lines.get(2).startsWith("{\"kind\":\"summary\""), lines.get(2));
  }

  @Test
  void oneRunGivesAsManyReportsAsAreAskedFor(@TempDir Path folder) throws IOException {
    Path sarif = folder.resolve("x.sarif");
    Path junit = folder.resolve("y.xml");
    Console console =
        eval("-o", "text", "-o", "sarif=" + sarif, "-o", "junit=" + junit, "error", "bug");
    assertEquals(70, console.code());
    assertTrue(console.out().startsWith("p under v7.1"), console.out());
    String log = Files.readString(sarif);
    assertTrue(log.contains("\"ruleId\":\"CODE\""), log);
    assertTrue(log.contains("\"executionSuccessful\":false"), log);
    String suites = Files.readString(junit);
    assertTrue(suites.contains("tests=\"2\" failures=\"1\" errors=\"0\""), suites);
    assertTrue(suites.contains("tests=\"1\" failures=\"0\" errors=\"1\""), suites);
  }

  @Test
  void aFormatThatDoesNotExistIsToldWithThoseThatDo() {
    String err = eval("-o", "xml", "ok").err();
    assertTrue(err.contains("there are text, jsonl, iomem, junit, sarif, csv, github"), err);
  }

  @ParameterizedTest(name = "--fail-on {0}: {1} failures")
  @CsvSource({"never, 0", "error, 0", "lost, 1"})
  void aLostRangeIsAFailedTestOnlyIfItEndsInExitCode1(String failOn, int failures) {
    Console console = eval("--fail-on", failOn, "-o", "junit", "lost");
    assertEquals(failures, console.code());
    assertTrue(console.out().contains(" failures=\"" + failures + "\""), console.out());
  }

  @ParameterizedTest(name = "-o {0}")
  @ValueSource(strings = {"sarif", "junit", "github"})
  void aPolicyThatDoesNotCompileIsInTheReport(String format) {
    for (String others : List.of("", "--policy v7.1 ")) {
      String args = "--policy broken " + others + "-o " + format + " ok";
      Console console = eval(args.split(" "));
      assertEquals(4, console.code());
      assertTrue(console.out().contains("no type Foo"), console.out());
    }
  }

  @Test
  void aFileThatCannotBeWrittenIsNeitherAPassNorAFinding(@TempDir Path folder) {
    Console console = eval("-o", "jsonl=" + folder.resolve("no/such/folder"), "error");
    assertEquals(74, console.code());
    assertTrue(console.err().startsWith("memfate: cannot write "), console.err());
  }

  @Test
  void aFullStandardOutputIsNeitherAPassNorAFinding() {
    assertEquals(74, evalInto(new IOException("No space left on device"), "ok"));
    assertEquals(74, evalInto(new IOException("No space left on device"), "schema", "run"));
  }

  @Test
  void aReaderThatWentAwayEndsTheRunInSilence() {
    assertEquals(141, evalInto(new ReaderLeft(new IOException("Broken pipe")), "ok:2000"));
  }

  private static int evalInto(IOException cause, String... args) {
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw cause;
          }
        };
    java.io.ByteArrayOutputStream err = new java.io.ByteArrayOutputStream();
    Streams streams =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(full),
            new PrintStream(err, true),
            false,
            () -> cause);
    String[] line = args.length > 1 ? args : new String[] {"eval", args[0]};
    int code = new Main(streams, (rules, packs) -> new FakeEvaluation()).run(line);
    assertEquals(code == 141, err.size() == 0, err::toString);
    return code;
  }

  private static Console eval(String... args) {
    return Console.run(
        (rules, packs) -> new FakeEvaluation(),
        Stream.concat(Stream.of("eval"), Stream.of(args).filter(a -> !a.isEmpty()))
            .toArray(String[]::new));
  }
}
