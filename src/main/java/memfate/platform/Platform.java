package memfate.platform;

import java.util.List;
import java.util.Map;

/**
 * One machine with one kernel build, as a description tells it.
 *
 * @param id unique name within a run
 * @param title one line for people, or empty
 * @param tags free words to select by
 * @param source where the description comes from
 * @param machine the hardware below the firmware tables
 * @param firmwareMap EFI or e820 entries in table order
 * @param cmdline kernel parameters in order
 * @param cedt the CXL Early Discovery Table
 * @param srat SRAT memory affinity entries
 * @param acpiTables headers of the tables that were captured as bytes
 * @param hmat the Heterogeneous Memory Attribute Table
 * @param numa nodes of proximity domains, and distances
 * @param topology ports between host bridges and memory devices
 * @param memdevs CXL memory devices
 * @param decoders HDM decoders of endpoints and host bridges, as firmware left them
 * @param regions regions whose state the description fixes; empty lets assembly decide
 * @param kernel version and policies to evaluate
 * @param kconfig options that differ from the defaults
 * @param modules modules that differ from the defaults
 * @param boot order of events, and events of the user's own
 * @param lint finding codes that are expected, forbidden or suppressed
 * @param expect outcomes that tests compare with
 * @param rejected what its sources say and no other key can hold
 * @param extensions {@code x-...} keys, for quirk rules, as plain text by dotted key
 * @param at start of the document
 */
public record Platform(
    String id,
    String title,
    List<String> tags,
    Provenance source,
    Machine machine,
    Table<FirmwareEntry> firmwareMap,
    List<KernelParameter> cmdline,
    Cedt cedt,
    Table<SratEntry> srat,
    Hmat hmat,
    List<AcpiTable> acpiTables,
    Numa numa,
    Topology topology,
    Table<Memdev> memdevs,
    Table<Decoder> decoders,
    List<RegionSpec> regions,
    KernelBuild kernel,
    List<KconfigSetting> kconfig,
    List<ModuleSpec> modules,
    BootPlan boot,
    LintDirectives lint,
    List<Expectation> expect,
    List<Rejected> rejected,
    Map<String, String> extensions,
    SourceLocation at) {

  /** Returns the same platform under another name. */
  public Platform withId(String newId) {
    return new Platform(
        newId,
        title,
        tags,
        source,
        machine,
        firmwareMap,
        cmdline,
        cedt,
        srat,
        hmat,
        acpiTables,
        numa,
        topology,
        memdevs,
        decoders,
        regions,
        kernel,
        kconfig,
        modules,
        boot,
        lint,
        expect,
        rejected,
        extensions,
        at);
  }

  /** Returns the same platform read with other tables: what an unknown one may turn out to be. */
  public Platform withTables(
      Table<SratEntry> otherSrat, Hmat otherHmat, Table<Decoder> otherDecoders) {
    return new Platform(
        id,
        title,
        tags,
        source,
        machine,
        firmwareMap,
        cmdline,
        cedt,
        otherSrat,
        otherHmat,
        acpiTables,
        numa,
        topology,
        memdevs,
        otherDecoders,
        regions,
        kernel,
        kconfig,
        modules,
        boot,
        lint,
        expect,
        rejected,
        extensions,
        at);
  }
}
