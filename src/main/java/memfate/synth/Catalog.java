package memfate.synth;

import java.util.List;
import java.util.SplittableRandom;

/** What machines are called and which kernels they run. */
final class Catalog {

  /**
   * A model of a maker.
   *
   * @param bios its firmware versions, the oldest first
   */
  private record Model(String vendor, String product, List<String> bios) {}

  private static final List<Model> MODELS =
      List.of(
          new Model("Dell Inc.", "PowerEdge R770", List.of("1.1.3", "1.2.6", "1.4.1")),
          new Model("Dell Inc.", "PowerEdge R7725", List.of("1.0.2", "1.1.2")),
          new Model("HPE", "ProLiant DL380 Gen12", List.of("1.20", "1.32", "1.40")),
          new Model("Lenovo", "SR650 V4", List.of("IHE105K", "IHE107M")),
          new Model("Supermicro", "SYS-222H-TN", List.of("1.1", "1.2b")),
          new Model("Fujitsu", "PRIMERGY RX2540 M8", List.of("R1.4.0", "R1.6.0")),
          new Model("GIGABYTE", "R183-S95", List.of("F06", "F11")),
          new Model("AMD Corporation", "VOLCANO", List.of("RVOT1000C", "RVOT1004A")),
          new Model("Intel Corporation", "AvenueCity", List.of("BHSDCRB1.86B")));

  /** Kernels, as often as they are met. */
  private static final List<String> KERNELS =
      List.of("7.1.2", "7.1.4", "7.1.4", "7.2.1", "7.3.4", "7.0.9", "6.18.5", "6.12.31", "6.12.57");

  private Catalog() {}

  static void machine(SplittableRandom random, Sheet sheet) {
    Model model = any(random, MODELS);
    sheet
        .section("machine")
        .text("vendor", model.vendor())
        .text("product", model.product())
        .section("dmi")
        .text("bios-version", any(random, model.bios()))
        .endSection()
        .endSection();
  }

  static void kernel(SplittableRandom random, Sheet sheet) {
    sheet.section("kernel").text("version", any(random, KERNELS)).endSection();
  }

  private static <T> T any(SplittableRandom random, List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
