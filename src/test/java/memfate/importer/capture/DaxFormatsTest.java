package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link DaxctlList}, {@link DaxDevices} and {@link DaxLinks}. */
class DaxFormatsTest {

  @Test
  void regionsGiveTheirDevicesTheirPath() {
    assertEquals(
        List.of(
            "Dax name=dax1.0 size=4294967296 driver=device_dax path=/platform/hmem.1 node=3 @8:7",
            "Dax name=dax0.0 size=4294967296 driver=device_dax path=/platform/hmem.0 node=2"
                + " @22:7"),
        Told.of(new DaxctlList(), "daxctl/two-regions.json").rows());
    assertEquals(
        List.of("Dax name=dax0.0 size=8589934592 driver=kmem path=/platform/hmem.0 node=1 @7:7"),
        Told.of(new DaxctlList(), "daxctl/system-ram.json").rows());
  }

  @Test
  void disabledDeviceHasNoDriver() {
    assertEquals(
        List.of(
            "Dax name=dax4.0 size=2147483648 path=/platform/hmem_platform.0/hmem.4 node=1 @7:5"),
        Told.of(new DaxctlList(), "daxctl/disabled.json").rows());
  }

  @Test
  void devicesWithoutRegionsHaveNoPath() {
    String text = "{\"chardev\":\"dax0.0\",\"size\":\"1.50 GiB (1.61 GB)\",\"mode\":\"devdax\"}";
    assertEquals(
        List.of("Dax name=dax0.0 size=1610612736 driver=device_dax @1:1"),
        Told.of(new DaxctlList(), "list.json", text).rows());
  }

  @Test
  void sysfsTellsAddressesToo() {
    assertEquals(
        List.of(
            "Dax name=dax4.0 range=110000000-18fffffff size=2147483648"
                + " path=/platform/hmem_platform.0/hmem.4 node=1 @1:1"),
        Told.of(new DaxDevices(), "sysfs/dax-devices.txt").rows());
  }

  @Test
  void deviceWithoutBytesHasNoAddresses() {
    String text =
        "dax0.0 driver=kmem resource=0x0 size=0 node= modalias=dax:t0"
            + " path=/sys/devices/platform/hmem.0/dax0.0\n";
    assertEquals(
        List.of("Dax name=dax0.0 driver=kmem path=/platform/hmem.0 @1:1"),
        Told.of(new DaxDevices(), "dax-devices.txt", text).rows());
  }

  @Test
  void linksTellDriversAndPaths() {
    String nvdimm = "path=/LNXSYSTM:00/LNXSYBUS:00/ACPI0012:00/ndbus0/";
    assertEquals(
        List.of(
            "Dax name=dax8.0 driver=kmem " + nvdimm + "region8/dax8.1 @12:1",
            "Dax name=dax3.0 driver=kmem path=/platform/hmem.3 @14:1",
            "Dax name=dax1.0 driver=kmem path=/platform/hmem.1 @15:1",
            "Dax name=dax7.0 driver=kmem " + nvdimm + "region7/dax7.1 @17:1",
            "Dax name=dax5.0 driver=kmem " + nvdimm + "region5/dax5.1 @18:1",
            "Dax name=dax6.0 driver=device_dax " + nvdimm + "region6/dax6.1 @11:1",
            "Dax name=dax0.0 driver=device_dax path=/platform/hmem.0 @13:1",
            "Dax name=dax2.0 driver=device_dax path=/platform/hmem.2 @16:1"),
        Told.of(new DaxLinks(), "sysfs/sys-bus-dax.txt").rows());
  }

  @ParameterizedTest
  @CsvSource({"dax.after-kmem", "out.step02-create"})
  void listingsFromTheMiddleOfABootAreNotTaken(String name) {
    Artifact sysfs = new Artifact(name, Told.bytes("sysfs/dax-devices.txt"));
    assertFalse(new DaxDevices().recognises(sysfs));
    Artifact daxctl = new Artifact(name, Told.bytes("daxctl/disabled.json"));
    assertFalse(new DaxctlList().recognises(daxctl));
  }

  @ParameterizedTest
  @CsvSource({"dax.s0", "dax.p0", "dax.step01-bind"})
  void listingsBetweenStepsAreTakenEvenIfTheyAreEmpty(String name) {
    assertTrue(new DaxDevices().recognises(new Artifact(name, new byte[0])));
  }
}
