package memfate.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.stream.Collectors;
import memfate.platform.KernelParameter;
import memfate.platform.SourceLocation;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemmapTextTest {

  @ParameterizedTest(name = "{0}={1} changes {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "memmap | 1024M%0x110000000+0xefffffff | 110000000-14fffffff soft-reserved",
        "memmap | 4G%4G+0xefffffff | 100000000-1ffffffff soft-reserved",
        "memmap | 4G%4G-1+0xefffffff | 100000000-1ffffffff soft-reserved",
        "memmap | 64K$0x18690000 | 18690000-1869ffff reserved",
        "memmap | 1G!4G,1G@8G | 100000000-13fffffff pmem, 200000000-23fffffff usable",
        "memmap | 2M#1M | 00100000-002fffff acpi",
        "memmap | exactmap | ''",
        "memmap | 4G | ''",
        "memmap | 4G%4G-1 | ''",
        "memmap | 0%4G+2 | ''",
        "memmap | 4G$0xffffffff00000001 | ''",
        "memmap | 99999999999999999999G@0 | ''",
        "efi_fake_mem | 9G@4G:0x40000 | 100000000-33fffffff soft-reserved",
        "efi_fake_mem | 9G@4G:0x10000 | ''",
        "mem | 4G@4G | ''",
      })
  void readsWhatTheKernelReads(String name, String value, String changes) {
    String read =
        MemmapText.overlays(new KernelParameter(name, value, SourceLocation.NONE)).stream()
            .map(overlay -> overlay.range() + " " + overlay.type())
            .collect(Collectors.joining(", "));
    assertEquals(changes, read);
  }
}
