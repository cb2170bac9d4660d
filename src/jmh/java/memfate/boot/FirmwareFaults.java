package memfate.boot;

import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Spoils the machines of {@link RandomPlatforms}, a line here and there: ranges that end early,
 * devices below another bridge, decoders that disagree, memory without a node.
 */
final class FirmwareFaults {
  /** A line in so many is spoilt. */
  private static final int ONE_IN = 6;

  private static final String[] BLOCKS = {"128MiB", "1GiB", "2GiB"};
  private static final long[] MISSING = {1 << 20, 64 << 20, 1 << 30, 1L << 31};
  private static final int[] WAYS = {1, 2, 4};

  private static final Pattern RANGE = Pattern.compile("0x([0-9a-f]+)-0x([0-9a-f]+)");
  private static final Pattern BRIDGE = Pattern.compile(", host-bridge: \\d+");
  private static final Pattern INTERLEAVE = Pattern.compile("ways: \\d+");

  private final SplittableRandom random;

  private FirmwareFaults(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Returns a description with faults. */
  static String in(String yaml, long seed) {
    FirmwareFaults faults = new FirmwareFaults(seed);
    StringBuilder text = new StringBuilder();
    yaml.lines().forEach(line -> text.append(faults.spoilt(line)).append('\n'));
    String block = BLOCKS[faults.random.nextInt(BLOCKS.length)];
    return text.append("machine: {memory-block-size: ").append(block).append("}\n").toString();
  }

  private String spoilt(String line) {
    if (random.nextInt(ONE_IN) > 0) {
      return line;
    } else if (line.contains("soft-reserved")) {
      return replaced(line, RANGE, this::shorter);
    } else if (line.contains("{pxm: ") && line.contains("range:")) {
      return line.replace("}", ", enabled: false}");
    } else if (line.contains("{name: mem")) {
      return replaced(line, BRIDGE, bridge -> random.nextBoolean() ? "" : ", host-bridge: 1");
    } else if (line.contains("{memdev: ")) {
      return random.nextBoolean()
          ? replaced(line, RANGE, this::shorter)
          : replaced(line, INTERLEAVE, ways -> "ways: " + WAYS[random.nextInt(WAYS.length)]);
    }
    return line;
  }

  private String shorter(String range) {
    Matcher matcher = RANGE.matcher(range);
    matcher.matches();
    long start = Long.parseLong(matcher.group(1), 16);
    long missing = MISSING[random.nextInt(MISSING.length)];
    long end = Long.parseLong(matcher.group(2), 16) - missing;
    return random.nextBoolean()
        ? "0x%x-0x%x".formatted(start, end)
        : "0x%x-0x%x".formatted(start + missing, end + missing);
  }

  private static String replaced(String line, Pattern pattern, UnaryOperator<String> by) {
    return pattern.matcher(line).replaceAll(match -> by.apply(match.group()));
  }
}
