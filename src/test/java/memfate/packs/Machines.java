package memfate.packs;

import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.platform.Platform;

/** Platforms of tests. */
final class Machines {
  private Machines() {}

  /** A machine that tells all that rows can ask about. */
  static Platform x1() {
    return read(
        """
        schema: memfate-platform/1
        id: x1
        machine:
          arch: x86_64
          dmi: {sys-vendor: Example Corp., product-name: X1-2U, bios-version: "1.3"}
          cpu: {vendor: GenuineIntel, family: "6", model: "143"}
        firmware-map:
          - {range: 0x1000000000-0x17ffffffff, e820: soft-reserved}
        cedt:
          host-bridges: [{uid: 1}]
          windows:
            - {base: 0x1000000000, size: 16GiB, targets: [1], restrictions: [type3, fixed]}
            - {base: 0x1400000000, size: 16GiB, targets: [1]}
        srat: absent
        hmat: absent
        memdevs: [{name: mem0, ram: 12GiB, host-bridge: 1}]
        decoders: [{memdev: mem0, range: 0x1000000000-0x12ffffffff, locked: true}]
        kernel: {version: "7.1.4-x1", distro: ExampleOS}
        """);
  }

  static Platform read(String text) {
    ReadResult read = new DescriptionReader().read("x.yaml", text);
    if (read.platforms().isEmpty()) {
      throw new IllegalArgumentException(read.diagnostics().toString());
    }
    return read.platforms().get(0);
  }
}
