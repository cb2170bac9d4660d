package memfate.packs;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Decoder;
import memfate.platform.FirmwareEntry;
import memfate.platform.Hmat;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import memfate.platform.Table;

/** What a row can ask about: the values of each key, none when the description does not tell. */
final class PlatformKeys {
  static final List<String> DMI =
      List.of(
          "sys-vendor",
          "product-name",
          "product-version",
          "product-family",
          "product-sku",
          "board-vendor",
          "board-name",
          "board-version",
          "chassis-type");

  static final List<String> BIOS = List.of("vendor", "version", "date", "release");
  static final List<String> CPU = List.of("vendor", "family", "model", "stepping", "name");
  static final List<String> ARCHS = List.of("x86_64", "aarch64", "riscv64");

  /** Keys of {@code cxl} whose values are texts. */
  static final Map<String, Function<Platform, List<String>>> CXL_TEXTS = new LinkedHashMap<>();

  /** Keys of {@code cxl} whose values are numbers. */
  static final Map<String, Function<Platform, List<String>>> CXL_NUMBERS = new LinkedHashMap<>();

  private static final Map<String, Function<Platform, List<String>>> KEYS = new LinkedHashMap<>();

  static {
    CXL_TEXTS.put(
        "restriction",
        p -> windows(p).flatMap(w -> w.restrictions().stream()).distinct().sorted().toList());
    CXL_TEXTS.put("device", PlatformKeys::devices);
    CXL_TEXTS.put("decoder", PlatformKeys::decoders);
    CXL_TEXTS.put("soft-reserved", PlatformKeys::softReserved);
    CXL_TEXTS.put(
        "side-cache",
        p -> p.hmat().caches().stream().map(Hmat.Cache::mode).distinct().sorted().toList());
    CXL_TEXTS.put("prm-translation", p -> List.of(Boolean.toString(p.machine().prmTranslation())));
    CXL_NUMBERS.put(
        "window-base",
        p -> windows(p).map(w -> "0x" + Long.toHexString(w.base())).distinct().toList());
    CXL_NUMBERS.put("windows-of-range", PlatformKeys::windowsOfRange);

    KEYS.put("arch", p -> told(p.machine().arch()));
    KEYS.put(
        "dmi.sys-vendor",
        p -> told(p.machine().dmi().getOrDefault("sys-vendor", p.machine().vendor())));
    DMI.stream()
        .filter(key -> !key.equals("sys-vendor"))
        .forEach(key -> KEYS.put("dmi." + key, p -> told(p.machine().dmi().getOrDefault(key, ""))));
    BIOS.forEach(
        key ->
            KEYS.put("bios." + key, p -> told(p.machine().dmi().getOrDefault("bios-" + key, ""))));
    CPU.forEach(key -> KEYS.put("cpu." + key, p -> told(p.machine().cpu().getOrDefault(key, ""))));
    KEYS.put("kernel.version", p -> told(p.kernel().version()));
    KEYS.put("kernel.distro", p -> told(p.kernel().distro()));
    KEYS.put("acpi.id", PlatformKeys::acpiIds);
    CXL_TEXTS.forEach((key, values) -> KEYS.put("cxl." + key, values));
    CXL_NUMBERS.forEach((key, values) -> KEYS.put("cxl." + key, values));
  }

  private PlatformKeys() {}

  static List<String> values(String key, Platform platform) {
    Function<Platform, List<String>> values = KEYS.get(key);
    if (values == null) {
      throw new IllegalArgumentException("no key " + key);
    }
    return values.apply(platform);
  }

  private static List<String> told(String value) {
    return value.isBlank() ? List.of() : List.of(value);
  }

  private static Stream<Cedt.CxlWindow> windows(Platform platform) {
    return platform.cedt().windows().stream();
  }

  private static List<String> devices(Platform platform) {
    return platform.memdevs().rows().stream()
        .map((Memdev memdev) -> memdev.accelerator() ? "type2" : "type3")
        .distinct()
        .sorted()
        .toList();
  }

  private static List<String> decoders(Platform platform) {
    TreeSet<String> words = new TreeSet<>();
    for (Decoder decoder : platform.decoders().rows()) {
      words.add(decoder.locked() ? "locked" : decoder.committed() ? "committed" : "free");
    }
    return List.copyOf(words);
  }

  /** Devices of the namespace and tables, by their names in ACPI. */
  private static List<String> acpiIds(Platform platform) {
    List<String> ids = new ArrayList<>();
    boolean cedt = platform.cedt().state() == Table.State.PRESENT;
    if (cedt && !platform.cedt().hostBridges().isEmpty()
        || !platform.topology().acpi0016().isEmpty()) {
      ids.add("ACPI0016");
    }
    if (cedt) {
      ids.addAll(List.of("ACPI0017", "CEDT"));
    }
    if (platform.srat().state() == Table.State.PRESENT) {
      ids.add("SRAT");
    }
    if (platform.hmat().state() == Table.State.PRESENT) {
      ids.add("HMAT");
    }
    if (platform.machine().prmTranslation()) {
      ids.add("PRMT");
    }
    return ids;
  }

  /** How many windows each Soft Reserved entry touches. */
  private static List<String> windowsOfRange(Platform platform) {
    return platform.firmwareMap().rows().stream()
        .filter(PlatformKeys::isSoftReserved)
        .map(
            entry ->
                Long.toString(windows(platform).filter(w -> touches(w, entry.range())).count()))
        .distinct()
        .toList();
  }

  /** How each Soft Reserved entry lies to what firmware committed. */
  private static List<String> softReserved(Platform platform) {
    List<AddressRange> committed =
        platform.decoders().rows().stream()
            .filter(d -> d.committed() && d.hostBridge() == null)
            .map(Decoder::range)
            .toList();
    return platform.firmwareMap().rows().stream()
        .filter(PlatformKeys::isSoftReserved)
        .map(entry -> relation(entry.range(), committed))
        .distinct()
        .sorted()
        .toList();
  }

  private static String relation(AddressRange range, List<AddressRange> committed) {
    if (committed.stream().anyMatch(decoder -> decoder.contains(range))) {
      return "within-decoder";
    }
    return committed.stream().anyMatch(range::overlaps) ? "beyond-decoder" : "apart";
  }

  private static boolean isSoftReserved(FirmwareEntry entry) {
    return entry.type().equals("soft-reserved") || entry.attributes().contains("sp");
  }

  private static boolean touches(Cedt.CxlWindow window, AddressRange range) {
    long end = window.base() + window.size() - 1;
    return Long.compareUnsigned(window.base(), end) <= 0
        && new AddressRange(window.base(), end).overlaps(range);
  }
}
