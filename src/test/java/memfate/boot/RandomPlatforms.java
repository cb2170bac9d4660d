package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Small machines by a seed, as descriptions: a few windows and devices, and firmware that is often
 * right.
 */
final class RandomPlatforms {
  private static final long BASE = 0x1000000000L;
  private static final long SHARE = 1L << 32;
  private static final List<String> MODULES =
      List.of(
          "cxl_acpi",
          "cxl_port",
          "cxl_pci",
          "cxl_mem",
          "cxl_pmem",
          "dax_hmem",
          "dax_cxl",
          "device_dax",
          "kmem");

  private final SplittableRandom random;
  private final StringBuilder text = new StringBuilder();
  private final Kernel kernel;

  /** How the kernel is built. */
  private enum Kernel {
    MOSTLY_BUILT_IN,
    ALMOST_ALL_BUILT_IN,
    DISTRIBUTION
  }

  private RandomPlatforms(long seed, Kernel kernel) {
    random = new SplittableRandom(seed);
    this.kernel = kernel;
    text.append("schema: memfate-platform/1\nid: random-").append(seed).append('\n');
  }

  /** Returns the description with a seed: most is built in, which leaves few orders. */
  static String yaml(long seed) {
    return new RandomPlatforms(seed, Kernel.MOSTLY_BUILT_IN).description();
  }

  /** Returns a machine with so few orders that each can be run from the start. */
  static String withFewOrders(long seed) {
    return new RandomPlatforms(seed, Kernel.ALMOST_ALL_BUILT_IN).description();
  }

  /** Returns the same machine with a kernel as distributions build it: udev loads all drivers. */
  static String ofDistribution(long seed) {
    return new RandomPlatforms(seed, Kernel.DISTRIBUTION).description();
  }

  private String description() {
    int windows = kernel == Kernel.ALMOST_ALL_BUILT_IN && !chance(4) ? 1 : 1 + random.nextInt(2);
    int ways = windows == 2 ? 1 : 1 << random.nextInt(3);
    long size = ways * SHARE;
    line("firmware-map:");
    line("  - {range: 0x100000-0x7fffffff, e820: usable}");
    if (windows == 2 && chance(2)) {
      softReserved(BASE, 2 * size);
    } else {
      for (int w = 0; w < windows; w++) {
        softReserved(BASE + w * size, chance(6) ? size / 2 : size);
      }
    }
    line("cedt:");
    line("  host-bridges: [%s]", list(windows * ways, i -> "{uid: %d}".formatted(i + 1)));
    line("  windows:");
    for (int w = 0; w < windows; w++) {
      int first = w * ways + 1;
      line(
          "    - {base: 0x%x, size: 0x%x, ways: %d, granularity: 256, targets: [%s]}",
          BASE + w * size, size, ways, list(ways, i -> String.valueOf(first + i)));
    }
    line("srat:");
    line("  - {pxm: 0, range: 0x100000-0x7fffffff}");
    for (int w = 0; w < windows; w++) {
      line("  - {pxm: %d, range: %s}", w + 1, range(BASE + w * size, size));
    }
    line(
        chance(3)
            ? "hmat: {revision: 2, targets: [%s]}"
                .formatted(list(windows + 1, "{pxm: %d}"::formatted))
            : "hmat: absent");
    devices(windows, ways, size);
    if (kernel == Kernel.DISTRIBUTION) {
      line("kconfig: {CXL_BUS: \"y\", CXL_PORT: \"y\"}");
    }
    // Half of the kernels load none.
    int loaded = kernel == Kernel.ALMOST_ALL_BUILT_IN ? random.nextInt(2 * MODULES.size()) : -1;
    line("modules: {%s}", list(MODULES.size(), i -> MODULES.get(i) + ": " + placement(i, loaded)));
    return text.toString();
  }

  private void devices(int windows, int ways, long size) {
    line("memdevs:");
    for (int i = 0; i < windows * ways; i++) {
      line("  - {name: mem%d, ram: 0x%x, host-bridge: %d}", i, SHARE, i + 1);
    }
    List<String> decoders = new ArrayList<>();
    for (int i = 0; i < windows * ways; i++) {
      if (!chance(8)) {
        decoders.add(
            "  - {memdev: mem%d, range: %s, ways: %d, granularity: %d}"
                .formatted(i, range(BASE + i / ways * size, size), ways, chance(10) ? 512 : 256));
      }
    }
    if (decoders.isEmpty()) {
      line("decoders: []");
    } else {
      line("decoders:");
      decoders.forEach(decoder -> text.append(decoder).append('\n'));
    }
  }

  private String placement(int module, int loaded) {
    return switch (kernel) {
      case DISTRIBUTION -> MODULES.get(module).equals("cxl_port") ? "builtin" : "loadable";
      case ALMOST_ALL_BUILT_IN ->
          module == loaded ? (chance(4) ? "absent" : "loadable") : "builtin";
      case MOSTLY_BUILT_IN ->
          switch (random.nextInt(24)) {
            case 0, 1, 2 -> "loadable";
            case 3 -> "absent";
            default -> "builtin";
          };
    };
  }

  private void softReserved(long start, long size) {
    line("  - {range: %s, e820: soft-reserved}", range(start, size));
  }

  private static String range(long start, long size) {
    return "0x%x-0x%x".formatted(start, start + size - 1);
  }

  private static String list(int n, java.util.function.IntFunction<String> one) {
    return String.join(", ", java.util.stream.IntStream.range(0, n).mapToObj(one).toList());
  }

  private boolean chance(int oneIn) {
    return random.nextInt(oneIn) == 0;
  }

  private void line(String format, Object... arguments) {
    text.append(format.formatted(arguments)).append('\n');
  }
}
