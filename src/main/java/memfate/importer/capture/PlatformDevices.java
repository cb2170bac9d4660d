package memfate.importer.capture;

import memfate.importer.Problems;

/**
 * {@code /sys/bus/platform}: {@code platform-devices.txt} of a capture. Drivers of {@code hmem} and
 * {@code ACPI0017} follow from the rest, so that it tells nothing of its own.
 */
public final class PlatformDevices implements Format {

  @Override
  public String name() {
    return "/sys/bus/platform";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return !Rows.isIntermediate(artifact)
        && SysfsAttributes.startsWithDevice(
            artifact, "(?:hmem|hmem_platform|ACPI00[0-9A-F]{2})[.:][0-9a-f]{1,6}");
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    // what it shows is an outcome, and the dax devices show it better
  }
}
