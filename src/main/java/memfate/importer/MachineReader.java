package memfate.importer;

import java.util.LinkedHashMap;
import java.util.Map;
import memfate.platform.Machine;

/** Reads {@code machine}. */
final class MachineReader {

  private MachineReader() {}

  static Machine read(Fields platform) {
    return platform
        .section("machine", Section.MACHINE)
        .map(MachineReader::machine)
        .orElseGet(
            () ->
                new Machine(
                    "x86_64",
                    "",
                    Map.of(),
                    Map.of(),
                    Machine.DEFAULT_MEMORY_BLOCK_SIZE,
                    0,
                    false,
                    platform.at()));
  }

  private static Machine machine(Fields fields) {
    Map<String, String> dmi = known(fields, "dmi", Section.DMI);
    put(dmi, "product-name", fields.text("product"));
    String vendor = fields.text("vendor", dmi.getOrDefault("sys-vendor", ""));
    return new Machine(
        fields.word("arch", Words.ARCH, "x86_64"),
        vendor.equals("unknown") ? "" : vendor,
        dmi,
        known(fields, "cpu", Section.CPU),
        blockSize(fields),
        fields.integer("phys-bits", 0),
        fields.flag("prm-translation", false),
        fields.at());
  }

  /** Reads the texts of a section; {@code unknown} is the same as leaving the key out. */
  private static Map<String, String> known(Fields machine, String key, Section section) {
    Map<String, String> texts = new LinkedHashMap<>();
    machine
        .section(key, section)
        .ifPresent(fields -> section.keys().forEach(k -> put(texts, k, fields.text(k))));
    return texts;
  }

  private static void put(Map<String, String> texts, String key, String value) {
    if (!value.isEmpty() && !value.equals("unknown")) {
      texts.putIfAbsent(key, value);
    }
  }

  private static long blockSize(Fields fields) {
    long size = fields.size("memory-block-size", Machine.DEFAULT_MEMORY_BLOCK_SIZE);
    if (Long.bitCount(size) != 1
        || Long.compareUnsigned(size, Machine.SMALLEST_MEMORY_BLOCK_SIZE) < 0) {
      fields.error(
          "memory-block-size",
          "memory-block-size 0x%x is not a power of two of at least 64 KiB".formatted(size),
          "/sys/devices/system/memory/block_size_bytes prints it in hexadecimal without 0x");
      return Machine.DEFAULT_MEMORY_BLOCK_SIZE;
    }
    return size;
  }
}
