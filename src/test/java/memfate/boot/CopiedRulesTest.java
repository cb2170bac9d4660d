package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What two policies share stands once: in lib, or in the policy that both are based on. */
class CopiedRulesTest {
  private static final Pattern COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
  private static final Pattern RULE =
      Pattern.compile("rule \"([^\"]+)\"\\s+when(.*?)\\nend", Pattern.DOTALL);

  @Test
  void noTwoRulesDifferInNameAlone() throws IOException {
    Map<String, List<String>> namesByBody = new TreeMap<>();
    for (Path file : drl()) {
      String text = COMMENT.matcher(Files.readString(file)).replaceAll("");
      Matcher rules = RULE.matcher(text);
      while (rules.find()) {
        String body = rules.group(2).strip().replaceAll("\\s+", " ");
        namesByBody.computeIfAbsent(body, b -> new ArrayList<>()).add(rules.group(1));
      }
    }
    assertTrue(namesByBody.size() > 300, "only " + namesByBody.size() + " rules were found");
    assertEquals(
        List.of(), namesByBody.values().stream().filter(names -> names.size() > 1).toList());
  }

  private static List<Path> drl() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("rules"))) {
      return files.filter(file -> file.toString().endsWith(".drl")).sorted().toList();
    }
  }
}
