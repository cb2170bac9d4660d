package memfate.importer;

import java.util.List;

/**
 * The mappings of a description and the keys that each may hold, as the JSON Schema lists them; a
 * test keeps both equal.
 */
@SuppressWarnings("ImmutableEnumChecker") // List.of is immutable
enum Section {
  PLATFORM(
      "platform",
      "schema id title tags source include base override matrix machine firmware-map cmdline cedt"
          + " srat hmat acpi-tables slit target-nid topology memdevs decoders regions kernel kconfig modules"
          + " boot lint expect rejected"),
  SOURCE("source", "url date captured"),
  MACHINE("machine", "arch vendor product dmi cpu memory-block-size phys-bits prm-translation"),
  DMI(
      "dmi",
      "sys-vendor product-name product-version product-family product-sku board-vendor board-name"
          + " board-version bios-vendor bios-version bios-date bios-release chassis-type"),
  CPU("cpu", "vendor family model stepping name"),
  FIRMWARE_ENTRY("firmwareEntry", "range base size start end e820 type attributes origin"),
  CEDT("cedt", "host-bridges windows xor-maps rcec other"),
  HOST_BRIDGE("hostBridge", "uid version base length hdm reserved"),
  WINDOW(
      "window",
      "range base size start end ways arithmetic granularity restrictions qtg targets"
          + " index length eniw hbig reserved"),
  XOR_MAP("xorMap", "granularity maps"),
  RCEC("rcec", "segment bdf address protocol"),
  OTHER_STRUCTURE("otherStructure", "type hex"),
  SRAT_ENTRY(
      "sratEntry", "pxm range base size start end enabled hotplug nonvolatile specific-purpose"),
  ACPI_TABLE("acpiTable", "signature revision length sum oem-id oem-table-id"),
  HMAT("hmat", "revision targets caches"),
  HMAT_TARGET("hmatTarget", "pxm initiator read-latency read-bandwidth"),
  HMAT_CACHE("hmatCache", "pxm size mode"),
  TOPOLOGY("topology", "root-ports switches acpi0016"),
  PORT("port", "name parent host-bridge host"),
  MEMDEV("memdev", "name host serial ram pmem host-bridge dvsec-ranges state accelerator driver"),
  DVSEC_RANGE("dvsecRange", "range base size start end"),
  DECODER(
      "decoder",
      "memdev host-bridge name range base size start end dpa ways granularity targets committed"
          + " locked mode state"),
  REGION(
      "region", "name range base size start end type ways granularity mappings state driver-bound"),
  MAPPING("mapping", "memdev decoder position"),
  KERNEL("kernel", "version distro policy config-file"),
  MODULE("module", "state in-initramfs autoload delay parameters"),
  BOOT("boot", "order softdep events"),
  LINT("lint", "expect forbid suppress"),
  SUPPRESSION("suppression", "code why"),
  EXPECTATION("expectation", "when ranges iomem log status confluent explore note"),
  EXPLORATION("exploration", "policy verdict fates"),
  WHEN("when", "policy order step assume"),
  ASSUME("assume", "srat hmat cedt decoders memdevs firmware-map"),
  EXPECTED_RANGE(
      "expectedRange", "range base size start end decisions reason owner dax driver kmem usable"),
  EXPECTED_IOMEM("expectedIomem", "tree contains absent"),
  REJECTED("rejected", "why text note"),
  MATRIX("matrix", "kconfig modules policy");

  private final String definition;
  private final List<String> keys;

  Section(String definition, String keys) {
    this.definition = definition;
    this.keys = List.of(keys.split(" "));
  }

  /** Returns the name under {@code $defs} of the JSON Schema. */
  String definition() {
    return definition;
  }

  /** Returns the keys in the order in which documentation lists them. */
  List<String> keys() {
    return keys;
  }
}
