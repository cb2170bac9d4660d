package memfate.importer;

import java.util.List;
import java.util.Map;

/** The closed sets of words that a description may use; a test compares them with the schema. */
enum Words {
  ARCH("x86_64 aarch64 riscv64"),
  CAPTURED("full partial assumed"),
  E820("usable reserved acpi nvs unusable pmem soft-reserved"),
  EFI(
      "conventional reserved mmio mmio-port persistent loader-code loader-data boot-services-code"
          + " boot-services-data runtime-services-code runtime-services-data acpi-reclaim acpi-nvs"
          + " unusable pal-code unaccepted"),
  ATTRIBUTE("sp nv mr wb wc wt uc uce wp rp xp ro cpu-crypto hot-pluggable runtime"),
  ORIGIN("bios efi setup-data efi_fake_mem memmap"),
  ARITHMETIC("modulo xor"),
  RESTRICTION("type2 type3 volatile pmem fixed bi"),
  CACHE_MODE("none direct-mapped complex extended-linear transparent"),
  MEMDEV_STATE("enabled disabled absent"),
  DECODER_MODE("ram pmem mixed none"),
  REGION_TYPE("ram pmem"),
  REGION_STATE("idle interleave-active active reset-pending commit"),
  MODULE_STATE("builtin loaded loadable absent blacklisted"),
  ORDER("default fixed open"),
  VERB(
      "load unload probe publish assemble decide wait online offline hot-add hot-remove bind unbind"
          + " teardown create destroy disable enable fail rescan reconfigure"),
  OWNER("cxl hmem system-ram none lost"),
  DECISION("defer register drop skip"),
  STATUS("ok partial crash invalid unsupported"),
  TABLE_STATE("present absent unknown");

  /** Other names for a word: what the specification or a tool calls it. */
  private static final Map<String, String> ALIASES =
      Map.of("devmem", "type2", "hostonly", "type3", "ram", "usable");

  private final List<String> words;

  Words(String words) {
    this.words = List.of(words.split(" "));
  }

  List<String> all() {
    return words;
  }

  /** Returns the word itself, or what it is another name for. */
  String canonical(String word) throws ScalarException {
    if (words.contains(word)) {
      return word;
    }
    String alias = ALIASES.getOrDefault(word, word);
    if (words.contains(alias)) {
      return alias;
    }
    throw new ScalarException(
        "'%s' is not a valid value".formatted(Unsigned.shorten(word)),
        DidYouMean.help(word, words));
  }
}
