package memfate.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import memfate.platform.KernelParameter;

/** Reads {@code memmap=} and {@code efi_fake_mem=}; what is not of their form changes nothing. */
final class MemmapText {
  private static final String NUMBER = "(0x[0-9a-f]+|[0-9]+)([kmgt]?)";
  private static final Pattern MEMMAP =
      Pattern.compile(
          NUMBER + "([@#$!%])" + NUMBER + "(?:-(0x[0-9a-f]+|[0-9]+))?(?:\\+(0x[0-9a-f]+|[0-9]+))?");
  private static final Pattern FAKE_MEM =
      Pattern.compile(NUMBER + "@" + NUMBER + ":(0x[0-9a-f]+|[0-9]+)");
  private static final long EFI_MEMORY_SP = 0x40000;

  private MemmapText() {}

  /** Returns the changes that a parameter asks for, in order. */
  static List<FirmwareOverlay> overlays(KernelParameter parameter) {
    List<FirmwareOverlay> overlays = new ArrayList<>();
    for (String item : parameter.value().toLowerCase(Locale.ROOT).split(",", -1)) {
      if (parameter.name().equals("memmap")) {
        memmap(parameter, MEMMAP.matcher(item), overlays);
      } else if (parameter.name().equals("efi_fake_mem")) {
        fakeMem(parameter, FAKE_MEM.matcher(item), overlays);
      }
    }
    return overlays;
  }

  private static void memmap(
      KernelParameter parameter, Matcher item, List<FirmwareOverlay> overlays) {
    if (!item.matches()) {
      return;
    }
    String type =
        switch (item.group(3)) {
          case "@" -> "usable";
          case "#" -> "acpi";
          case "$" -> "reserved";
          case "!" -> "pmem";
          default -> item.group(7) == null ? "" : typeOf(number(item.group(7), ""));
        };
    add(parameter, item, type, overlays);
  }

  private static void fakeMem(
      KernelParameter parameter, Matcher item, List<FirmwareOverlay> overlays) {
    if (item.matches() && (number(item.group(5), "") & EFI_MEMORY_SP) != 0) {
      long start = number(item.group(3), item.group(4));
      long size = number(item.group(1), item.group(2));
      add(parameter, start, size, "soft-reserved", overlays);
    }
  }

  private static void add(
      KernelParameter parameter, Matcher item, String type, List<FirmwareOverlay> overlays) {
    long start = number(item.group(4), item.group(5));
    add(parameter, start, number(item.group(1), item.group(2)), type, overlays);
  }

  private static void add(
      KernelParameter parameter,
      long start,
      long size,
      String type,
      List<FirmwareOverlay> overlays) {
    boolean wraps = size == 0 || Long.compareUnsigned(start + size - 1, start) < 0;
    if (!type.isEmpty() && !wraps) {
      overlays.add(
          new FirmwareOverlay(
              overlays.size(),
              AddressRange.ofSize(start, size),
              type,
              parameter.name(),
              parameter.at()));
    }
  }

  /** e820 type numbers. */
  private static String typeOf(long number) {
    return switch (Long.toHexString(number)) {
      case "1" -> "usable";
      case "2" -> "reserved";
      case "3" -> "acpi";
      case "4" -> "nvs";
      case "5" -> "unusable";
      case "7", "c" -> "pmem";
      case "efffffff" -> "soft-reserved";
      default -> "";
    };
  }

  private static long number(String digits, String suffix) {
    long value;
    try {
      value =
          Long.parseUnsignedLong(digits.replaceFirst("^0x", ""), digits.startsWith("0x") ? 16 : 10);
    } catch (NumberFormatException e) {
      return 0;
    }
    return value << (10 * " kmgt".indexOf(suffix.isEmpty() ? " " : suffix));
  }
}
