package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestCommandTest {
  private static final Evaluation EVALUATION = new BootEvaluation(Path.of("rules"));
  private static final String RIGHT = "owner: cxl, usable: 1GiB, decisions: [defer, drop]";
  private static final String WRONG = "owner: hmem, usable: 2GiB, decisions: [register]";

  @TempDir private Path folder;

  @BeforeEach
  void copyTheMachine() throws IOException {
    Files.createDirectory(folder.resolve("cases"));
    Files.copy(Path.of("rules/lib/machines/one-window.yaml"), folder.resolve("one-window.yaml"));
  }

  @Test
  void aCaseThatEndsAsItExpectsPasses() throws IOException {
    write("one", RIGHT, "");
    Console console = test(folder.toString());
    assertEquals("1 passed, 0 failed\n", console.out());
    assertEquals(0, console.code(), console.err());
  }

  /** Its cases may well name other policies. */
  @Test
  void aPolicyThatIsTestedHasToCompile() throws IOException {
    write("one", RIGHT, "");
    Path policy = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(policy.resolve("policy.yaml"), "title: mine\nbased-on: v7.1\n");
    Files.writeString(
        policy.resolve("a.drl"), "package x\nrule \"mine: a\"\nwhen\n  Nosuch()\nthen\nend\n");
    Console console = test(folder.toString());
    assertEquals("1 passed, 0 failed\n", console.out());
    assertEquals(4, console.code());
    assertTrue(console.err().contains("a.drl:4:3"), console.err());
  }

  @Test
  void aCaseThatFailsTellsEachRangeWithTheRuleThatDecided() throws IOException {
    Path file = write("one", WRONG, "");
    Console console = test(folder.toString());
    assertEquals(1, console.code());
    List<String> lines = console.out().lines().toList();
    assertEquals("FAIL  %s:2: one under v7.1".formatted(file), lines.get(0));
    assertEquals("  [mem 0x100000000-0x13fffffff]  <- %s:7:9".formatted(file), lines.get(1));
    assertEquals("    owner     expected hmem, got cxl", lines.get(2));
    assertEquals("    usable    expected 0x80000000, got 0x40000000", lines.get(3));
    assertEquals("    decisions expected [register], got [defer, drop]", lines.get(4));
    assertEquals("    hmem-walk: defer  await CXL initial probe", lines.get(5));
    assertTrue(lines.get(6).matches("      rule \".+\" at rules/policies/v7\\.1/.+\\.drl:\\d+"));
    assertTrue(lines.get(7).startsWith("    deferred-work: drop  "), lines.get(7));
    assertTrue(console.out().endsWith("0 passed, 1 failed\n"));
  }

  @Test
  void aRuleThatShouldFireAndDoesNotIsNamedWithItsPlace() throws IOException {
    String rule =
        "rfc-2025-07: once in REGISTER mode a range that a CXL Window touches is registered";
    write("one", RIGHT, "x-fires: [\"" + rule + "\", \"cxl: nonsense\"]\n");
    assertTrue(test(folder.toString()).out().contains("v7.1 has no rule \"cxl: nonsense\""));
  }

  @ParameterizedTest(name = "{0} on a case that is {1}: {2}")
  @CsvSource({
    "x-todo: later, WRONG, 0, 'todo  FILE:2: one under v7.1: later', '0 passed, 0 failed, 1 todo'",
    "x-todo: later, RIGHT, 0, 'todo  FILE:2: one under v7.1 passes, the mark can go: later',"
        + " '0 passed, 0 failed, 1 todo but passed'",
    "x-expected-failure: bug, WRONG, 0, 'xfail FILE:2: one under v7.1: bug',"
        + " '0 passed, 0 failed, 1 failed as expected'",
    "x-expected-failure: bug, RIGHT, 1,"
        + " 'FAIL  FILE:2: one under v7.1 passes, and is expected to fail: bug',"
        + " '0 passed, 1 failed'",
    "x-expected-failure: {v7.1: bug}, WRONG, 0, 'xfail FILE:2: one under v7.1: bug',"
        + " '0 passed, 0 failed, 1 failed as expected'",
  })
  void marks(String mark, String fate, int code, String line, String summary) throws IOException {
    Path file = write("one", fate.equals("RIGHT") ? RIGHT : WRONG, mark + "\n");
    Console console = test(folder.toString());
    assertEquals(line.replace("FILE", file.toString()) + "\n" + summary + "\n", console.out());
    assertEquals(code, console.code());
  }

  @Test
  void aMarkUnderAPolicyThatIsNotRunIsAMistake() throws IOException {
    write("one", RIGHT, "x-todo: {v9.9: later}\n");
    Console console = test(folder.toString());
    assertTrue(console.out().contains("it is marked under v9.9, where it is not run"));
    assertEquals(1, console.code());
  }

  @Test
  void updateRewritesTheValuesAndNothingElse() throws IOException {
    Path file = write("one", WRONG, "");
    String before = Files.readString(file);
    Console console = test("--update", folder.toString());
    assertEquals(before.replace(WRONG, RIGHT), Files.readString(file));
    assertTrue(console.out().contains("-      - {range: 0x100000000-0x13fffffff, " + WRONG));
    assertTrue(console.out().contains("+      - {range: 0x100000000-0x13fffffff, " + RIGHT));
    assertTrue(console.out().endsWith("1 passed, 0 failed\n"));
    assertEquals(0, console.code(), console.err());
  }

  @Test
  void updateKeepsListsInLinesAndTheFormOfNumbers() throws IOException {
    String text =
        """
        # Comment.
        include: ../one-window.yaml
        id: lines
        kernel: {policy: v7.1}
        expect:
          - status: crash   # no
            ranges:
              - range: 0x100000000-0x13fffffff
                usable: 4096          # in bytes
                decisions:
                  - register          # gone
                  - skip
                owner: hmem
            iomem:
              tree: |
                100000000-13fffffff : Nothing
        x-silent: []
        """;
    Path file = folder.resolve("cases/lines.yaml");
    Files.writeString(file, text);
    Console console = test("--update", folder.toString());
    String after = Files.readString(file);
    assertEquals(0, console.code(), console.out() + console.err());
    assertTrue(after.contains("  - status: ok   # no\n"), after);
    assertTrue(after.contains("        usable: 1073741824          # in bytes\n"), after);
    assertTrue(after.contains("          - defer\n          - drop\n        owner: cxl\n"), after);
    assertTrue(
        after.endsWith("dax0.0\nx-silent: []\n") || after.contains("\nx-silent: []\n"), after);
    assertFalse(after.contains("Nothing"), after);
  }

  @Test
  void updateLeavesWhatDiffersFromPolicyToPolicy() throws IOException {
    Path file = write("one", "decisions: [register]", "");
    String two = Files.readString(file).replace("policy: v7.1", "policy: [v6.12, v7.1]");
    Files.writeString(file, two);
    Console console = test("--update", folder.toString());
    assertEquals(two, Files.readString(file));
    assertTrue(console.err().contains("decisions is not the same in all boots"), console.err());
    assertEquals(1, console.code());
  }

  @Test
  void coverageNamesTheConditionThatHadNoMatch() throws IOException {
    Files.writeString(folder.resolve("policy.yaml"), "title: mine\nbased-on: v7.1\n");
    Files.writeString(folder.resolve("mine.drl"), MINE);
    write("one", RIGHT, "x-fires: [\"mine: fires\"]\n", name());
    Console console = test("--coverage-min", "60", folder.toString());
    assertEquals(1, console.code(), console.err());
    String out = console.out();
    assertTrue(out.contains("coverage: 1 of 2 rules fired, 50.0 %\n"), out);
    assertTrue(out.contains("  less than the 60 % of --coverage-min\n"), out);
    assertTrue(
        out.contains(
            "  not fired  rule \"mine: waits in vain\" at %s:12\n"
                .formatted(folder.resolve("mine.drl"))),
        out);
    assertTrue(
        out.contains(
            "condition 2 of 3 had no match in 1 boots: exists Flag( name == \"nowhere\" )"),
        out);
    assertEquals(0, test("--coverage-min", "50", folder.toString()).code());
  }

  private static final String MINE =
      """
      package mine
      import memfate.facts.*

      rule "mine: fires"
      when
          CurrentEvent( name == "boot" )
      then
          insert( new Flag("mine", "") );
      end

      /* Nobody sets the flag. */
      rule "mine: waits in vain"
      when
          CurrentEvent( name == "boot" )
          exists Flag( name == "nowhere" )
          not Flag( name == "elsewhere" )
      then
          insert( new Flag("mine", "never") );
      end
      """;

  private String name() {
    return folder.getFileName().toString();
  }

  @Test
  void noTestsFoundIsAFailure() throws IOException {
    Path expectsNothing = folder.resolve("description.yaml");
    Files.writeString(expectsNothing, "include: one-window.yaml\nid: mute\n");
    assertEquals(1, test(expectsNothing.toString()).code());
    write("one", RIGHT, "");
    Console console = test("--run", "no such case", folder.toString());
    assertEquals(1, console.code());
    assertEquals("memfate: no tests found in " + folder + "\n", console.err());
  }

  @Test
  void runChoosesCases() throws IOException {
    write("one", RIGHT, "");
    write("two", WRONG, "");
    assertEquals(0, test("--run", "one\\.yaml: one under v7", folder.toString()).code());
    assertEquals(1, test("--run", "two", folder.toString()).code());
  }

  @Test
  void whateverTheThreadsTheOutputIsTheSame() throws IOException {
    for (int i = 0; i < 20; i++) {
      write("case" + i, i % 3 == 0 ? WRONG : RIGHT, "");
    }
    assertEquals(
        test("-j", "1", folder.toString()).out(), test("-j", "4", folder.toString()).out());
  }

  @Test
  void junitHasATestForEachCaseAndPolicy() throws IOException {
    write("bad", WRONG, "");
    write("good", RIGHT, "");
    write("later", WRONG, "x-todo: soon\n");
    String xml = test("-o", "junit", folder.toString()).out();
    assertTrue(xml.contains("tests=\"1\" failures=\"1\" errors=\"0\" skipped=\"0\""), xml);
    assertTrue(
        xml.contains(
            "<failure message=\"[mem 0x100000000-0x13fffffff] owner cxl, expected hmem\""
                + " type=\"mismatch\">"),
        xml);
    assertTrue(xml.contains("<testcase name=\"good under v7.1\""), xml);
    assertTrue(xml.contains("<skipped message=\"todo: soon\">"), xml);
  }

  @ParameterizedTest(name = "{0} ends with {1}")
  @CsvSource({
    "--run (, 2",
    "-j 0, 2",
    "--coverage-min 101, 2",
    "-o csv, 2",
    "--update --watch, 2",
    "--sandbox --watch, 2",
    "no/such/folder, 3",
    "FOLDER/torn.yaml, 3",
    "FOLDER/unknown-policy.yaml, 4",
  })
  void exitCodes(String args, int code) throws IOException {
    Files.writeString(folder.resolve("torn.yaml"), "id: torn\nexpect: [");
    Path unknown = write("unknown-policy", RIGHT, "", "v9.9");
    Files.move(unknown, folder.resolve("unknown-policy.yaml"));
    Files.writeString(
        folder.resolve("unknown-policy.yaml"),
        Files.readString(folder.resolve("unknown-policy.yaml")).replace("../one", "one"));
    Console console = test(args.replace("FOLDER", folder.toString()).split(" "));
    assertEquals(code, console.code(), console.out() + console.err());
  }

  @Test
  void casesOfAPackRunWithItsQuirksAndCountItsRules() throws IOException {
    Path pack = copyOfX1();
    Console console = testWithPacks(pack.toString());
    assertEquals("5 passed, 0 failed\ncoverage: 4 of 4 rules fired, 100.0 %\n", console.out());
    assertEquals(0, console.code(), console.err());
    console = testWithPacks("--run", "x1-small", "--packs", pack.toString(), folder.toString());
    assertTrue(console.out().contains("passed, 0 failed"), console.out() + console.err());
  }

  @Test
  void aRuleOfAPackThatNoPlatformHasIsNotCovered() throws IOException {
    Path pack = copyOfX1();
    String quirk = "example/x1: a small range is registered whatever contains it";
    Console console = testWithPacks("--coverage", "--run", "decoders", pack.toString());
    assertTrue(console.out().contains("  not fired  rule \"" + quirk + "\""), console.out());
  }

  @Test
  void casesOfABrokenPackAreNotRun() throws IOException {
    Path pack = copyOfX1();
    edit(pack.resolve("decide/small-ranges.drl"), "when", "wehn");
    Console console = testWithPacks("--run", "decoders", pack.toString());
    assertTrue(console.out().startsWith("NOT RUN  "), console.out());
    assertEquals(4, console.code());
    Files.delete(pack.resolve("match.yaml"));
    console = testWithPacks("--run", "decoders", pack.toString());
    assertTrue(console.out().endsWith("not run\n"), console.out());
    assertEquals(4, console.code());
  }

  @Test
  void aSwitchThatIsNoneIsAnErrorOfItsCase() throws IOException {
    write("one", RIGHT, "x-quirks: [x1]\n");
    Console console = test(folder.toString());
    assertTrue(console.err().contains("x-quirks: 'x1' is neither +ID nor -ID"), console.err());
    assertEquals(3, console.code());
  }

  private Path copyOfX1() throws IOException {
    Path from = Path.of("rules/packs/example/x1");
    Path to = folder.resolve("x1");
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target);
      }
    }
    return to;
  }

  private static Console testWithPacks(String... args) {
    String[] all =
        Stream.concat(Stream.of("test", "--rules", "rules"), Stream.of(args))
            .toArray(String[]::new);
    return Console.run(BootEvaluation::new, all);
  }

  @Test
  void watchRunsAgainAfterAnEditAndOnlyThen() throws IOException {
    Path file = write("one", RIGHT, "");
    Console console =
        watch(
            List.of(() -> {}, () -> edit(file, RIGHT, WRONG + " "), () -> {}),
            "test",
            "--watch",
            "--rules",
            "rules",
            folder.toString());
    assertEquals(
        List.of("1 passed, 0 failed", "0 passed, 1 failed"),
        console.out().lines().filter(line -> line.endsWith("failed")).toList());
    assertTrue(console.err().contains("memfate: " + file + " changed\n"), console.err());
    assertEquals(1, console.code());
  }

  @Test
  void aRuleThatIsEditedUnderWatchChangesTheCasesOfItsPolicy() throws IOException {
    Path mine = Files.createDirectories(folder.resolve("mine"));
    Files.writeString(mine.resolve("policy.yaml"), "title: mine\nbased-on: v7.1\n");
    Path rule =
        Files.writeString(
            mine.resolve("mine.drl"),
            """
            package memfate.policy.mine

            import memfate.facts.*

            rule "mine: says so"
            when
                CurrentEvent( name == "boot" )
            then
                insert( new LogLine(null, "mine") );
            end
            """);
    Files.createDirectory(mine.resolve("cases"));
    Path own = write("own", RIGHT, "x-fires: [\"mine: says so\"]\n", "mine");
    Files.move(own, mine.resolve("cases/own.yaml"));
    write("one", RIGHT, "");
    Files.copy(folder.resolve("one-window.yaml"), mine.resolve("one-window.yaml"));
    Console console =
        Console.run(
            BootEvaluation::new,
            pauses(
                List.of(
                    () -> edit(rule, "\"boot\"", "\"no such event\""),
                    () -> edit(rule, "\"no such event\"", "\"boot\""))),
            "test",
            "--watch",
            "--rules",
            "rules",
            folder.toString());
    assertEquals(
        List.of("2 passed, 0 failed", "1 passed, 1 failed", "2 passed, 0 failed"),
        console.out().lines().filter(line -> line.endsWith("failed")).toList(),
        console.out() + console.err());
  }

  @Test
  void watchOpensRulesAgainOnlyWhenARuleIsEdited() throws IOException {
    Path rule = folder.resolve("mine.drl");
    Path input = folder.resolve("ok");
    Files.writeString(rule, "a");
    Files.writeString(input, "a");
    List<Path> opened = new ArrayList<>();
    Console console =
        Console.run(
            (rules, packs) -> {
              opened.add(rules);
              return new FakeEvaluation();
            },
            pauses(List.of(() -> edit(input, "a", "bb"), () -> edit(rule, "a", "bb"))),
            "eval",
            "--watch",
            "--rules",
            folder.toString(),
            "ok");
    assertEquals(2, opened.size());
    assertEquals(3, console.out().lines().filter(line -> line.contains("[mem 0x00100000")).count());
    assertEquals(0, console.code(), console.err());
  }

  @Test
  void watchOpensPacksAgainWhenOneIsEdited() throws IOException {
    Path packs = Files.createDirectories(folder.resolve("packs"));
    Path pack = Files.writeString(packs.resolve("pack.yaml"), "a");
    List<Path> opened = new ArrayList<>();
    Console console =
        Console.run(
            (rules, settings) -> {
              opened.addAll(settings.folders());
              return new FakeEvaluation();
            },
            pauses(List.of(() -> edit(pack, "a", "bb"))),
            "eval",
            "--watch",
            "--rules",
            folder.resolve("none").toString(),
            "--packs",
            packs.toString(),
            "--no-sandbox",
            "ok");
    assertEquals(List.of(packs, packs), opened);
    assertEquals(0, console.code(), console.err());
  }

  @Test
  void watchGoesOnWhenAPolicyDoesNotCompile() throws IOException {
    Path rule = Files.writeString(folder.resolve("mine.drl"), "a");
    Console console =
        Console.run(
            (rules, packs) -> new FakeEvaluation(),
            pauses(List.of(() -> edit(rule, "a", "bb"))),
            "eval --watch --policy v9 ok --rules".concat(" " + folder).split(" "));
    assertEquals(2, console.err().lines().filter(l -> l.contains("no type Foo")).count());
    assertEquals(4, console.code());
  }

  @Test
  void watchDoesNotReadStandardInput() {
    assertEquals(2, Console.run((rules, packs) -> EVALUATION, "eval", "--watch", "-").code());
  }

  private static void edit(Path file, String from, String to) {
    try {
      Files.writeString(file, Files.readString(file).replace(from, to));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Console watch(List<Runnable> edits, String... args) {
    return Console.run((rules, packs) -> EVALUATION, pauses(edits), args);
  }

  private static Pause pauses(List<Runnable> edits) {
    var left = new java.util.ArrayDeque<>(edits);
    return () -> {
      Runnable edit = left.poll();
      if (edit != null) {
        edit.run();
      }
      return edit != null;
    };
  }

  private Path write(String id, String fate, String more) throws IOException {
    return write(id, fate, more, "v7.1");
  }

  private Path write(String id, String fate, String more, String policy) throws IOException {
    String text =
        """
        # What this is about.
        include: ../one-window.yaml
        id: %s
        kernel: {policy: %s}
        expect:
          - ranges:
              - {range: 0x100000000-0x13fffffff, %s}   # kept
        %s""";
    Path file = folder.resolve("cases").resolve(id + ".yaml");
    return Files.writeString(file, text.formatted(id, policy, fate, more));
  }

  private static Console test(String... args) {
    String[] all =
        Stream.concat(Stream.of("test", "--rules", "rules"), Stream.of(args))
            .toArray(String[]::new);
    return Console.run((rules, packs) -> EVALUATION, all);
  }
}
