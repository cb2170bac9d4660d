package memfate.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RecordCodecTest {
  enum Colour {
    RED,
    BLUE
  }

  record All(
      String text,
      int small,
      @Nullable Long large,
      double real,
      boolean truth,
      BigInteger big,
      List<AddressRange> list,
      Map<String, Colour> map,
      Set<Colour> set) {}

  private static final All VALUE =
      new All(
          "a\u20ac\0",
          -1,
          null,
          0.5,
          true,
          BigInteger.TEN.pow(30),
          List.of(new AddressRange(0, -1)),
          Map.of("x", Colour.RED),
          Set.of(Colour.BLUE));

  @Test
  void givesBackWhatItWasGiven() throws IOException {
    assertEquals(VALUE, RecordCodec.decode(RecordCodec.encode(VALUE), All.class));
  }

  @Test
  void makesNoObjectOfAnotherType() {
    byte[] bytes = RecordCodec.encode(new AddressRange(1, 2));
    assertThrows(IOException.class, () -> RecordCodec.decode(bytes, All.class));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"java.io.File", "memfate.batch.ChildProcess", "java.lang.Thread$State", "no.such"})
  void makesNothingButOurRecords(String type) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(bytes);
    out.writeByte('r');
    out.writeShort(0);
    out.writeInt(type.length());
    out.write(type.getBytes("UTF-8"));
    assertThrows(IOException.class, () -> RecordCodec.decode(bytes.toByteArray(), Record.class));
  }

  @Test
  void letsARecordRefuseItsValues() {
    byte[] bytes = RecordCodec.encode(new AddressRange(1, 2));
    bytes[bytes.length - 1] = 0;
    assertThrows(IOException.class, () -> RecordCodec.decode(bytes, AddressRange.class));
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void makesOfTornAndChangedBytesARecordOrAnError(long seed) {
    Random random = new Random(seed);
    byte[] whole = RecordCodec.encode(VALUE);
    int refused = 0;
    for (int i = 0; i < 300; i++) {
      byte[] bytes = Arrays.copyOf(whole, random.nextInt(whole.length));
      if (bytes.length > 0) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(64);
      }
      try {
        assertEquals(All.class, RecordCodec.decode(bytes, All.class).getClass());
      } catch (IOException e) {
        refused++;
      }
    }
    assertTrue(refused > 250, "refused " + refused);
  }
}
