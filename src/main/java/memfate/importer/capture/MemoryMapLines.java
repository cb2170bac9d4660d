package memfate.importer.capture;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.FirmwareEntry;
import memfate.platform.FirmwareEntry.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The maps that a kernel logs: {@code BIOS-e820:} as firmware gave it, {@code user:} as parameters
 * changed it, {@code reserve setup_data:} with the entries that a boot loader added, {@code efi:
 * mem} with {@code efi=debug}.
 *
 * <p>{@code modified:} repeats the map with changes of the kernel's own; it is told only where the
 * log has no other.
 */
final class MemoryMapLines implements LogReader {
  private static final String HEX = "(?:0x)?(\\p{XDigit}{1,16}+)";
  private static final Pattern E820 =
      Pattern.compile(
          "(BIOS-e820|user|reserve setup_data|modified):\\s*+\\[mem\\s++"
              + HEX
              + "\\s*+-\\s*+"
              + HEX
              + "\\s*+\\]\\s*+(.*+)");
  private static final Map<String, String> ORIGINS =
      Map.of("BIOS-e820", "bios", "user", "memmap", "reserve setup_data", "setup-data");
  private static final Map<String, String> E820_TYPES =
      Map.ofEntries(
          Map.entry("usable", "usable"),
          Map.entry("system ram", "usable"),
          Map.entry("reserved", "reserved"),
          Map.entry("device reserved", "reserved"),
          Map.entry("soft reserved", "soft-reserved"),
          Map.entry("acpi data", "acpi"),
          Map.entry("acpi reclaimable", "acpi"),
          Map.entry("acpi nvs", "nvs"),
          Map.entry("unusable", "unusable"),
          Map.entry("persistent", "pmem"),
          Map.entry("type 7", "pmem"),
          Map.entry("type 12", "pmem"));

  private static final Pattern BLANKS = Pattern.compile("\\s++");
  private static final Pattern NUMBERED = Pattern.compile("type \\d{1,10}+");

  private static final Pattern EFI =
      Pattern.compile(
          "efi:\\s*+mem\\d++:\\s*+\\[([^\\]]*+)\\]\\s*+range=\\["
              + HEX
              + "\\s*+-\\s*+"
              + HEX
              + "[\\])].*+");
  private static final Pattern EFI_ARM =
      Pattern.compile("efi:\\s*+" + HEX + "-" + HEX + "\\s*+\\[([^\\]]*+)\\].*+");
  private static final Pattern EFI_OLD =
      Pattern.compile(
          "efi:\\s*+mem\\d++:\\s*+type=(\\d{1,10}+),\\s*+attr=0x(\\p{XDigit}{1,16}+),\\s*+range=\\["
              + HEX
              + "\\s*+-\\s*+"
              + HEX
              + "[\\])].*+");
  private static final Pattern FAKE =
      Pattern.compile(
          "efi_fake_mem: add attr=0x(\\p{XDigit}{1,16}+) to \\[mem\\s++"
              + HEX
              + "-"
              + HEX
              + "\\].*+");
  private static final List<String> EFI_NUMBERS =
      List.of(
          "reserved",
          "loader-code",
          "loader-data",
          "boot-services-code",
          "boot-services-data",
          "runtime-services-code",
          "runtime-services-data",
          "conventional",
          "unusable",
          "acpi-reclaim",
          "acpi-nvs",
          "mmio",
          "mmio-port",
          "pal-code",
          "persistent",
          "unaccepted");
  private static final Map<String, String> EFI_NAMES =
      Map.ofEntries(
          Map.entry("reserved", "reserved"),
          Map.entry("loader code", "loader-code"),
          Map.entry("loader data", "loader-data"),
          Map.entry("boot code", "boot-services-code"),
          Map.entry("boot data", "boot-services-data"),
          Map.entry("runtime code", "runtime-services-code"),
          Map.entry("runtime data", "runtime-services-data"),
          Map.entry("conventional", "conventional"),
          Map.entry("unusable", "unusable"),
          Map.entry("acpi reclaim", "acpi-reclaim"),
          Map.entry("acpi mem nvs", "acpi-nvs"),
          Map.entry("acpi nvs", "acpi-nvs"),
          Map.entry("acpi memory nvs", "acpi-nvs"),
          Map.entry("mmio", "mmio"),
          Map.entry("memory mapped i/o", "mmio"),
          Map.entry("mmio port", "mmio-port"),
          Map.entry("mmio port space", "mmio-port"),
          Map.entry("pal code", "pal-code"),
          Map.entry("persistent", "persistent"),
          Map.entry("unaccepted", "unaccepted"));
  private static final Map<String, String> ATTRIBUTES =
      Map.ofEntries(
          Map.entry("RUN", "runtime"),
          Map.entry("RT", "runtime"),
          Map.entry("HP", "hot-pluggable"),
          Map.entry("CC", "cpu-crypto"),
          Map.entry("SP", "sp"),
          Map.entry("NV", "nv"),
          Map.entry("MR", "mr"),
          Map.entry("XP", "xp"),
          Map.entry("RP", "rp"),
          Map.entry("WP", "wp"),
          Map.entry("RO", "ro"),
          Map.entry("UCE", "uce"),
          Map.entry("WB", "wb"),
          Map.entry("WT", "wt"),
          Map.entry("WC", "wc"),
          Map.entry("UC", "uc"));

  /** {@code EFI_MEMORY_*}, the number of the bit in front of the word. */
  private static final List<String> ATTRIBUTE_BITS =
      List.of(
          "63 runtime",
          "20 hot-pluggable",
          "19 cpu-crypto",
          "18 sp",
          "17 ro",
          "16 mr",
          "15 nv",
          "14 xp",
          "13 rp",
          "12 wp",
          "4 uce",
          "3 wb",
          "2 wt",
          "1 wc",
          "0 uc");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Problems problems;
  private final List<FirmwareEntry> modified = new ArrayList<>();
  private boolean mapTold;

  MemoryMapLines(LogPlaces places, Evidence evidence, Problems problems) {
    this.places = places;
    this.evidence = evidence;
    this.problems = problems;
  }

  @Override
  public void read(LogLine line) {
    String text = line.text();
    if (text.startsWith("efi: ")) {
      efi(line);
    } else if (text.startsWith("efi_fake_mem: ")) {
      fake(line);
    } else if (text.startsWith("BIOS-e820")
        || text.startsWith("user:")
        || text.startsWith("reserve setup_data")
        || text.startsWith("modified:")) {
      e820(line);
    }
  }

  @Override
  public void finish() {
    if (!mapTold) {
      modified.forEach(evidence::tell);
    }
  }

  private void e820(LogLine line) {
    Matcher matcher = E820.matcher(line.text());
    if (!matcher.matches()) {
      return;
    }
    AddressRange range = places.range(line, matcher.group(2), matcher.group(3));
    String type = e820Type(matcher.group(4));
    if (range == null) {
      return;
    }
    if (type == null) {
      warn(line, matcher.group(4), "e820");
      return;
    }
    String origin = ORIGINS.getOrDefault(matcher.group(1), "memmap");
    FirmwareEntry entry =
        new FirmwareEntry(range, Kind.E820, type, Set.of(), origin, places.at(line));
    if (matcher.group(1).equals("modified")) {
      modified.add(entry);
    } else {
      evidence.tell(entry);
      mapTold = true;
    }
  }

  /** Returns our word for {@code soft reserved} or {@code persistent (type 12)}, else null. */
  private static @Nullable String e820Type(String words) {
    int bracket = words.indexOf('(');
    String bare = bracket < 0 ? words : words.substring(0, bracket);
    String word = BLANKS.matcher(bare.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
    String known = E820_TYPES.get(word);
    return known == null && NUMBERED.matcher(word).matches() ? "reserved" : known;
  }

  private void efi(LogLine line) {
    Matcher matcher = EFI.matcher(line.text());
    if (matcher.matches()) {
      efiWords(line, matcher.group(1), matcher.group(2), matcher.group(3));
      return;
    }
    Matcher arm = EFI_ARM.matcher(line.text());
    if (arm.matches()) {
      efiWords(line, arm.group(3), arm.group(1), arm.group(2));
      return;
    }
    Matcher old = EFI_OLD.matcher(line.text());
    if (old.matches()) {
      tell(line, number(old.group(1)), bits(old.group(2)), old.group(3), old.group(4), "efi");
    }
  }

  private void fake(LogLine line) {
    Matcher matcher = FAKE.matcher(line.text());
    if (matcher.matches()) {
      Set<String> attributes = bits(matcher.group(1));
      tell(line, "conventional", attributes, matcher.group(2), matcher.group(3), "efi_fake_mem");
    }
  }

  private void efiWords(LogLine line, String words, String first, String last) {
    String[] fields = words.split("\\|", -1);
    String name = fields[0].strip();
    Set<String> attributes = new LinkedHashSet<>();
    for (int i = 1; i < fields.length; i++) {
      String word = fields[i].strip();
      if (word.startsWith("attr=0x")) {
        attributes.addAll(bits(word.substring(7)));
      } else if (ATTRIBUTES.containsKey(word)) {
        attributes.add(ATTRIBUTES.get(word));
      }
    }
    String type =
        name.startsWith("type=")
            ? number(name.substring(5))
            : EFI_NAMES.get(name.toLowerCase(Locale.ROOT).replaceFirst(" memory$", ""));
    if (type == null) {
      warn(line, name, "EFI");
    } else {
      tell(line, type, attributes, first, last, "efi");
    }
  }

  /** Old kernels close the range with a parenthesis and print the first address behind it. */
  private void tell(
      LogLine line,
      @Nullable String type,
      Set<String> attributes,
      String first,
      String last,
      String origin) {
    AddressRange range = places.range(line, first, last);
    if (range == null || type == null) {
      return;
    }
    boolean open = line.text().indexOf(last + ")") >= 0;
    if (open && range.size() == 1) {
      return;
    }
    AddressRange closed = open ? new AddressRange(range.start(), range.end() - 1) : range;
    evidence.tell(new FirmwareEntry(closed, Kind.EFI, type, attributes, origin, places.at(line)));
  }

  /** Types that only the platform's maker knows are reserved to a kernel. */
  private static String number(String digits) {
    int type = digits.strip().matches("[0-9]{1,2}") ? Integer.parseInt(digits.strip()) : 99;
    return type < EFI_NUMBERS.size() ? EFI_NUMBERS.get(type) : "reserved";
  }

  private static Set<String> bits(String hex) {
    Set<String> words = new LinkedHashSet<>();
    if (!Unsigned.isDigits(hex, 16) || hex.length() > 16) {
      return words;
    }
    long value = Long.parseUnsignedLong(hex, 16);
    for (String bit : ATTRIBUTE_BITS) {
      String[] parts = bit.split(" ", 2);
      if ((value >>> Integer.parseInt(parts[0]) & 1) != 0) {
        words.add(parts[1]);
      }
    }
    return words;
  }

  private void warn(LogLine line, String type, String which) {
    String message = "'%s' is not an %s memory type; the entry is skipped";
    problems.warning(places.at(line), "", message.formatted(Unsigned.shorten(type), which), "");
  }
}
