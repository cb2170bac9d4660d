package memfate.platform;

import java.util.List;

/**
 * A firmware table, or another list, that a description may not know.
 *
 * <p>{@code unknown} (nobody captured it), {@code absent} (the firmware has no such table) and an
 * empty list (the table is there, with no entry) are three different things.
 *
 * @param state what is known of the table
 * @param rows the entries in table order; empty unless {@code state} is {@link State#PRESENT}
 * @param at where the description says so
 */
public record Table<T>(State state, List<T> rows, SourceLocation at) {

  /** What a description knows of a table. */
  public enum State {
    /** The table was captured; it may have no entry. */
    PRESENT,
    /** The firmware has no such table. */
    ABSENT,
    /** Nobody told: a fate that depends on it has more than one answer. */
    UNKNOWN
  }

  public Table {
    rows = List.copyOf(rows);
    if (state != State.PRESENT && !rows.isEmpty()) {
      throw new IllegalArgumentException(
          "a table that is %s has no entries, got %d".formatted(state, rows.size()));
    }
  }

  public static <T> Table<T> of(List<T> rows, SourceLocation at) {
    return new Table<>(State.PRESENT, rows, at);
  }

  public static <T> Table<T> absent(SourceLocation at) {
    return new Table<>(State.ABSENT, List.of(), at);
  }

  public static <T> Table<T> unknown(SourceLocation at) {
    return new Table<>(State.UNKNOWN, List.of(), at);
  }

  public boolean isPresent() {
    return state == State.PRESENT;
  }

  public boolean isUnknown() {
    return state == State.UNKNOWN;
  }
}
