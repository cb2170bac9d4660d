package memfate.importer;

import java.util.List;
import java.util.Map;

/** The closed sets of words that a description may use; a test compares them with the schema. */
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
enum Words {
  ARCH("an architecture", "x86_64 aarch64 riscv64"),
  CAPTURED("how much was captured", "full partial assumed"),
  E820("an e820 memory type", "usable reserved acpi nvs unusable pmem soft-reserved"),
  EFI(
      "an EFI memory type",
      "conventional reserved mmio mmio-port persistent loader-code loader-data boot-services-code"
          + " boot-services-data runtime-services-code runtime-services-data acpi-reclaim acpi-nvs"
          + " unusable pal-code unaccepted"),
  ATTRIBUTE(
      "an EFI memory attribute",
      "sp nv mr wb wc wt uc uce wp rp xp ro cpu-crypto hot-pluggable runtime"),
  ORIGIN("an origin of memory map entries", "bios efi setup-data efi_fake_mem memmap"),
  ARITHMETIC("an interleave arithmetic", "modulo xor"),
  RESTRICTION("a window restriction", "type2 type3 volatile pmem fixed bi"),
  CACHE_MODE("a cache mode", "none direct-mapped complex extended-linear transparent"),
  MEMDEV_STATE("a memdev state", "enabled disabled absent"),
  DECODER_MODE("a decoder mode", "ram pmem mixed none"),
  REGION_TYPE("a region type", "ram pmem"),
  REGION_STATE("a region state", "idle interleave-active active reset-pending commit"),
  MODULE_STATE("a module state", "builtin loaded loadable absent blacklisted"),
  ORDER("an order of events", "default fixed open"),
  SOFTDEP("what a loader makes of MODULE_SOFTDEP", "first eventual ignored"),
  VERDICT("a verdict", "independent dependent"),
  VERB(
      "an event",
      "load unload probe publish assemble decide wait online offline hot-add hot-remove bind unbind"
          + " teardown create destroy disable enable fail rescan reconfigure"),
  OWNER("an owner", "cxl hmem system-ram none lost"),
  DECISION("a decision", "defer register drop skip"),
  STATUS("a status", "ok partial crash invalid unsupported"),
  REJECTION("a reason", "range-inverted impossible-tree tool-quirk length unreadable"),
  TABLE_STATE("a table", "present absent unknown");

  /** Other names for a word: what the specification or a tool calls it. */
  private static final Map<String, String> ALIASES =
      Map.of("devmem", "type2", "hostonly", "type3", "ram", "usable");

  private final String noun;
  private final List<String> words;

  Words(String noun, String words) {
    this.noun = noun;
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
        "'%s' is not %s".formatted(Unsigned.shorten(word), noun), DidYouMean.help(word, words));
  }
}
