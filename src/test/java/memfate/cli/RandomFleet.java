package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Small machines as JSON lines, many of them alike but for their names. */
public final class RandomFleet {
  private static final long GIB = 1L << 30;

  private final Random random;
  private boolean broken;
  private int distinct = 6;

  private RandomFleet(long seed) {
    random = new Random(seed);
  }

  public static RandomFleet of(long seed) {
    return new RandomFleet(seed);
  }

  /** Some lines cannot be read, and some ids are used twice. */
  public RandomFleet withBroken() {
    broken = true;
    return this;
  }

  /** There are so many machines that are not alike. */
  public RandomFleet distinct(int number) {
    distinct = number;
    return this;
  }

  public Path write(Path file, int count) throws IOException {
    return Files.write(file, lines(count));
  }

  public List<String> lines(int count) {
    long[] machines = random.longs(distinct).toArray();
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String id = broken && i > 0 && i % 11 == 0 ? "host-" + (i - 1) : "host-" + i;
      String blanks = " ".repeat(random.nextInt(3));
      String body = machine(new Random(machines[random.nextInt(distinct)]));
      String line =
          "{\"schema\":\"memfate-platform/1\",%s\"id\":\"%s\",%s}".formatted(blanks, id, body);
      lines.add(broken && i % 13 == 5 ? line.substring(0, line.length() / 2) : line);
    }
    return lines;
  }

  private static String machine(Random random) {
    long at = 0x1000000000L;
    List<String> map = new ArrayList<>(List.of(entry(0x100000, 0x7fffffffL, "usable")));
    List<String> windows = new ArrayList<>();
    List<String> decoders = new ArrayList<>();
    List<String> memdevs = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(2); i++) {
      long size = (1 + random.nextInt(8)) * GIB;
      map.add(entry(at, at + size - 1, "soft-reserved"));
      windows.add(
          ("{\"base\":%d,\"size\":%d,\"ways\":1,\"granularity\":256,"
                  + "\"restrictions\":[\"type3\",\"volatile\"],\"targets\":[%d]}")
              .formatted(at, size, i));
      memdevs.add("{\"name\":\"mem%d\",\"ram\":%d,\"host-bridge\":%d}".formatted(i, size, i));
      if (random.nextBoolean()) {
        decoders.add(
            "{\"memdev\":\"mem%d\",\"range\":\"0x%x-0x%x\",\"ways\":1,\"granularity\":256}"
                .formatted(i, at, at + size - (random.nextInt(3) == 0 ? GIB / 2 : 0) - 1));
      }
      at += size + random.nextInt(2) * GIB;
    }
    String srat = random.nextInt(4) == 0 ? "\"unknown\"" : "\"absent\"";
    return ("\"firmware-map\":%s,\"cedt\":{\"host-bridges\":[{\"uid\":0,\"version\":1},"
            + "{\"uid\":1,\"version\":1}],\"windows\":%s},\"srat\":%s,\"hmat\":\"absent\","
            + "\"memdevs\":%s,\"decoders\":%s,\"kernel\":{\"version\":\"7.1\"}")
        .formatted(map, windows, srat, memdevs, decoders);
  }

  private static String entry(long start, long end, String type) {
    return "{\"range\":\"0x%x-0x%x\",\"e820\":\"%s\"}".formatted(start, end, type);
  }
}
