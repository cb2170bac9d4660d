package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** DMI strings, the processor, boot events and QEMU's command line. */
class MachineFormatsTest {

  @Test
  void dmiFilesAreKnownByName() {
    assertEquals(
        List.of("Setting key=machine.dmi.sys-vendor value=Acme Corp. @1:1"),
        Told.of(new DmiStrings(), "sys/class/dmi/id/sys_vendor", "Acme Corp.\n").rows());
  }

  @Test
  void dmiListingLeavesSerialNumbersOut() {
    String text = "sys_vendor: Acme\nproduct_serial: 123\nproduct_name=X1\nboard_name:\n";
    assertEquals(
        List.of(
            "Setting key=machine.dmi.sys-vendor value=Acme @1:1",
            "Setting key=machine.dmi.product-name value=X1 @3:1"),
        Told.of(new DmiStrings(), "dmi.txt", text).rows());
  }

  @Test
  void dmidecodeTellsTheFirstStructureOfAKind() {
    String text =
        """
        # dmidecode 3.5
        Getting SMBIOS data from sysfs.

        Handle 0x0000, DMI type 0, 24 bytes
        BIOS Information
        \tVendor: Acme BIOS
        \tVersion: 1.2.3
        \tRelease Date: 01/02/2025

        Handle 0x0100, DMI type 1, 27 bytes
        System Information
        \tManufacturer: Acme
        \tProduct Name: X1
        \tVersion: Not Specified
        \tSerial Number: 4711

        Handle 0x0200, DMI type 2, 15 bytes
        Base Board Information
        \tProduct Name: Board A

        Handle 0x0201, DMI type 2, 15 bytes
        Base Board Information
        \tProduct Name: Board B
        """;
    assertEquals(
        List.of(
            "Setting key=machine.dmi.bios-vendor value=Acme BIOS @6:2",
            "Setting key=machine.dmi.bios-version value=1.2.3 @7:2",
            "Setting key=machine.dmi.bios-date value=01/02/2025 @8:2",
            "Setting key=machine.dmi.sys-vendor value=Acme @12:2",
            "Setting key=machine.dmi.product-name value=X1 @13:2",
            "Setting key=machine.dmi.board-name value=Board A @19:2"),
        Told.of(new Dmidecode(), "dmidecode.txt", text).rows());
  }

  @Test
  void lscpuTellsProcessorAndAddressBits() {
    String text =
        """
        Architecture:                         x86_64
          CPU op-mode(s):                     32-bit, 64-bit
          Address sizes:                      52 bits physical, 57 bits virtual
        Vendor ID:                            AuthenticAMD
          Model name:                         AMD EPYC 9754 128-Core Processor
            CPU family:                       25
            Model:                            160
            Stepping:                         2
        """;
    assertEquals(
        List.of(
            "Setting key=machine.arch value=x86_64 @1:1",
            "Setting key=machine.phys-bits value=52 @3:3",
            "Setting key=machine.cpu.vendor value=AuthenticAMD @4:1",
            "Setting key=machine.cpu.name value=AMD EPYC 9754 128-Core Processor @5:3",
            "Setting key=machine.cpu.family value=25 @6:5",
            "Setting key=machine.cpu.model value=160 @7:5",
            "Setting key=machine.cpu.stepping value=2 @8:5"),
        Told.of(new Lscpu(), "lscpu.txt", text).rows());
  }

  @Test
  void eventsTellDecodersAndLoadedModules() {
    assertEquals(
        List.of(
            "Decoder name=hb0x100000000 range=110000000-14fffffff ways=1 granularity=256"
                + " committed=true @1:1",
            "Decoder memdev=0000:0d:00.0 range=110000000-14fffffff ways=1 granularity=256"
                + " committed=true @2:1",
            "Step verb=load subject=dax_hmem arguments={ignore-softdep=true} time=16.71 @3:1",
            "Step verb=load subject=cxl_acpi time=19.99 @4:1",
            "Step verb=load subject=cxl_pci time=21.46 @5:1",
            "Step verb=load subject=cxl_mem time=22.7 @6:1",
            "Step verb=load subject=cxl_port time=23.84 @7:1",
            "Step verb=load subject=dax_cxl time=27.09 @8:1",
            "Step verb=load subject=device_dax time=28.34 @9:1",
            "Step verb=load subject=kmem time=29.71 @10:1"),
        Told.of(new BootEvents(), "events/insmod.txt").rows());
  }

  @Test
  void stepsKeepTheirCommands() {
    List<String> rows =
        Told.of(new BootEvents(), "events/hot-fw.txt").rows().stream()
            .filter(row -> row.startsWith("Step"))
            .toList();
    assertEquals(4, rows.size());
    assertEquals(
        "Step verb=step subject=hotadd arguments={command=qmp add 10, end=36.93,"
            + " label=step01-hotadd, rc=0} time=25.74 @4:1",
        rows.get(0));
    assertEquals(
        "Step verb=step subject=rebind arguments={command=unbind hmem_platform hmem_platform.0;"
            + " bind hmem_platform hmem_platform.0, end=54.47, label=step04-rebind, rc=0}"
            + " time=52.7 @13:1",
        rows.get(3));
  }

  @Test
  void whatIsProgrammedAfterTheFirstStepIsNoBootsDecoder() {
    List<String> rows = Told.of(new BootEvents(), "events/hot-fw.txt").rows();
    assertTrue(rows.stream().noneMatch(row -> row.startsWith("Decoder")), rows.toString());
    assertEquals(2, rows.stream().filter(row -> row.startsWith("LateDecoder")).count());
  }

  @Test
  void encodedInterleaveAndLockAreDecoded() {
    Told told =
        Told.of(
            new BootEvents(),
            "events.txt",
            """
            1.00 fw 0d:00.0@0:0x110000000:0x40000000:2:6:1:0x1000 ctrl=0x00001620
            1.10 fw 35:00.0@0:0x110000000:0x60000000:9:0:0 ctrl=0x00001200
            1.20 fw 36:00.0@0:0x110000000:0x60000000:5:0:0 ctrl=0x00001600
            1.30 modprobe kmem rc=1
            """);
    assertEquals(
        List.of(
            "Decoder memdev=0000:0d:00.0 range=110000000-14fffffff ways=4 granularity=16384"
                + " committed=true locked=true dpaBase=4096 @1:1",
            "Decoder memdev=0000:35:00.0 range=110000000-16fffffff ways=6 granularity=256 @2:1"),
        told.rows());
    assertEquals(
        List.of("WARNING events.txt:3:1 this interleave is not one that decoders can encode"),
        told.problems());
  }

  @Test
  void qemuTellsDevicesButNotWhereWindowsLie() {
    Told told = Told.of(new QemuCommandLine(), "qemu/qemu-cmdline.txt");
    assertEquals(
        List.of(
            "Memdev ram=4294967296 hostBridge=52 state=enabled hostBridgePath=pci0000:34 @19:9",
            "Memdev ram=4294967296 hostBridge=191 state=enabled hostBridgePath=pci0000:bf @20:9",
            "Memdev ram=4294967296 hostBridge=230 state=enabled hostBridgePath=pci0000:e6 @21:9",
            "Setting key=qemu.window.0 value=size=4294967296 ways=1 granularity=256 targets=52"
                + " @22:4",
            "Setting key=qemu.window.1 value=size=4294967296 ways=1 granularity=256 targets=191"
                + " @22:4",
            "Setting key=qemu.window.2 value=size=4294967296 ways=1 granularity=256 targets=230"
                + " @22:4",
            "Setting key=machine.arch value=x86_64"),
        told.rows());
    assertEquals(
        List.of(
            "WARNING qemu-cmdline.txt:22:4 the command line does not tell where the CXL windows"
                + " lie"),
        told.problems());
  }

  @Test
  void qemuSwitchesAndInterleavedWindowsAreFollowed() {
    Told told =
        Told.of(
            new QemuCommandLine(),
            "run.sh",
            """
            qemu-system-aarch64 -M virt,cxl=on,cxl-fmw.0.targets.1=b,cxl-fmw.0.targets.0=a,\
            cxl-fmw.0.size=8G,cxl-fmw.0.interleave-granularity=8k \\
              -object 'memory-backend-file,id=pm,mem-path=/tmp/a b,size=0x10000000' \\
              -device pxb-cxl,bus_nr=0x0c,id=a -device pxb-cxl,bus_nr=222,id=b \\
              -device cxl-rp,bus=a,id=rp -device cxl-upstream,bus=rp,id=us \\
              -device cxl-downstream,bus=us,id=ds -append "efi=nosoftreserve quiet" \\
              -device cxl-type3,bus=ds,persistent-memdev=pm,sn=0xc0ffee
            """);
    assertEquals(
        List.of(
            "KernelParameter name=efi value=nosoftreserve @5:48",
            "KernelParameter name=quiet @5:48",
            "Memdev serial=12648430 pmem=268435456 hostBridge=12 state=enabled"
                + " hostBridgePath=pci0000:0c @6:11",
            "Setting key=qemu.window.0 value=size=8589934592 ways=2 granularity=8192"
                + " targets=12,222 @1:24",
            "Setting key=machine.arch value=aarch64"),
        told.rows());
  }

  @Test
  void argumentsWithinJsonAreNoCommandLine() {
    byte[] json = "{\"qemu_args\": [\"-device pxb-cxl\"]}".getBytes(StandardCharsets.UTF_8);
    assertFalse(new QemuCommandLine().recognises(new Artifact("boot.json", json)));
  }
}
