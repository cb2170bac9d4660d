package memfate.iomem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ByteCountTest {

  @ParameterizedTest(name = "0x{0} is {1}")
  @CsvSource({
    "0, 0 bytes",
    "1, 1 byte",
    "fff, 4095 bytes",
    "400, 1 KiB",
    "2000000000, 128 GiB",
    "410000000, 16.25 GiB",
    "10000000, 256 MiB",
    "20000001000, 2 TiB + 4 KiB",
    "10480020000, 1042 GiB + 128 KiB",
    "ffffffffff, 1023 GiB + 1023 MiB + 1023 KiB + 1023 bytes",
    "18000000000, 1.5 TiB",
  })
  void isExactInBinaryUnits(String hex, String words) {
    assertEquals(words, ByteCount.inWords(new BigInteger(hex, 16)));
  }

  @Test
  void theWholeAddressSpaceDoesNotWrapToNothing() {
    assertEquals("16384 PiB", ByteCount.inWords(ByteCount.of(AddressRange.ALL)));
  }

  @Test
  void countsAboveTwoToTheSixtyThreeAreUnsigned() {
    assertEquals("0xffffffffffffffff", ByteCount.hex(ByteCount.of(-1L)));
  }
}
