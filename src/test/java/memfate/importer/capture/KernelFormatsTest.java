package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Modules, command line, configuration, version and distribution. */
class KernelFormatsTest {

  @Test
  void modulesBackwardsAreTheOrderOfLoading() {
    assertEquals(
        List.of(
            "Setting key=modules.load-order value=dax_hmem cxl_mem libnvdimm cxl_pci cxl_pmem"
                + " cxl_acpi dax_cxl device_dax kmem fsdev_dax @1:1"),
        Told.of(new LoadedModules(), "modules/modules.txt").rows());
  }

  @Test
  void lsmodTellsTheSame() {
    String text =
        """
        Module                  Size  Used by
        kmem                   16384  0
        snd_hda_intel          61440  3
        dax_hmem               20480  1 dax_cxl
        """;
    assertEquals(
        List.of("Setting key=modules.load-order value=dax_hmem kmem @2:1"),
        Told.of(new LoadedModules(), "lsmod.txt", text).rows());
  }

  @Test
  void modulesBeforeAnyWasLoadedAreNotTheFinalOnes() {
    Artifact early = new Artifact("modules.early", Told.bytes("modules/modules.txt"));
    assertFalse(new LoadedModules().recognises(early));
  }

  @Test
  void modprobeConfigSaysWhatIsNotLoaded() {
    Told told =
        Told.of(
            new ModprobeConfig(),
            "etc/modprobe.d/cxl.conf",
            """
            # local
            blacklist cxl-acpi
            blacklist nouveau
            install dax_hmem /bin/false
            blacklist dax_hmem
            options cxl_mem quirk="a b" flag
            install kmem echo no
            softdep dax_cxl pre: cxl_acpi cxl_pci
            """);
    assertEquals(
        List.of(
            "Setting key=modules.softdep.dax_cxl value=pre: cxl_acpi cxl_pci @8:1",
            "ModuleSpec name=cxl_acpi state=blacklisted @2:1",
            "ModuleSpec name=dax_hmem state=absent @4:1",
            "ModuleSpec name=cxl_mem parameters={quirk=a b, flag=} @6:1"),
        told.rows());
    assertEquals(
        List.of(
            "WARNING etc/modprobe.d/cxl.conf:7:1 what this command does instead of loading kmem is"
                + " not known"),
        told.problems());
  }

  @ParameterizedTest
  @CsvSource({"/bin/true", "/usr/bin/false", "/bin/false # never", ":"})
  void installCommandThatDoesNothingMakesAModuleAbsent(String command) {
    assertEquals(
        List.of("ModuleSpec name=kmem state=absent @1:1"),
        Told.of(new ModprobeConfig(), "kmem.conf", "install kmem " + command).rows());
  }

  @Test
  void moduleParametersAreThoseOfSysfs() {
    assertEquals(
        List.of("ModuleSpec name=dax_hmem parameters={disable=Y} @1:1"),
        Told.of(
                new ModuleParameters(),
                "module-params.txt",
                "/sys/module/dax_hmem/parameters/disable:Y\nsnd/parameters/index=0\n")
            .rows());
  }

  @Test
  void builtinModulesAreToldByName() {
    String text = "kernel/fs/ext4/ext4.ko\nkernel/drivers/cxl/core/cxl_core.ko\nkernel/dax.ko\n";
    assertEquals(
        List.of(
            "ModuleSpec name=cxl_core state=builtin @2:1",
            "ModuleSpec name=dax state=builtin @3:1"),
        Told.of(new BuiltinModules(), "modules.builtin", text).rows());
  }

  @Test
  void commandLineKeepsQuotedBlanksAndPlaces() {
    List<String> rows = Told.of(new KernelCommandLine(), "kernel/cmdline.txt").rows();
    assertEquals(19, rows.size());
    assertEquals("KernelParameter name=console value=ttyS0 @1:1", rows.get(0));
    assertEquals("KernelParameter name=nokaslr @1:52", rows.get(3));
    assertEquals(
        "KernelParameter name=dyndbg value=module cxl_core +p; module cxl_port +p; module dax +p"
            + " @1:86",
        rows.get(6));
    assertEquals(
        "KernelParameter name=memmap value=2048M%0x110000000+0xefffffff @1:296", rows.get(15));
  }

  @Test
  void pieceOfAConfigurationTellsOnlyWhatItSays() {
    assertEquals(
        List.of("KconfigSetting name=CXL_REGION value=n @1:1"),
        Told.of(new KernelConfig(), "kernel/kconfig.txt").rows());
    assertEquals(
        List.of(
            "KconfigSetting name=CXL_BUS value=m @1:1", "KconfigSetting name=NUMA value=y @3:1"),
        Told.of(new KernelConfig(), "x.txt", "CONFIG_CXL_BUS=m\nCONFIG_E1000=y\nCONFIG_NUMA=y\n")
            .rows());
  }

  @Test
  void completeConfigurationSwitchesOffWhatItDoesNotMention() {
    String text =
        "#\n# Automatically generated file; DO NOT EDIT.\n#\nCONFIG_CXL_BUS=m\n"
            + "CONFIG_DEV_DAX=m\n"
            + "CONFIG_FILLER=\"x\"\n".repeat(200);
    List<String> rows = Told.of(new KernelConfig(), "config-6.1.0", text).rows();
    assertEquals("KconfigSetting name=CXL_BUS value=m @4:1", rows.get(0));
    assertTrue(rows.contains("KconfigSetting name=DEV_DAX_CXL value=n"));
    assertFalse(rows.contains("KconfigSetting name=DEV_DAX value=n"));
    assertEquals(Concerned.DRIVERS.size(), rows.size());
  }

  @Test
  void unameTellsVersionDistributionAndArchitecture() {
    assertEquals(
        List.of(
            "Setting key=kernel.version value=7.3.4+deb13-amd64 @1:1",
            "Setting key=kernel.distro value=debian-13 @1:1",
            "Setting key=machine.arch value=x86_64 @1:1"),
        Told.of(new Uname(), "kernel/uname.txt").rows());
    assertEquals(
        List.of(
            "Setting key=kernel.version value=7.3.4+deb13-amd64 @1:1",
            "Setting key=kernel.distro value=debian-13 @1:1"),
        Told.of(new Uname(), "kernel/uname-r.txt").rows());
  }

  @ParameterizedTest
  @CsvSource({
    "6.14.0-63.fc42.x86_64, fedora-42",
    "5.14.0-570.el9.x86_64, rhel-9",
    "6.12.107+deb13-amd64, debian-13",
    "6.19-rc1, ''"
  })
  void distributionsAreKnownByTheirSuffix(String release, String distro) {
    String version = "Setting key=kernel.version value=%s @1:1".formatted(release);
    String suffix = "Setting key=kernel.distro value=%s @1:1".formatted(distro);
    assertEquals(
        distro.isEmpty() ? List.of(version) : List.of(version, suffix),
        Told.of(new Uname(), "uname-r.txt", release + "\n").rows());
  }

  @Test
  void osReleaseNamesTheDistribution() {
    String text = "PRETTY_NAME=\"Fedora Linux 42\"\nID=fedora\nVERSION_ID=42\n";
    assertEquals(
        List.of("Setting key=kernel.distro value=fedora-42 @2:1"),
        Told.of(new OsRelease(), "os-release", text).rows());
    assertEquals(
        List.of("Setting key=kernel.distro value=arch @1:1"),
        Told.of(new OsRelease(), "os-release", "ID=\"arch\"\n").rows());
  }
}
