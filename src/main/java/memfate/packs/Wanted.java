package memfate.packs;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import memfate.engine.VersionRange;
import memfate.engine.VersionRow;
import org.jspecify.annotations.Nullable;

/** What a condition wants of a value. Texts are compared without regard to case. */
sealed interface Wanted {

  boolean accepts(String value);

  /** Returns how closely it describes a value: 3 one value, 2 a few or a range, 1 a glob. */
  int weight();

  /** Returns it in words, for reports. */
  String words();

  /** Reads a text: one with {@code *} or {@code ?} is a glob. */
  static Wanted text(String text) {
    return text.contains("*") || text.contains("?") ? new Glob(text) : new Exact(text);
  }

  /** One value. */
  record Exact(String text) implements Wanted {
    @Override
    public boolean accepts(String value) {
      return value.strip().equalsIgnoreCase(text.strip());
    }

    @Override
    public int weight() {
      return 3;
    }

    @Override
    public String words() {
      return text;
    }
  }

  /** Values of a form: {@code *} any text, {@code ?} any character. */
  record Glob(String glob) implements Wanted {
    @Override
    public boolean accepts(String value) {
      return VersionRow.anyMatches(List.of(glob), value.strip());
    }

    @Override
    public int weight() {
      return 1;
    }

    @Override
    public String words() {
      return glob;
    }
  }

  /** One of several. */
  record OneOf(List<Wanted> choices) implements Wanted {
    @Override
    public boolean accepts(String value) {
      return choices.stream().anyMatch(choice -> choice.accepts(value));
    }

    @Override
    public int weight() {
      return Math.min(2, choices.stream().mapToInt(Wanted::weight).min().orElse(0));
    }

    @Override
    public String words() {
      return choices.stream().map(Wanted::words).collect(Collectors.joining(" or "));
    }
  }

  /** Kernel versions. */
  record Kernels(VersionRange range) implements Wanted {
    @Override
    public boolean accepts(String value) {
      return range.takes(value);
    }

    @Override
    public int weight() {
      return 2;
    }

    @Override
    public String words() {
      return bounds(range.from(), range.before());
    }
  }

  /** BIOS versions, up to the one in which it is fixed. */
  record BiosVersions(@Nullable String from, @Nullable String fixedIn) implements Wanted {
    @Override
    public boolean accepts(String value) {
      return (from == null || holds(BiosVersion.compare(value, from), true))
          && (fixedIn == null || holds(BiosVersion.compare(value, fixedIn), false));
    }

    private static boolean holds(OptionalInt order, boolean atLeast) {
      return order.isPresent() && (order.getAsInt() >= 0) == atLeast;
    }

    @Override
    public int weight() {
      return 2;
    }

    @Override
    public String words() {
      return bounds(from, fixedIn);
    }
  }

  /** Numbers from one to another, both included. */
  record Numbers(long from, long to) implements Wanted {
    @Override
    public boolean accepts(String value) {
      Long number = number(value);
      return number != null
          && Long.compareUnsigned(from, number) <= 0
          && Long.compareUnsigned(number, to) <= 0;
    }

    /** Returns an unsigned number, decimal or 0x and hexadecimal; null for another text. */
    static @Nullable Long number(String text) {
      try {
        String word = text.strip();
        return word.startsWith("0x")
            ? Long.parseUnsignedLong(word.substring(2), 16)
            : Long.parseUnsignedLong(word);
      } catch (NumberFormatException e) {
        return null;
      }
    }

    @Override
    public int weight() {
      return from == to ? 3 : 2;
    }

    @Override
    public String words() {
      String first = written(from);
      return from == to ? first : to == -1L ? "from " + first : first + " to " + written(to);
    }

    private static String written(long number) {
      return Long.compareUnsigned(number, 1 << 16) < 0
          ? Long.toString(number)
          : "0x" + Long.toHexString(number);
    }
  }

  private static String bounds(@Nullable String from, @Nullable String before) {
    return from == null
        ? "before " + before
        : before == null ? "from " + from : from + " up to before " + before;
  }
}
