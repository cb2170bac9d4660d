package memfate.cli;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads a range as kernels print it, {@code [mem 0x850000000-0x284fffffff]} or {@code
 * 850000000-284fffffff}, or one address in hex.
 */
final class RangeArgument implements ITypeConverter<AddressRange> {
  private static final String ADDRESS = "(?:0x)?(\\p{XDigit}{1,16})";
  private static final Pattern RANGE =
      Pattern.compile("(?:\\[mem )?" + ADDRESS + "(?:-" + ADDRESS + ")?(?: flags .*)?\\]?");

  @Override
  public AddressRange convert(String text) {
    Matcher match = RANGE.matcher(text.strip());
    if (!match.matches()) {
      throw new TypeConversionException(
          "'%s' is no address range such as 850000000-284fffffff".formatted(text));
    }
    long start = Long.parseUnsignedLong(match.group(1), 16);
    long end = match.group(2) == null ? start : Long.parseUnsignedLong(match.group(2), 16);
    if (Long.compareUnsigned(end, start) < 0) {
      throw new TypeConversionException("'%s' ends before its start".formatted(text));
    }
    return new AddressRange(start, end);
  }
}
