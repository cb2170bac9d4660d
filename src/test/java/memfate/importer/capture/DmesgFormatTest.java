package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import memfate.platform.Cedt.CxlWindow;
import memfate.platform.Decoder;
import memfate.platform.Hmat;
import memfate.platform.KernelParameter;
import memfate.platform.Memdev;
import memfate.platform.SratEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DmesgFormatTest {
  private static final Format DMESG = new DmesgFormat();

  private static Reading read(String... lines) {
    return Reading.read(DMESG, "dmesg.txt", lines);
  }

  private static List<String> windows(Reading told) {
    return told.all(CxlWindow.class).stream()
        .map(w -> "%d 0x%x+0x%x".formatted(w.index(), w.base(), w.size()))
        .toList();
  }

  private static List<String> decoders(Reading told) {
    return told.all(Decoder.class).stream()
        .map(
            d ->
                "%s %s%s %s %d/%d"
                    .formatted(
                        d.name(),
                        d.memdev(),
                        d.hostBridge() == null ? "" : d.hostBridge(),
                        d.range(),
                        d.ways(),
                        d.granularity()))
        .toList();
  }

  private static List<String> memdevs(Reading told) {
    return told.all(Memdev.class).stream()
        .map(m -> "%s %s %d %d %s".formatted(m.name(), m.host(), m.ram(), m.pmem(), m.hostBridge()))
        .toList();
  }

  private static List<String> srat(Reading told) {
    return told.all(SratEntry.class).stream()
        .map(
            s ->
                "%d %s%s%s"
                    .formatted(
                        s.pxm(),
                        s.range(),
                        s.hotplug() ? " hotplug" : "",
                        s.nonvolatile() ? " nonvolatile" : ""))
        .toList();
  }

  private static List<String> tables(Reading told) {
    return told.all(TablePresence.class).stream()
        .map(t -> t.signature() + (t.present() ? "" : " absent"))
        .toList();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "usable, usable",
    "System RAM, usable",
    "reserved, reserved",
    "device reserved, reserved",
    "soft reserved, soft-reserved",
    "Soft Reserved, soft-reserved",
    "ACPI data, acpi",
    "ACPI NVS, nvs",
    "persistent (type 7), pmem",
    "persistent (type 12), pmem",
    "unusable, unusable",
    "type 20, reserved"
  })
  void everySpellingOfAnE820TypeIsKnown(String words, String type) {
    Reading told =
        read(
            "BIOS-e820: [mem 0x0000001000-0x0000001fff] " + words,
            "user: [mem 0x0000002000-0x0000002fff]  " + words,
            "reserve setup_data: [mem 0x0000003000-0x0000003fff]  " + words);
    assertEquals(
        List.of(
            "1 bios " + type + " 00001000-00001fff",
            "2 memmap " + type + " 00002000-00002fff",
            "3 setup-data " + type + " 00003000-00003fff"),
        told.firmware());
    assertEquals(List.of(), told.diagnostics());
  }

  @Test
  void anUnknownE820TypeIsWarnedOf() {
    assertEquals(
        List.of("1:0 warning 'wobbly' is not an e820 memory type; the entry is skipped ()"),
        read("BIOS-e820: [mem 0x1000-0x1fff] wobbly").diagnostics());
  }

  @Test
  void theModifiedMapCountsOnlyWhereItIsAlone() {
    String modified = "modified: [mem 0x0000001000-0x0000001fff] usable";
    assertEquals(List.of("1 memmap usable 00001000-00001fff"), read(modified).firmware());
    assertEquals(
        List.of("2 bios reserved 00002000-00002fff"),
        read(modified, "BIOS-e820: [mem 0x0000002000-0x0000002fff] reserved").firmware());
  }

  @Test
  void efiMapsTellTypesAndAttributes() {
    Reading told =
        read(
            "efi: mem48: [Conventional Memory|   |  |SP|  |  |  |  |  |   |WB|WT|WC|UC]"
                + " range=[0x000000015e000000-0x0000000170bfffff] (300MB)",
            "efi: mem00: [Boot Code   |RUN|HP|  |CC|  |  |XP|RP|WP|RO|UCE|  |  |  |  ]"
                + " range=[0x0000000000001000-0x0000000000001fff] (0MB)",
            "efi: mem01: [MMIO|attr=0x8000000000000001]"
                + " range=[0x00000000ffc00000-0x00000000ffffffff] (4MB)",
            "efi: mem02: type=7, attr=0x4000f,"
                + " range=[0x0000000000002000-0x0000000000003000) (0MB)",
            "efi:   0x0000bf800000-0x0000bfffffff [ACPI Reclaim|   |  |  |  |  |  |  |   |WB|  |  |"
                + "  ]",
            "efi: mem03: [type=2147483649|   |  |  |WB|  |  |UC]"
                + " range=[0x0000000000004000-0x0000000000004fff] (0MB)");
    assertEquals(
        List.of(
            "1 efi conventional[sp, wb, wt, wc, uc] 15e000000-170bfffff",
            "2 efi boot-services-code[runtime, hot-pluggable, cpu-crypto, xp, rp, wp, ro, uce]"
                + " 00001000-00001fff",
            "3 efi mmio[runtime, uc] ffc00000-ffffffff",
            "4 efi conventional[sp, wb, wt, wc, uc] 00002000-00002fff",
            "5 efi acpi-reclaim[wb] bf800000-bfffffff",
            "6 efi reserved[wb, uc] 00004000-00004fff"),
        told.firmware());
    assertEquals(List.of(), told.diagnostics());
  }

  @Test
  void fakedSpecificPurposeIsTold() {
    assertEquals(
        List.of(
            "1 efi_fake_mem conventional[sp] 140000000-14c7fffff",
            "2 efi_fake_mem conventional[sp] 15e000000-170bfffff",
            "3 efi conventional[sp, wb, wt, wc, uc] 15e000000-170bfffff"),
        Reading.fixture(DMESG, "dmesg/efi-fake-dave-young-2020.txt").firmware());
    assertEquals(
        List.of(
            "1 setup-data pmem 100000000-1ffffffff",
            "2 setup-data soft-reserved 200000000-23fffffff",
            "3 setup-data pmem 240000000-33fffffff",
            "4 setup-data soft-reserved 340000000-37fffffff"),
        Reading.fixture(DMESG, "dmesg/hmm-selftest-fake-spm.txt").firmware());
  }

  @Test
  void sratEntriesTellHotplugAndNonVolatile() {
    assertEquals(
        List.of(
            "0 00000000-0009ffff",
            "1 140000000-2ffffffff hotplug",
            "2 300000000-3ffffffff hotplug nonvolatile",
            "3 400000000-4ffffffff"),
        srat(
            read(
                "[    0.000000] ACPI: SRAT: Node 0 PXM 0 [mem 0x00000000-0x0009ffff]",
                "[    0.000000] ACPI: SRAT: Node 1 PXM 1 [mem 0x140000000-0x2ffffffff] hotplug",
                "ACPI: SRAT: Node 2 PXM 2 [mem 0x300000000-0x3ffffffff] hotplug non-volatile",
                "SRAT: Node 3 PXM 3 [mem 0x400000000-0x4ffffffff]")));
  }

  @Test
  void onlyAWholeListOfTablesTellsWhatIsAbsent() {
    String rsdp = "ACPI: RSDP 0x00000000000F52A0 000014 (v00 BOCHS )";
    String facp = "ACPI: FACP 0x000000007FFE2A86 0000F4 (v03 BOCHS  BXPC     00000001 BXPC 0001)";
    String dsdt = "ACPI: DSDT 0x000000007FFE0040 002A46 (v01 BOCHS  BXPC     00000001 BXPC 0001)";
    String cedt = "ACPI: CEDT 0x000000007FFE2D1E 00006C (v01 BOCHS  BXPC     00000001 BXPC 0001)";
    assertEquals(List.of("CEDT"), tables(read(cedt)));
    assertEquals(List.of(), tables(read(facp, dsdt)));
    assertEquals(
        List.of("CEDT", "SRAT absent", "HMAT absent"), tables(read(rsdp, facp, dsdt, cedt)));
    assertEquals(
        List.of("CEDT absent", "SRAT", "HMAT"),
        tables(
            read(
                rsdp,
                facp,
                dsdt,
                "ACPI: CEDT ACPI table found in initrd [kernel/firmware/acpi/CEDT.aml][0x6c]",
                "ACPI: SRAT 0x000000007FFE352E Physical table override, new table: 0x00007D997000",
                "ACPI: Table Upgrade: install [HMAT-BOCHS -BXPC    ]")));
  }

  @Test
  void aRevisionThatTheKernelIgnoresIsStillATable() {
    Reading told = Reading.fixture(DMESG, "dmesg/7.3.4-hmat-split-rev3.txt.gz");
    assertEquals(List.of("CEDT", "SRAT", "HMAT"), tables(told));
    Hmat hmat = told.all(Hmat.class).get(0);
    assertEquals(3, hmat.revision());
    assertEquals(List.of(), hmat.targets());
    assertTrue(told.messages().contains("3.239807 acpi/hmat | Ignoring: Unknown revision:3"));
  }

  @Test
  void anHmatComesOutOfItsLines() {
    Reading told = Reading.fixture(DMESG, "dmesg/6.12.107-hmat-split.txt.gz");
    Hmat hmat = told.all(Hmat.class).get(0);
    assertEquals(2, hmat.revision());
    assertEquals(
        List.of("0 0 10 20000", "1 0 30 8000", "2 0 30 8000"),
        hmat.targets().stream()
            .map(
                t ->
                    "%d %d %d %d"
                        .formatted(t.pxm(), t.initiator(), t.readLatency(), t.readBandwidth()))
            .toList());
  }

  @Test
  void aWholeBootOf73TellsTheMachine() {
    Reading told = Reading.fixture(DMESG, "dmesg/7.3.4-sr-eq-prog.txt.gz");
    assertEquals(List.of(), told.diagnostics());
    assertEquals(
        List.of(
            "kernel.version=7.3.4+deb13-amd64",
            "kernel.distro=Debian",
            "machine.arch=x86_64",
            "machine.dmi.sys-vendor=QEMU",
            "machine.dmi.product-name=Standard PC (Q35 + ICH9, 2009)",
            "machine.dmi.bios-date=04/01/2014",
            "machine.dmi.bios-version=1.17.0-debian-1.17.0-1",
            "machine.memory-block-size=134217728"),
        told.settings());
    assertEquals(19, told.firmware().size());
    assertEquals("4 bios usable 00000000-0009fbff", told.firmware().get(0));
    assertTrue(told.firmware().contains("34 memmap soft-reserved 110000000-14fffffff"));
    assertEquals(List.of("0 00000000-0009ffff", "0 00100000-7fffffff"), srat(told));
    assertEquals(List.of("CEDT", "SRAT", "HMAT absent"), tables(told));
    assertEquals(List.of("0 0x110000000+0x40000000"), windows(told));
    assertEquals(List.of("mem0 0000:0d:00.0 1073741824 -1 12"), memdevs(told));
    assertEquals(
        List.of(
            "decoder1.0 12 110000000-14fffffff 1/256", "decoder2.0 mem0 110000000-14fffffff 1/256"),
        decoders(told));
    assertTrue(
        told.messages()
            .contains(
                "13.562403 hmem_platform hmem_platform.0 | CXL claims resource, dropping: [mem"
                    + " 0x110000000-0x14fffffff flags 0x80000200]"));
    assertTrue(
        told.messages()
            .contains("13.875051 dax0.0 | alloc range[0]: 0x0000000110000000:0x000000014fffffff"));
  }

  @Test
  void parametersKeepQuotedBlanksAndAreToldOnce() {
    Reading told = Reading.fixture(DMESG, "dmesg/7.3.4-sr-eq-prog.txt.gz");
    List<KernelParameter> parameters = told.all(KernelParameter.class);
    assertEquals(
        List.of("module cxl_core +p; module cxl_port +p; module dax +p"),
        parameters.stream()
            .filter(p -> p.name().equals("dyndbg"))
            .map(KernelParameter::value)
            .toList());
    assertEquals(
        List.of("1024M%0x110000000+0xefffffff"),
        parameters.stream()
            .filter(p -> p.name().equals("memmap"))
            .map(KernelParameter::value)
            .toList());
    assertEquals(2, parameters.get(0).at().line());
  }

  @Test
  void interleavedDecodersBelongToTheirDevicesAndBridges() {
    Reading told = Reading.fixture(DMESG, "dmesg/6.12.107-interleave2.txt.gz");
    assertEquals(List.of("0 0x110000000+0x80000000"), windows(told));
    assertEquals(
        List.of("mem0 0000:0d:00.0 1073741824 0 12", "mem1 0000:35:00.0 1073741824 0 52"),
        memdevs(told));
    assertEquals(
        List.of(
            "decoder1.0 52 110000000-18fffffff 1/256",
            "decoder2.0 12 110000000-18fffffff 1/256",
            "decoder3.0 mem0 110000000-18fffffff 2/256",
            "decoder4.0 mem1 110000000-18fffffff 2/256"),
        decoders(told));
  }

  @Test
  void oldKernelsNameTheirWindowsInOneLine() {
    Reading told = Reading.fixture(DMESG, "dmesg/6.1.176-sr-eq-prog.txt.gz");
    assertEquals(List.of("0 0x110000000+0x40000000"), windows(told));
    assertEquals(List.of(), decoders(told));
    assertEquals(List.of("mem0  -1 -1 12"), memdevs(told));
    assertEquals("kernel.version=6.1.0-50-amd64", told.settings().get(0));
  }

  @Test
  void aWindowThatTheDriverRefusedHasNoNumber() {
    Reading told = Reading.fixture(DMESG, "dmesg/7.3.4-f-cfmws-unaligned.txt.gz");
    assertEquals(List.of("-1 0x118000000+0x30000000"), windows(told));
    assertTrue(
        told.messages().contains("0.0 ACPI | CFMWS: [BIOS BUG] base/size alignment violates spec"));
    assertTrue(
        told.messages()
            .contains("13.097883 cxl_acpi ACPI0017:00 | CFMWS Base HPA not 256MB aligned"));
  }

  @Test
  void onlyTheFirstWordOnADecoderIsTheFirmwares() {
    Reading told =
        read(
            "cxl_port endpoint3: decoder3.0: range: 0x0-0xffffffffffffffff iw: 1 ig: 256",
            "cxl_port endpoint4: decoder4.0: range: 0x110000000-0x14fffffff iw: 1 ig: 256",
            "cxl_mem mem0: endpoint3 added to port1",
            "cxl_mem mem1: endpoint4 added to port1",
            "cxl_port endpoint3: decoder3.0: range: 0x150000000-0x18fffffff iw: 1 ig: 256",
            "cxl_mem mem0: endpoint5 added to port1",
            "cxl_port endpoint5: decoder5.0: range: 0x150000000-0x18fffffff iw: 1 ig: 256");
    assertEquals(List.of("decoder4.0 mem1 110000000-14fffffff 1/256"), decoders(told));
  }

  @Test
  void aDecoderOfNobodyKeepsItsName() {
    Reading told = Reading.fixture(DMESG, "dmesg/amd-sr-reparent-ebusy.txt");
    assertEquals(List.of("decoder1.0  850000000-284fffffff 1/256"), decoders(told));
    assertEquals(
        List.of(
            "26.597369 hmem_platform hmem_platform.0 | registering released/unclaimed range with"
                + " DAX: [mem 0x850000000-0x284fffffff flags 0x80000200]",
            "26.602371 cxl_port port1 | decoder1.0: range: 0x850000000-0x284fffffff iw: 1 ig: 256",
            "26.628711 cxl_pci 0000:e1:00.0 | mem2:decoder7.0: __construct_region region0 res:"
                + " [mem 0x850000000-0x284fffffff flags 0x200] iw: 1 ig: 256",
            "44.022792  | hmem range [mem 0x850000000-0x284fffffff flags 0x80000200] already"
                + " active",
            "49.991221 kmem dax0.0 | mapping0: 0x850000000-0x284fffffff could not reserve region"),
        told.messages());
  }

  @Test
  void functionNamesOfDynamicDebugComeOff() {
    assertEquals(
        List.of(
            "35.961707 cxl-dax | cxl_dax_region_init()",
            "35.961713 cxl-dax | registering driver.",
            "35.961715 cxl-dax | dax_hmem work flushed.",
            "35.961754 dax0.0 | alloc range[0]: 0x000000850000000:0x000000284fffffff",
            "35.976622 hmem | hmem_platform probe started.",
            "36.819566 hmem_platform hmem_platform.0 | Soft Reserved not fully contained in CXL;"
                + " using HMEM",
            "36.819569 hmem_platform hmem_platform.0 | registering CXL range: [mem"
                + " 0x850000000-0x284fffffff flags 0x80000200]",
            "36.934156 hmem hmem.6 | dax_region resource conflict for [mem"
                + " 0x850000000-0x284fffffff]",
            "36.98931 hmem hmem.6 | probe with driver hmem failed with error -12"),
        Reading.fixture(DMESG, "dmesg/amd-v6-forced-register.txt").messages());
    assertEquals(
        "1.88895 cxl_port port1 | HDM decoder registers not implemented",
        Reading.fixture(DMESG, "dmesg/qemu-linuslau-noSR.txt").messages().get(0));
  }

  @Test
  void journalsWithTasksRead() {
    Reading told = Reading.fixture(DMESG, "dmesg/qemu-v4-3.1-ebusy.txt");
    assertEquals(List.of("0 0xa90000000+0x140000000", "1 0xbd0000000+0x100000000"), windows(told));
    assertEquals(
        List.of("mem1 0000:0d:00.0 -1 -1 null", "mem0 0000:0e:00.0 -1 -1 null"),
        memdevs(told).stream().sorted(java.util.Comparator.reverseOrder()).toList());
    assertEquals(
        "25.044553 kmem dax2.0 | probe with driver kmem failed with error -16",
        told.messages().get(18));
  }

  @Test
  void everyInvertedRangeOfTheCorpusIsNamedWithTheMissingDigit() {
    Reading told = Reading.fixture(DMESG, "dmesg/qemu-srat-hotplug-range.txt");
    String help = "a digit of the end seems to be missing: 0x";
    assertEquals(
        List.of(
            "2:34 range-inverted: BIOS-e820: [mem 0x00000005d0000000-0x000000064ffffff] soft"
                + " reserved: "
                + help
                + "64fffffff?",
            "3:46 range-inverted: ACPI: SRAT: Node 3 PXM 3 [mem 0x200000000-0x5bffffff] hotplug: "
                + help
                + "5bfffffff?",
            "7:60 range-inverted: kmem dax3.0: mapping0: 0x100000000-0x17ffffff could not reserve"
                + " region: "
                + help
                + "17fffffff?"),
        told.rejected());
    assertEquals(3, told.diagnostics().size());
    assertEquals(List.of("1 bios soft-reserved 180000000-1ffffffff"), told.firmware());
  }

  @Test
  void anOopsIsAMessage() {
    Reading told = Reading.fixture(DMESG, "dmesg/6.12.107-straddle-inside-two.console.txt.gz");
    assertEquals(
        List.of(
            "16.645738  | BUG: kernel NULL pointer dereference, address: 0000000000000000",
            "16.648368  | Oops: Oops: 0000 [#1] PREEMPT SMP NOPTI",
            "16.650221  | RIP: 0010:__insert_resource+0x11/0x120"),
        told.messages().subList(0, 3));
    assertTrue(told.settings().contains("machine.dmi.sys-vendor=QEMU"));
  }

  @Test
  void ofSeveralBootsTheLastIsRead() {
    Reading told =
        read(
            "[    0.000000] Linux version 6.12.1-1.el9.x86_64 (x) (gcc)",
            "[    0.000000] BIOS-e820: [mem 0x1000-0x1fff] usable",
            "[    0.000000] Linux version 7.1.0-5.fc44.x86_64 (x) (gcc)",
            "[    0.000000] BIOS-e820: [mem 0x2000-0x2fff] usable");
    assertEquals(List.of("4 bios usable 00002000-00002fff"), told.firmware());
    assertEquals(
        List.of(
            "kernel.version=7.1.0-5.fc44.x86_64", "kernel.distro=Fedora", "machine.arch=x86_64"),
        told.settings());
    assertEquals(
        List.of("3:0 warning the log holds 2 boots; the last one is read ()"), told.diagnostics());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "Dell Inc. PowerEdge R760/0NH4P6, BIOS 2.3.5 10/09/2024 | Dell Inc. | PowerEdge R760",
        "AMD Corporation ONYX/Onyx, BIOS TOX1001D 08/01/2024 | AMD Corporation | ONYX",
        "Supermicro Super Server/X13DEM, BIOS 2.1 12/13/2023 | Supermicro | Super Server"
      })
  void dmiLinesSplitWhereTheVendorIsKnown(String line, String vendor, String product) {
    List<String> settings = read("DMI: " + line).settings();
    assertEquals("machine.dmi.sys-vendor=" + vendor, settings.get(0));
    assertEquals("machine.dmi.product-name=" + product, settings.get(1));
  }

  @Test
  void anUnknownVendorIsNotGuessed() {
    assertEquals(
        List.of("machine.dmi.bios-date=01/02/2025", "machine.dmi.bios-version=V1"),
        read("DMI: To Be Filled By O.E.M. Thing, BIOS V1 01/02/2025").settings());
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource({
    "dmesg.txt, '', true",
    "var/log/kern.log, '', true",
    "journalctl-k.txt, '', true",
    "console.txt, '', true",
    "mail.txt, '[    0.0] BIOS-e820: [mem 0x0-0xfff] usable', true",
    "mail.txt, 'kernel: cxl_region region1: config state: 0', true",
    "mail.txt, 'range: 0x0-0xfff', false",
    "x.json, '[{\"memdev\":\"mem0\"}]', false",
    "iomem.txt, '00000000-00000fff : Reserved', false"
  })
  void filesAreKnownByNameOrContent(String name, String text, boolean known) {
    assertEquals(
        known, DMESG.recognises(new Artifact(name, text.getBytes(StandardCharsets.UTF_8))));
  }
}
