package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The plain boot says what the rules say: mvn -Pjmh,long test -Dtest=AgreementTest. */
@Tag("long")
class AgreementTest {
  @Test
  void randomMachinesHaveTheSameFates() {
    Agreement agreement = agreement();
    agreement.compareRandom(10_000);
    assertEquals(10_000, agreement.equal(), agreement::report);
  }

  @Test
  void describedMachinesHaveTheSameFatesOrAreRefused() throws IOException {
    Agreement agreement = agreement();
    agreement.compareDescribed(Path.of("inputs"));
    agreement.compareDescribed(Path.of("src/test/resources"));
    assertEquals(0, agreement.differing(), agreement::report);
    assertTrue(agreement.equal() > 0, agreement::report);
  }

  private static Agreement agreement() {
    return new Agreement(Described.POLICIES.policy("v7.1"), 1);
  }
}
