package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code explain --why-not} finds the rule that is meant and answers people and machines. */
class WhyNotCommandTest {
  private static final String EXAMPLE = "inputs/examples/01-cxl-owns.yaml";
  private static final String REGISTERED =
      "v7.1: a Soft Reserved range that CXL did not claim is registered";

  private static Console whyNot(String rule, String... more) {
    String[] args = {"explain", "--rules", "rules", "--policy", "v7.1", EXAMPLE, "--why-not", rule};
    String[] all = java.util.Arrays.copyOf(args, args.length + more.length);
    System.arraycopy(more, 0, all, args.length, more.length);
    return Console.run(BootEvaluation::new, all);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v7.1: a Soft Reserved range that CXL did not claim is registered",
    "soft reserved range that CXL did not claim",
    "policies/v7.1/deferred-work.drl:20",
    "rules/policies/v7.1/deferred-work.drl:26"
  })
  void findsTheRule(String name) {
    Console answer = whyNot(name);
    assertEquals(0, answer.code(), answer.err());
    assertTrue(answer.out().contains(REGISTERED), answer.out());
    assertTrue(answer.out().contains("in the way: CxlRegion(name region0"), answer.out());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v7.1: a Soft Reserved range that CXL did not claim is registred, did you mean",
    "hmem, rules are named like",
    "deferred-work.drl:20, 2 rules are named like",
    "nowhere.drl:3, no rule stands at"
  })
  void refusesWhatNamesNoRuleOrSeveral(String name, String message) {
    Console answer = whyNot(name);
    assertEquals(2, answer.code());
    assertTrue(answer.err().contains(message), answer.err());
  }

  @Test
  void saysWhenTheRuleFired() {
    Console answer = whyNot("v7.1: CXL claims a range that one committed region contains");
    assertEquals(0, answer.code(), answer.err());
    assertTrue(answer.out().contains("fired at"), answer.out());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "v7.1: a Soft Reserved range that CXL did not claim is registered, stopped",
    "v7.1: CXL claims a range that one committed region contains, fired",
    "hmem: HMAT offers every enabled SRAT range, stopped"
  })
  void jsonFollowsItsSchema(String name, String verdict) throws IOException {
    Console answer = whyNot(name, "-o", "json");
    assertEquals(0, answer.code(), answer.err());
    String schema =
        Files.readString(Path.of("src/main/resources/memfate/schema/why-not.schema.json"));
    assertEquals(
        List.of(),
        SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema)
            .validate(answer.out(), InputFormat.JSON));
    assertTrue(answer.out().contains("\"verdict\":\"" + verdict + "\""), answer.out());
  }

  @Test
  void outputFormatsAreForWhyNot() {
    Console answer =
        Console.run(BootEvaluation::new, "explain", "--rules", "rules", EXAMPLE, "-o", "json");
    assertEquals(2, answer.code());
  }
}
