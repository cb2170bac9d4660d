package memfate.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;

/** A recorded run of many made up platforms. */
final class Fleet {
  private static final String[] OWNERS = {"cxl", "hmem", "system-ram", "none"};
  private static final String[] CODES = {"LOST-CAPACITY", "WINDOW-NOT-IN-SRAT", "SR-UNALIGNED"};

  private Fleet() {}

  /**
   * Writes a run.
   *
   * @param platforms how many, every second one under another policy
   * @param log how long the log of each is, in letters
   */
  static Path write(Path file, int platforms, int log) {
    try (Writer out = Files.newBufferedWriter(file)) {
      out.write(
          "{\"kind\":\"run\",\"schema\":\"memfate-run/1\",\"version\":\"0\",\"policies\":[],"
              + "\"packs\":[],\"options\":{}}\n");
      for (int i = 0; i < platforms; i++) {
        out.write(platform(i, log) + "\n");
      }
      out.write("{\"kind\":\"summary\"}\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return file;
  }

  private static String platform(int i, int log) {
    StringBuilder ranges = new StringBuilder();
    StringBuilder iomem = new StringBuilder();
    for (int k = 0; k <= i % 4; k++) {
      long start = (16L + 16 * k) << 30;
      long end = start + (8L << 30) - 1;
      String owner = OWNERS[(i / 2 + k * (i % 2)) % OWNERS.length];
      long usable = owner.equals("none") ? 0 : (8L << 30) >> (i % 3 == 0 ? 1 : 0);
      ranges.append(k == 0 ? "" : ",");
      ranges.append(
          ("{\"start\":\"0x%x\",\"end\":\"0x%x\",\"owner\":\"%s\",\"usable\":\"0x%x\","
                  + "\"decisions\":[],\"dax\":null,\"driver\":null,\"errors\":[]}")
              .formatted(start, end, owner, usable));
      iomem.append("%x-%x : CXL Window %d\\n".formatted(start, end, k));
    }
    String finding =
        i % 5 == 0
            ? "{\"code\":\"%s\",\"severity\":\"warning\",\"message\":\"m\"}"
                .formatted(CODES[i / 5 % CODES.length])
            : "";
    return ("{\"kind\":\"platform\",\"id\":\"node-%05d\",\"policy\":\"%s\",\"input\":{\"path\":"
            + "\"fleet/rack%d/node.yaml\",\"doc\":1,\"line\":1,\"sha256\":null},\"status\":\"ok\","
            + "\"ranges\":[%s],\"iomem\":\"%s\",\"log\":[\"%s\"],\"order\":{\"verdict\":"
            + "\"unknown\",\"outcomes\":1},\"findings\":[%s],\"diagnostics\":[]}")
        .formatted(
            i / 2, i % 2 == 0 ? "v6.12" : "v7.1", i % 40, ranges, iomem, letters(i, log), finding);
  }

  /** Text that packs badly. */
  private static String letters(int seed, int length) {
    java.util.Random random = new java.util.Random(seed);
    StringBuilder text = new StringBuilder(length);
    for (int i = 0; i < length; i++) {
      text.append((char) ('a' + random.nextInt(26)));
    }
    return text.toString();
  }
}
