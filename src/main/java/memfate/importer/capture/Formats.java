package memfate.importer.capture;

import java.util.List;
import java.util.Optional;

/** All formats, from those that are nearest to the firmware to those that retell. */
final class Formats {
  private static final List<Format> ALL =
      List.of(
          new AcpiTableFormat(),
          new IaslFormat(),
          new DsdtFormat(),
          new BootEvents(),
          new CxlList(),
          new CxlSnapshot(),
          new CxlDevices(),
          new PciDevices(),
          new Uname(),
          new OsRelease(),
          new KernelConfig(),
          new BuiltinModules(),
          new ModprobeConfig(),
          new ModuleParameters(),
          new LoadedModules(),
          new KernelCommandLine(),
          new DmesgFormat(),
          new FirmwareMemmap(),
          new DmiStrings(),
          new Dmidecode(),
          new Lscpu(),
          new MemoryBlocks(),
          new IomemFormat(),
          new DaxDevices(),
          new DaxctlList(),
          new DaxLinks(),
          new PlatformDevices(),
          new QemuCommandLine());

  private Formats() {}

  static Optional<Format> of(Artifact artifact) {
    return ALL.stream().filter(format -> format.recognises(artifact)).findFirst();
  }

  static List<String> names() {
    return ALL.stream().map(Format::name).toList();
  }

  /** Returns the authority of a format: what a lower one tells is taken. */
  static int rank(String name) {
    return names().indexOf(name);
  }
}
