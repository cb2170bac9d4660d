package memfate.importer.acpi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import memfate.platform.Cedt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged tables: always an end, never an exception, and what is wrong is said by the byte. */
class BrokenTableTest {
  private static final String INTEL = "cedt-intel-18cfmws/cedt.bin";
  private final Fixtures heard = new Fixtures();

  private static byte[] valid(String signature) {
    return switch (signature) {
      case "CEDT" -> Fixtures.bytes(INTEL);
      case "HMAT" -> Fixtures.bytes("dumps/HMAT");
      default -> {
        TableBytes table = Fixtures.base64("7.3.4-hmat-split/acpi.SRAT.b64");
        byte[] bytes = new byte[table.size()];
        for (int i = 0; i < bytes.length; i++) {
          bytes[i] = (byte) table.u8(i);
        }
        yield bytes;
      }
    };
  }

  /** Reads bytes as a table of each kind, whatever they say they are. */
  private static Fixtures readAll(byte[] bytes) {
    Fixtures heard = new Fixtures();
    TableReader reader = new TableReader(heard.faults);
    TableBytes table = new TableBytes("x", bytes);
    reader.header(table);
    reader.cedt(table);
    reader.srat(table);
    reader.hmat(table);
    return heard;
  }

  @ParameterizedTest
  @ValueSource(strings = {"CEDT", "SRAT", "HMAT"})
  void aTableCutAnywhereIsReported(String signature) {
    byte[] valid = valid(signature);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int size = 0; size < valid.length; size++) {
            assertFalse(readAll(Arrays.copyOf(valid, size)).messages().isEmpty(), "cut at " + size);
          }
        });
  }

  @ParameterizedTest(name = "{0} with 0x{1}")
  @CsvSource({
    "CEDT, 00",
    "CEDT, 01",
    "CEDT, ff",
    "SRAT, 00",
    "SRAT, 01",
    "SRAT, ff",
    "HMAT, 00",
    "HMAT, 01",
    "HMAT, ff"
  })
  void anyByteMayBeWrong(String signature, String value) {
    byte[] valid = valid(signature);
    byte wrong = (byte) Integer.parseInt(value, 16);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int i = 0; i < valid.length; i++) {
            byte[] bytes = valid.clone();
            bytes[i] = wrong;
            boolean changed = valid[i] != wrong;
            assertTrue(!changed || !readAll(bytes).messages().isEmpty(), "byte " + i);
          }
        });
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noiseBehindAHeaderEnds(long seed) {
    Random random = new Random(seed);
    assertTimeoutPreemptively(
        Duration.ofSeconds(30),
        () -> {
          for (int i = 0; i < 300; i++) {
            byte[] bytes = new byte[40 + random.nextInt(400)];
            random.nextBytes(bytes);
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putInt(4, bytes.length);
            readAll(bytes);
          }
        });
  }

  @Test
  void aLargeTableOfSmallStructuresIsReadInTime() {
    ByteBuffer bytes = ByteBuffer.allocate(1 << 21).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("HMAT".getBytes(StandardCharsets.US_ASCII)).putInt(1 << 21);
    int half = 1 << 20;
    bytes.putShort(40, (short) 1).putInt(44, half).putInt(40 + 16, (half - 32) / 4);
    for (int at = 40 + half; at + 32 <= 1 << 21; at += 32) {
      bytes.putShort(at, (short) 1).putInt(at + 4, 32);
    }
    assertTimeoutPreemptively(Duration.ofSeconds(30), () -> readAll(bytes.array()));
  }

  @ParameterizedTest(name = "{0} at {1} becomes {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "0x146 | 0 | 2 | x:0x144: ERROR: CEDT structure of type 1 has length 0; what follows cannot be read",
        "0x146 | 3 | 2 | x:0x144: ERROR: CEDT structure of type 1 has length 3; what follows cannot be read",
        "0x42e | 4096 | 2 | x:0x42c: ERROR: CEDT structure of type 2 has length 4096, 4072 bytes more than the table has",
        "0x4 | 5000 | 4 | x:0x4: ERROR: CEDT says that it has 5000 bytes, only 1092 are there",
        "0x4 | 12 | 4 | x:0x4: ERROR: CEDT says that it has 12 bytes, less than its header",
        "0x4 | 1068 | 4 | x:0x4: WARNING: CEDT says that it has 1068 bytes, 1092 are there",
        "0x433 | 200 | 1 | x:0x42e: WARNING: CXIMS has length 24, which does not fit its 200 maps",
        "0x432 | 77 | 1 | x:0x432: WARNING: CXIMS has HBIG 77, which stands for no granularity",
        "0x9 | 0 | 1 | x:0x9: WARNING: CEDT has a wrong checksum: its bytes add up to 0x0b, not to 0"
      })
  void messagesNameTheByte(int at, int value, int width, String message) {
    ByteBuffer bytes = ByteBuffer.wrap(Fixtures.bytes(INTEL)).order(ByteOrder.LITTLE_ENDIAN);
    switch (width) {
      case 1 -> bytes.put(at, (byte) value);
      case 2 -> bytes.putShort(at, (short) value);
      default -> bytes.putInt(at, value);
    }
    TableReader reader = new TableReader(heard.faults);
    TableBytes table = new TableBytes("x", bytes.array());
    reader.header(table);
    reader.cedt(table);
    assertTrue(heard.messages().contains(message), heard.messages()::toString);
  }

  @Test
  void whatStandsBeforeABrokenStructureIsKept() {
    byte[] bytes = Fixtures.bytes(INTEL);
    bytes[0x42e] = 0;
    Cedt cedt = new TableReader(heard.faults).cedt(new TableBytes("x", bytes));
    assertEquals(9, cedt.hostBridges().size());
    assertEquals(18, cedt.windows().size());
    assertEquals(List.of(), cedt.xorMaps());
    assertEquals(
        List.of("x:0x42c length: 020000000000000200414000000000000082800000000000"),
        heard.rejected());
  }

  @Test
  void aWindowWithMoreTargetsThanWaysKeepsAsManyAsItHasWays() {
    byte[] bytes = Fixtures.bytes("cedt-acpica-template/cedt.bin");
    bytes[0x144 + 24] = 0;
    Cedt cedt = new TableReader(heard.faults).cedt(new TableBytes("x", bytes));
    assertEquals(List.of(0xba5e00L), cedt.windows().get(4).targets());
    assertEquals(0x2c, cedt.windows().get(4).length());
    assertEquals(
        List.of("x:0x146: WARNING: CFMWS has length 0x2c, 1 way needs 0x28"), heard.messages());
  }

  @Test
  void aWindowTooShortToBeOneIsKeptAsBytes() {
    byte[] bytes = Arrays.copyOf(Fixtures.bytes("cedt-qemu-1cfmws/cedt.bin"), 0x44 + 8);
    bytes[4] = (byte) bytes.length;
    bytes[0x46] = 8;
    Cedt cedt = new TableReader(heard.faults).cedt(new TableBytes("x", bytes));
    assertEquals(List.of(), cedt.windows());
    assertEquals("0100080000000000", cedt.other().get(0).hex());
    assertEquals(List.of("x:0x46: ERROR: CFMWS has length 8, it needs 36"), heard.messages());
  }

  @Test
  void countsThatAreTooLargeAreNotBelieved() {
    byte[] bytes = Fixtures.bytes("dumps/HMAT");
    Arrays.fill(bytes, 0xa0 + 12, 0xa0 + 20, (byte) 0xff);
    new TableReader(heard.faults).hmat(new TableBytes("x", bytes));
    assertEquals(
        List.of("x:0xa4: ERROR: HMAT structure of type 1 has length 54, it needs 34359738392"),
        heard.messages());
  }
}
