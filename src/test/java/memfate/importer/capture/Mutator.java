package memfate.importer.capture;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Damages bytes in the ways in which files are damaged, and in a few more; says what it did. */
final class Mutator {
  private static final Pattern NUMBER =
      Pattern.compile("(?<![0-9A-Za-z])(?:0[xX])?[0-9a-fA-F]*[0-9][0-9a-fA-F]*(?![0-9A-Za-z])");
  private static final List<String> NUMBERS =
      List.of(
          "0",
          "1",
          "-1",
          "0x0",
          "00",
          "4294967295",
          "2147483648",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "18446744073709551616",
          "0x7fffffffffffffff",
          "0x8000000000000000",
          "0xffffffffffffffff",
          "0x10000000000000000",
          "ffffffffffffffff",
          "fffffffffffff000",
          "10000000000000000",
          "-9223372036854775808",
          "1e308",
          "0.000000000000001",
          "99999999999999999999999999999999");
  private static final List<String> PIECES =
      List.of(
          "\0",
          "\"",
          "'",
          "~",
          "[",
          "]",
          "{",
          "}",
          ":",
          ",",
          "=",
          " ",
          "\t",
          "\n",
          "\r",
          "\\",
          "%",
          "#",
          "-",
          "unknown",
          "true",
          "null",
          "\u00e9",
          "\u2028",
          "\ufeff",
          "\u0085",
          "\u001b[31m",
          "\ud83d\ude00",
          "\uffff",
          "mem0",
          "region0",
          "decoder0.0",
          "[mem 0x0-0x0]",
          "->",
          "...");
  private static final long[] FIELDS = {
    0,
    1,
    2,
    7,
    8,
    0x7f,
    0x80,
    0xff,
    0x100,
    0x7fff,
    0xffff,
    0x10000,
    0x7fffffffL,
    0x80000000L,
    0xffffffffL,
    0x100000000L,
    Long.MAX_VALUE,
    Long.MIN_VALUE,
    -1,
    -4096
  };

  private final Random random;
  private final List<String> done = new ArrayList<>();

  Mutator(Random random) {
    this.random = random;
  }

  /** Returns what was done, in order. */
  List<String> done() {
    return done;
  }

  /** Damages bytes once. */
  byte[] mutate(byte[] bytes, byte[] other) {
    int kind = random.nextInt(19);
    done.add(
        List.of(
                "flip",
                "cut",
                "cut-head",
                "repeat",
                "insert",
                "piece",
                "number",
                "number",
                "number",
                "lines-shuffled",
                "line-twice",
                "line-gone",
                "splice",
                "field",
                "not-utf8",
                "crlf",
                "long-line",
                "nest",
                "swap-lines")
            .get(kind));
    return switch (kind) {
      case 0 -> flip(bytes);
      case 1 -> Arrays.copyOf(bytes, at(bytes));
      case 2 -> Arrays.copyOfRange(bytes, at(bytes), bytes.length);
      case 3 -> repeat(bytes);
      case 4 -> insert(bytes, chunk(random.nextBoolean() ? bytes : other));
      case 5 -> insert(bytes, PIECES.get(random.nextInt(PIECES.size())).getBytes(UTF_8));
      case 6, 7, 8 -> number(bytes);
      case 9, 10, 11, 18 -> lines(bytes, kind);
      case 12 ->
          join(Arrays.copyOf(bytes, at(bytes)), Arrays.copyOfRange(other, at(other), other.length));
      case 13 -> field(bytes);
      case 14 -> insert(bytes, new byte[] {(byte) (0x80 + random.nextInt(0x80)), (byte) 0xc0});
      case 15 -> new String(bytes, ISO_8859_1).replace("\n", "\r\n").getBytes(ISO_8859_1);
      case 16 -> insert(bytes, "x".repeat(1 << (4 + random.nextInt(12))).getBytes(UTF_8));
      default -> insert(bytes, nest().getBytes(UTF_8));
    };
  }

  private int at(byte[] bytes) {
    return random.nextInt(bytes.length + 1);
  }

  private byte[] flip(byte[] bytes) {
    byte[] flipped = bytes.clone();
    for (int n = 1 + random.nextInt(8); n > 0 && bytes.length > 0; n--) {
      int at = random.nextInt(bytes.length);
      flipped[at] =
          (byte) (random.nextBoolean() ? flipped[at] ^ 1 << random.nextInt(8) : random.nextInt());
    }
    return flipped;
  }

  private byte[] chunk(byte[] bytes) {
    int from = at(bytes);
    return Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + 1 + random.nextInt(400)));
  }

  private byte[] repeat(byte[] bytes) {
    byte[] chunk = chunk(bytes);
    byte[] repeated = bytes;
    for (int n = 1 + random.nextInt(20); n > 0; n--) {
      repeated = insert(repeated, chunk);
    }
    return repeated;
  }

  private byte[] insert(byte[] bytes, byte[] piece) {
    int at = at(bytes);
    byte[] head = join(Arrays.copyOf(bytes, at), piece);
    return join(head, Arrays.copyOfRange(bytes, at, bytes.length));
  }

  private static byte[] join(byte[] one, byte[] other) {
    byte[] both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  private byte[] number(byte[] bytes) {
    String text = new String(bytes, ISO_8859_1);
    List<MatchResult> numbers = NUMBER.matcher(text).results().limit(2000).toList();
    if (numbers.isEmpty()) {
      return flip(bytes);
    }
    MatchResult number = numbers.get(random.nextInt(numbers.size()));
    String by =
        random.nextInt(4) == 0
            ? numbers.get(random.nextInt(numbers.size())).group()
            : NUMBERS.get(random.nextInt(NUMBERS.size()));
    done.set(
        done.size() - 1, "number %s at %d by %s".formatted(number.group(), number.start(), by));
    return (text.substring(0, number.start()) + by + text.substring(number.end()))
        .getBytes(ISO_8859_1);
  }

  private byte[] lines(byte[] bytes, int kind) {
    List<String> lines =
        new ArrayList<>(List.of(new String(bytes, ISO_8859_1).split("(?<=\n)", -1)));
    int one = random.nextInt(lines.size());
    int other = random.nextInt(lines.size());
    if (kind == 9) {
      Collections.shuffle(lines, random);
    } else if (kind == 10) {
      lines.add(other, lines.get(one));
    } else if (kind == 11) {
      lines.remove(one);
    } else {
      Collections.swap(lines, one, other);
    }
    return String.join("", lines).getBytes(ISO_8859_1);
  }

  /** Sets a little-endian field of a table. */
  private byte[] field(byte[] bytes) {
    byte[] set = bytes.clone();
    int width = 1 << random.nextInt(4);
    int at = random.nextInt(bytes.length + 1) & -width;
    long value = FIELDS[random.nextInt(FIELDS.length)];
    for (int i = 0; i < width && at + i < set.length; i++) {
      set[at + i] = (byte) (value >>> 8 * i);
    }
    return set;
  }

  private String nest() {
    String open = List.of("[", "{\"a\":", "(", "  ", "- ", "\"").get(random.nextInt(6));
    return open.repeat(1 << (2 + random.nextInt(9)));
  }
}
