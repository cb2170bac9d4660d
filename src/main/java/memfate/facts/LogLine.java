package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * A line of the kernel log.
 *
 * @param range the addresses that it is about, or null
 * @param text the line
 * @param place 0; 1 to come after others about the same addresses; -1 for a decision
 */
public record LogLine(@Nullable AddressRange range, String text, int place) implements Effect {
  private static final int DECISION = -1;

  /** A line that comes before others of its round about the same addresses. */
  public LogLine(@Nullable AddressRange range, String text) {
    this(range, text, 0);
  }

  /** Returns whether the line only tells a decision, which stands in the outcome anyway. */
  public boolean decision() {
    return place == DECISION;
  }

  /** A line that tells what hmem_platform decided. */
  public static LogLine decided(AddressRange range, String text, long flags) {
    return new LogLine(range, text + " " + textOf(range, flags), DECISION);
  }

  /** A line of the driver core, which speaks last. */
  public static LogLine last(AddressRange range, String text) {
    return new LogLine(range, text, 1);
  }

  /** A line that ends with a memory range and its flags, as {@code %pr} prints them. */
  public static LogLine about(AddressRange range, String text, long flags) {
    return new LogLine(range, text + " " + textOf(range, flags));
  }

  /** Returns a memory range and its flags as {@code %pr} prints them. */
  public static String textOf(AddressRange range, long flags) {
    return "[mem 0x%08x-0x%08x flags 0x%x]".formatted(range.start(), range.end(), flags);
  }

  /** A line that ends with a memory range. */
  public static LogLine about(AddressRange range, String text) {
    return new LogLine(range, text + " " + range.toKernelString());
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.RECORD, 0, range, place + text);
  }
}
