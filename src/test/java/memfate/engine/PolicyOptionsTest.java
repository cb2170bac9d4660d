package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import memfate.KeptRules;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Owner;
import memfate.importer.DescriptionReader;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyOptionsTest {
  private static final PolicyLibrary POLICIES = KeptRules.open();
  private static final Path NO_REGION =
      Path.of("inputs/examples/02-no-region-hmem-takes-over.yaml");

  @ParameterizedTest(name = "emergency-fallback={0} gives {1}")
  @CsvSource({"no, NONE", "yes, HMEM"})
  void theFallbackOfTheRfcDecidesWhoGetsWhatNoRegionContains(String value, Owner owner) {
    assertEquals(owner, fate(Map.of("emergency-fallback", value)).ranges().get(0).owner());
  }

  @Test
  void anOptionThatThePolicyDoesNotHaveIsNamedWithThoseThatItHas() {
    PolicyException refused =
        assertThrows(
            PolicyException.class,
            () -> POLICIES.policy("v7.1").with(Map.of("region-intersect", "top-level")));
    String message = refused.diagnostics().get(0).message();
    assertTrue(message.contains("no option \"region-intersect\""), message);
    assertTrue(message.contains("region-intersects, request-module"), message);
  }

  @Test
  void aValueThatNoRuleReadsIsRefused() {
    PolicyException refused =
        assertThrows(
            PolicyException.class,
            () -> POLICIES.policy("v7.1").with(Map.of("region-intersects", "deep")));
    assertEquals(
        "option \"region-intersects\" takes descending or top-level, not \"deep\"",
        refused.diagnostics().get(0).message());
  }

  private static Outcome fate(Map<String, String> options) {
    Platform platform = new DescriptionReader().read(NO_REGION).platforms().get(0);
    BootOptions boot = new BootOptions("", BootOptions.LIMIT_BY_SIZE, options, false);
    return new Boot(POLICIES.policy("rfc-2025-07"), boot).run(platform);
  }
}
