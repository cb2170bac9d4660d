package memfate.boot;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * One thing in which an outcome is not what a description expects.
 *
 * @param range the range that the expectation names, null when it is about the whole outcome
 * @param field key of the description: {@code owner}, {@code usable}, {@code status} ...
 * @param expected what the description says, as it would be written there
 * @param got what came out, in the same form, or in words when no value says it
 * @param around what else helps to understand it, or empty
 * @param step line of {@code boot.events} after which it was compared, null for the end
 * @param at the expectation, or its entry about the range
 */
public record Mismatch(
    @Nullable AddressRange range,
    String field,
    String expected,
    String got,
    String around,
    @Nullable Integer step,
    SourceLocation at) {

  /** Returns it in one sentence. */
  public String text() {
    String when = step == null ? "" : "step %d: ".formatted(step);
    String where = range == null ? "" : range.toKernelString() + " ";
    String more = around.isEmpty() ? "" : "; " + around;
    return "%s%s%s %s, expected %s%s".formatted(when, where, field, got, expected, more);
  }
}
