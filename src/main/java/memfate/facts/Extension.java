package memfate.facts;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * What an {@code x-} key of the description says.
 *
 * @param of what it is said of: {@code decoders[0]}, or empty for the platform
 * @param name the key, {@code x-} included; below it with dots
 * @param value as text
 */
public record Extension(String of, String name, String value) {
  private static final Pattern RANGE =
      Pattern.compile("(?:0x)?([0-9a-fA-F]{1,16})-(?:0x)?([0-9a-fA-F]{1,16})");

  /** Returns an extension by its path in the description, {@code decoders[0].x-spa}. */
  static Extension at(String path, String value) {
    int name = path.startsWith("x-") ? 0 : path.indexOf(".x-") + 1;
    return new Extension(path.substring(0, Math.max(0, name - 1)), path.substring(name), value);
  }

  /** Returns the addresses that it says, null if it says none. */
  public @Nullable AddressRange range() {
    Matcher ends = RANGE.matcher(value.strip());
    if (!ends.matches()) {
      return null;
    }
    long start = Long.parseUnsignedLong(ends.group(1), 16);
    long end = Long.parseUnsignedLong(ends.group(2), 16);
    return Long.compareUnsigned(end, start) < 0 ? null : new AddressRange(start, end);
  }
}
