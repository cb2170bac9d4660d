package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.SourceLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What somebody did after a boot, as events. */
class StepCommandsTest {
  private static final StepCommands.Machine MACHINE =
      new StepCommands.Machine() {
        @Override
        public Optional<String> memdevAt(String host) {
          return host.equals("0000:0d:00.0") ? Optional.of("mem3") : Optional.empty();
        }

        @Override
        public Optional<AddressRange> rangeOf(String name) {
          return name.equals("region0") || name.equals("dax0.0")
              ? Optional.of(new AddressRange(0x110000000L, 0x14fffffffL))
              : Optional.empty();
        }

        @Override
        public List<String> regions() {
          return List.of("region0", "region4");
        }

        @Override
        public List<String> absent() {
          return List.of("mem7");
        }
      };

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "unbind hmem_platform hmem_platform.0; bind hmem_platform hmem_platform.0"
            + " | unbind hmem_platform.0 {}, bind hmem_platform.0 {}",
        "rmmod dax_cxl; rmmod dax_hmem | unload dax_cxl {}, unload dax_hmem {}",
        "modprobe -r dax-cxl && modprobe dax_cxl | unload dax_cxl {}, load dax_cxl {}",
        "modprobe virtio_pci; insmod /lib/kmem.ko | load kmem {ignore-softdep=true}",
        "timeout 25 cxl disable-region region0 | disable region0 {at=0x110000000}",
        "cxl disable-region -f ; cxl destroy-region -f |",
        "cxl destroy-region -f all | destroy region0 {at=0x110000000}, destroy region4 {}",
        "cxl destroy-region region4 | destroy region4 {force=no}",
        "cxl create-region -t ram -d decoder0.1 -w 2 -g 256 -m mem0 mem1 -s 512M"
            + " | create region {granularity=256, memdevs=mem0, mem1, size=512M, window=1}",
        "daxctl reconfigure-device -m devdax -f dax0.0"
            + " | reconfigure dax0.0 {at=0x110000000, mode=devdax}",
        "daxctl reconfigure-device -N -m system-ram dax1.0"
            + " | reconfigure dax1.0 {mode=system-ram}",
        "daxctl reconfigure-device --mode=system-ram dax1.0"
            + " | reconfigure dax1.0 {memory=online, mode=system-ram}",
        "daxctl disable-device dax1.0; daxctl destroy-device -f dax1.0"
            + " | disable dax1.0 {}, destroy dax1.0 {}",
        "daxctl create-device -r 2 -s 256M | create dax2 {size=256M}",
        "daxctl offline-memory dax1.0 | offline dax1.0 {}",
        "echo 1 > /sys/bus/pci/devices/0000:0d:00.0/remove | hot-remove mem3 {}",
        "echo 1 > /sys/bus/pci/rescan | rescan pci {}",
        "echo 1 > /sys/bus/pci/drivers_autoprobe; echo 0000:0d:00.0 > /sys/bus/pci/drivers_probe"
            + " | probe mem3 {}",
        "echo 0000:0d:00.0 > /sys/bus/pci/drivers/cxl_pci/unbind | unbind mem3 {}",
        "qmp add 10 | hot-add mem7 {}",
        "sleep 3; state s1 |",
        "fw 'hb0x1@0:0x110000000:0x40000000:0:0:0;0d:00.0@0:0x110000000:0x40000000:0:0:0' |",
      })
  void commandsBecomeEvents(String command, String events) {
    StepCommands commands = new StepCommands(MACHINE, step(command));
    assertEquals(events == null ? "" : events, text(commands.events()));
    assertEquals(List.of(), commands.untold());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "ndctl create-namespace",
        "cxl reserve-dpa mem0",
        "cxl create-region -t pmem -d decoder0.0 -m mem0",
        "echo 1 > /sys/bus/pci/devices/0000:99:00.0/remove",
        "echo offline > /sys/devices/system/memory/memory34/state",
      })
  void whatNoEventSaysIsNamed(String command) {
    StepCommands commands = new StepCommands(MACHINE, step(command));
    assertEquals(List.of(command), commands.untold());
    assertEquals("", text(commands.events()));
  }

  private static BootPlan.Step step(String command) {
    return new BootPlan.Step("step", "x", Map.of("command", command), 1.5, SourceLocation.NONE);
  }

  private static String text(List<BootPlan.Step> events) {
    return String.join(
        ", ",
        events.stream()
            .map(e -> "%s %s %s".formatted(e.verb(), e.subject(), new TreeMap<>(e.arguments())))
            .toList());
  }
}
