package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import memfate.engine.lang.RuleText;
import memfate.platform.Diagnostic;
import org.drools.drl.parser.DroolsParserException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our rules with tokens exchanged at random: each is refused, or harmless and read alike. */
class RuleMutationTest {
  private static final int MUTANTS = 400;
  private static final Pattern TOKEN =
      Pattern.compile("\"[^\"\\n]*\"|[A-Za-z_$][\\w$]*|\\d+L?|&&|\\|\\||[=!<>]=|\\S|\\s+");

  /** What a stranger would put in. */
  private static final List<String> STRANGE =
      List.of(
          "System",
          "Runtime",
          "getClass",
          "class",
          "java",
          ".",
          "(",
          ")",
          ";",
          ",",
          "then",
          "end",
          "rule",
          "when",
          "eval",
          "from",
          "new",
          "\"",
          "//",
          "/*",
          "*/",
          "\\u0022",
          "@",
          "salience",
          "function",
          "query",
          "declare",
          "global",
          "dialect",
          "\"mvel\"",
          "{",
          "}",
          "[",
          "]",
          "->",
          "=",
          ":",
          ":=",
          "?",
          "!",
          "$x",
          "kcontext",
          "drools",
          "this",
          "null",
          "or",
          "and",
          "not",
          "exists",
          "accumulate",
          "collect",
          "over",
          "do",
          "if",
          "while",
          "\n",
          "\r",
          "\0",
          "'",
          "#");

  private static final Pattern FOREIGN =
      Pattern.compile(
          "(?<![\\w$])(?:System|Runtime|getClass|java|kcontext|drools|eval|salience|function|query|declare"
              + "|global|dialect|while)\\b");

  private static List<String> ours() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      List<String> texts = new ArrayList<>();
      for (Path file : files.filter(f -> f.toString().endsWith(".drl")).sorted().toList()) {
        texts.add(Files.readString(file));
      }
      return texts;
    }
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void isRefusedOrHarmlessAndReadAlike(long seed) throws IOException, DroolsParserException {
    Random random = new Random(seed);
    List<String> texts = ours();
    int admitted = 0;
    for (int i = 0; i < MUTANTS; i++) {
      String mutant = mutate(texts.get(random.nextInt(texts.size())), random);
      RuleText text = RuleText.read("mutant.drl", mutant);
      if (text.errors().isEmpty()) {
        admitted++;
        assertHarmless(mutant, text);
      }
    }
    assertTrue(admitted > MUTANTS / 100 && admitted < MUTANTS / 2, "admitted " + admitted);
  }

  private static void assertHarmless(String mutant, RuleText text) {
    String code =
        text.plain().replaceAll("\"[^\"\\n]*\"", "\"\"").replaceFirst("package\\s+[\\w.]+", "");
    assertFalse(FOREIGN.matcher(code).find(), mutant);
    List<Diagnostic> problems = new ArrayList<>();
    RuleParser.parse(new RuleSource("mutant.drl", mutant, Band.POLICY, null), problems);
    assertEquals(List.of(), problems, mutant);
  }

  private static String mutate(String text, Random random) {
    List<String> tokens =
        new ArrayList<>(TOKEN.matcher(text).results().map(token -> token.group()).toList());
    for (int left = 1 + random.nextInt(2); left > 0; left--) {
      int at = random.nextInt(tokens.size());
      switch (random.nextInt(4)) {
        case 0 -> tokens.add(at, STRANGE.get(random.nextInt(STRANGE.size())));
        case 1 -> tokens.set(at, STRANGE.get(random.nextInt(STRANGE.size())));
        case 2 -> tokens.set(at, tokens.get(random.nextInt(tokens.size())));
        default -> tokens.remove(at);
      }
    }
    return String.join("", tokens);
  }
}
