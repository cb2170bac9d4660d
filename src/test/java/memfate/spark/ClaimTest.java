package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClaimTest {

  @ParameterizedTest(name = "{0}.{1}.{3}.{2} before {4}.{5}.{7}.{6}")
  @CsvSource({"0,9,9,9, 1,1,0,1", "1,2,9,9, 1,3,0,1", "1,2,9,3, 1,2,0,4", "1,2,0,3, 1,2,1,3"})
  void theOneThatStandsFirstHasTheId(
      int rank, int document, int ordinal, int line, int r2, int d2, int o2, int l2) {
    Claim first = new Claim(rank, document, ordinal, line, false);
    Claim second = new Claim(r2, d2, o2, l2, false);
    Claim expected = new Claim(rank, document, ordinal, line, true);

    assertEquals(expected, first.first(second));
    assertEquals(expected, second.first(first));
  }

  @Test
  void anIdIsThatOfOneInput() {
    assertEquals(Claim.Id.of("a", "x"), Claim.Id.of("a", "x"));
    assertNotEquals(Claim.Id.of("a", "x"), Claim.Id.of("b", "x"));
    assertNotEquals(Claim.Id.of("a", "x"), Claim.Id.of("a", "y"));
  }
}
