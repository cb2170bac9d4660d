package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Listings of buses, of the firmware's memory map and of memory blocks. */
class SysfsFormatsTest {

  @Test
  void cxlBusStandsInForCxlList() {
    String region = "state=commit driverBound=true";
    assertEquals(
        List.of(
            "CxlWindow base=4563402752 size=1073741824 ways=1 granularity=256 targets=[12] @3:1",
            "CxlWindow index=1 base=5637144576 size=1073741824 ways=1 granularity=256"
                + " targets=[52] @4:1",
            "Memdev name=mem0 host=0000:35:00.0 hostBridge=52 state=enabled"
                + " hostBridgePath=pci0000:34 @23:1",
            "Memdev name=mem1 host=0000:0d:00.0 hostBridge=12 state=enabled"
                + " hostBridgePath=pci0000:0c @24:1",
            "RegionSpec name=region0 range=110000000-14fffffff type=ram ways=1 granularity=256 "
                + (region + " @28:1"),
            "RegionSpec name=region1 range=150000000-18fffffff type=ram ways=1 granularity=256 "
                + (region + " @29:1")),
        Told.of(new CxlDevices(), "sysfs/cxl-devices.txt").rows());
  }

  @Test
  void uportNamesTheOwnerOfDecoders() {
    String uports = "endpoint3/uport:mem0\nendpoint4/uport:mem1\nport1/uport:pci0000:34\n";
    String text = new Artifact("x", Told.bytes("sysfs/cxl-devices.txt")).text() + uports;
    List<String> decoders =
        Told.of(new CxlDevices(), "cxl-devices.txt", text).rows().stream()
            .filter(row -> row.startsWith("Decoder"))
            .toList();
    assertEquals(
        List.of(
            "Decoder hostBridge=52 name=decoder1.0 range=150000000-18fffffff ways=1"
                + " granularity=256 committed=true @5:1",
            "Decoder memdev=mem0 name=decoder3.0 range=150000000-18fffffff ways=1 granularity=256"
                + " mode=ram committed=true @13:1",
            "Decoder memdev=mem1 name=decoder4.0 range=110000000-14fffffff ways=1 granularity=256"
                + " mode=ram committed=true @17:1"),
        decoders);
  }

  @Test
  void onlyMemoryDeviceOwnsTheEndpointDecoders() {
    String text =
        """
        DEV decoder2.0 driver=none path=../../../devices/platform/ACPI0017:00/root0/port1/endpoint2/decoder2.0
        DEV mem0 driver=none path=../../../devices/pci0000:0c/0000:0c:00.0/0000:0d:00.0/mem0
        decoder2.0/devtype:cxl_decoder_endpoint
        decoder2.0/start:0x110000000
        decoder2.0/size:0x40000000
        decoder2.0/mode:none
        """;
    assertEquals(
        List.of(
            "Memdev name=mem0 host=0000:0d:00.0 state=disabled hostBridgePath=pci0000:0c @2:1",
            "Decoder memdev=mem0 name=decoder2.0 range=110000000-14fffffff ways=1 granularity=256"
                + " committed=true @1:1"),
        Told.of(new CxlDevices(), "cxl.txt", text).rows());
  }

  @Test
  void pciClassTellsMemoryDevices() {
    assertEquals(
        List.of(
            "Memdev host=0000:0d:00.0 state=enabled driver=cxl_pci @8:1",
            "Memdev host=0000:35:00.0 state=enabled driver=cxl_pci @10:1"),
        Told.of(new PciDevices(), "sysfs/pci-devices.txt").rows());
  }

  @Test
  void platformDevicesAreKnownAndTellNothing() {
    assertEquals(
        new Told(List.of(), List.of()),
        Told.of(new PlatformDevices(), "sysfs/platform-devices.txt"));
  }

  @Test
  void firmwareMapComesInOrderOfAddress() {
    assertEquals(
        List.of(
            "FirmwareEntry range=00000000-0009fbff kind=E820 type=usable origin=bios @1:1",
            "FirmwareEntry range=0009fc00-0009ffff kind=E820 type=reserved origin=bios @4:1",
            "FirmwareEntry range=000f0000-000fffff kind=E820 type=reserved origin=bios @6:1",
            "FirmwareEntry range=00100000-7ffdffff kind=E820 type=usable origin=bios @2:1",
            "FirmwareEntry range=7ffe0000-7fffffff kind=E820 type=reserved origin=bios @3:1",
            "FirmwareEntry range=b0000000-bfffffff kind=E820 type=reserved origin=bios @5:1",
            "FirmwareEntry range=fed1c000-fed1ffff kind=E820 type=reserved origin=bios @8:1",
            "FirmwareEntry range=fffc0000-ffffffff kind=E820 type=reserved origin=bios @9:1",
            "FirmwareEntry range=fd00000000-ffffffffff kind=E820 type=reserved origin=bios"
                + " @7:1"),
        Told.of(new FirmwareMemmap(), "sysfs/firmware-memmap.txt").rows());
  }

  @Test
  void firmwareMapNamesWhatItCannotTakeOver() {
    Told told =
        Told.of(
            new FirmwareMemmap(),
            "firmware-memmap.txt",
            "0x1000-0x1fff Soft Reserved\n0x3000-0x2fff Reserved\n0x4000-0x4fff Marmalade\n");
    assertEquals(
        List.of(
            "FirmwareEntry range=00001000-00001fff kind=E820 type=soft-reserved origin=bios @1:1"),
        told.rows());
    assertEquals(
        List.of(
            "WARNING firmware-memmap.txt:2:1 range ends at 0x2fff, before its start 0x3000",
            "WARNING firmware-memmap.txt:3:1 'Marmalade' is no type of memory that the kernel"
                + " prints here"),
        told.problems());
  }

  @Test
  void memoryBlockSizeComesFromAnyListing() {
    MemoryBlocks format = new MemoryBlocks();
    assertEquals(
        List.of("Setting key=machine.memory-block-size value=134217728 @2:1"),
        Told.of(format, "sysfs/memory-blocks.txt").rows());
    assertEquals(
        List.of("Setting key=machine.memory-block-size value=2147483648 @6:1"),
        Told.of(format, "machine/lsmem.txt").rows());
    String json =
        """
        {
           "memory": [
              {"range": "0x0000000000000000-0x000000007fffffff", "size": "2G", "block": "0-15"}
           ]
        }
        """;
    assertEquals(
        List.of("Setting key=machine.memory-block-size value=134217728 @3:7"),
        Told.of(format, "lsmem.json", json).rows());
  }

  @ParameterizedTest
  @CsvSource({"8000000, 134217728", "80000000, 2147483648", "10000000, 268435456"})
  void blockSizeOfSysfsIsHexadecimal(String text, String bytes) {
    assertEquals(
        List.of("Setting key=machine.memory-block-size value=%s @1:1".formatted(bytes)),
        Told.of(new MemoryBlocks(), "block_size_bytes", text + "\n").rows());
  }

  @ParameterizedTest
  @ValueSource(strings = {"8000001", "8000"})
  void blockSizeThatCannotBeIsRefused(String size) {
    Told told = Told.of(new MemoryBlocks(), "block_size_bytes", size + "\n");
    assertTrue(told.rows().isEmpty());
    assertEquals(
        List.of(
            "WARNING block_size_bytes:1:1 a memory block of 0x%s bytes is not a power of two of at least 64 KiB"
                .formatted(size)),
        told.problems());
  }
}
