package memfate.importer.capture;

import java.util.List;
import memfate.importer.Problems;
import memfate.platform.Memdev;

/**
 * {@code /sys/bus/pci}: {@code pci-devices.txt} of a capture. CXL memory devices are told by their
 * class, without a name: which {@code memN} they become is not known here.
 */
public final class PciDevices implements Format {
  private static final String CXL_MEMORY = "0x050210";

  @Override
  public String name() {
    return "/sys/bus/pci";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return !Rows.isIntermediate(artifact)
        && SysfsAttributes.startsWithDevice(
            artifact, "[0-9a-f]{4,8}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]");
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    SysfsAttributes sysfs = new SysfsAttributes(artifact);
    for (SysfsAttributes.Device device : sysfs.devices()) {
      if (sysfs.text(device.name(), "class").equals(CXL_MEMORY)) {
        evidence.tell(
            new Memdev(
                "",
                device.name(),
                0,
                -1,
                -1,
                null,
                false,
                device.driver().isEmpty() ? "disabled" : "enabled",
                device.driver(),
                "",
                List.of(),
                device.at()));
      }
    }
  }
}
