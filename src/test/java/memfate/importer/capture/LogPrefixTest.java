package memfate.importer.capture;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class LogPrefixTest {
  private static final String TEXT = "BIOS-e820: [mem 0x0000-0x0fff] usable";

  static Stream<Arguments> prefixes() {
    return Stream.of(
        Arguments.of("", Double.NaN, false),
        Arguments.of("   ", Double.NaN, false),
        Arguments.of("[    0.072114] ", 0.072114, true),
        Arguments.of("[12345.678901] ", 12345.678901, true),
        Arguments.of("[   24.598310][  T543] ", 24.598310, true),
        Arguments.of("[   24.598310] [  T543] ", 24.598310, true),
        Arguments.of("[T123] ", Double.NaN, true),
        Arguments.of("[    0.100000][    C0] ", 0.1, true),
        Arguments.of("[    0.500000 <    0.000021>] ", 0.5, true),
        Arguments.of("[  +0.000021] ", Double.NaN, true),
        Arguments.of("[Nov23 10:00] ", Double.NaN, true),
        Arguments.of("[Mon Nov 23 10:00:00 2026] ", Double.NaN, true),
        Arguments.of("[lun. nov. 23 10:00:00 2026] ", Double.NaN, true),
        Arguments.of("<6>[    1.500000] ", 1.5, true),
        Arguments.of("<6>", Double.NaN, false),
        Arguments.of("kern  :info  : [    1.500000] ", 1.5, true),
        Arguments.of("6,339,1500000,-;", 1.5, true),
        Arguments.of("kernel: ", Double.NaN, true),
        Arguments.of("kernel: [   24.598310][  T543] ", 24.598310, true),
        Arguments.of("Nov 23 10:00:00 host kernel: ", Double.NaN, true),
        Arguments.of("Nov  3 10:00:00 host.example.org kernel: [    1.500000] ", 1.5, true),
        Arguments.of("Mon 2026-11-23 10:00:00 UTC host kernel: ", Double.NaN, true),
        Arguments.of("2026-11-23T10:00:00.123456+00:00 host kernel: ", Double.NaN, true),
        Arguments.of("2026-11-23T10:00:00,123456+00:00 ", Double.NaN, true),
        Arguments.of("[    1.500000] host kernel: ", 1.5, true),
        Arguments.of("1780000000.500000 host kernel: ", Double.NaN, true),
        Arguments.of("> > [    1.500000] ", 1.5, true),
        Arguments.of(">> Nov 23 10:00:00 host kernel: ", Double.NaN, true),
        Arguments.of("\ufeff[    1.500000] ", 1.5, true));
  }

  @ParameterizedTest(name = "[{0}]")
  @MethodSource("prefixes")
  void everyPrefixComesOff(String prefix, double time, boolean stamped) {
    LogLine line = LogPrefix.strip(prefix + TEXT, 7);
    assertEquals(TEXT, line.text());
    assertEquals(time, line.time());
    assertEquals(stamped, line.stamped());
    assertEquals(prefix.length() + 1, line.column());
    Reading told = Reading.read(new DmesgFormat(), "dmesg.txt", prefix + TEXT);
    assertEquals(List.of("1 bios usable 00000000-00000fff"), told.firmware());
  }

  @ParameterizedTest(name = "[{0}]")
  @org.junit.jupiter.params.provider.ValueSource(
      strings = {
        "[drm] Initialized bochs-drm",
        "[gap 0xc0000000-0xfed1bfff] available for PCI devices",
        "BUG: kernel NULL pointer dereference",
        "<TASK>",
        "6,339: no record",
        "[1] x",
        "[0000:00:00.0] x",
        "[]",
        "[",
        ""
      })
  void whatIsNoPrefixStays(String text) {
    assertEquals(text, LogPrefix.strip(text, 1).text());
  }

  @Test
  void nulsAreLeftOutAndLongLinesCut() {
    assertEquals(TEXT, LogPrefix.strip("\0\0[    1.5]\0 " + TEXT + "\0", 1).text());
    assertEquals(LogPrefix.LONGEST_LINE, LogPrefix.strip("x".repeat(1 << 20), 1).text().length());
  }

  @Test
  void coloursComeOff() {
    String coloured =
        "\u001b[32m[    1.500000] \u001b[0m\u001b[33mBIOS-e820\u001b[0m: [mem 0x0-0xf] usable";
    LogLine line = LogPrefix.strip(coloured + "\u001b[K", 1);
    assertEquals("BIOS-e820: [mem 0x0-0xf] usable", line.text());
    assertEquals(1.5, line.time());
  }

  private static List<String> join(String... lines) {
    List<String> joined = new ArrayList<>();
    byte[] bytes = String.join("\n", lines).getBytes(java.nio.charset.StandardCharsets.UTF_8);
    LogLines.forEach(new Artifact("x", bytes), 1, line -> joined.add(line.text()));
    return joined;
  }

  @Test
  void linesThatAMailBrokeAreJoined() {
    assertEquals(
        List.of(
            "BIOS-e820: [mem 0x0000000000000000-0x000000000009fbff] usable",
            "BIOS-e820: [mem 0x00000005d0000000-0x00000007cfffffff] soft reserved",
            "kmem dax3.0: mapping0: 0x100000000-0x17fffffff could not reserve region",
            "kmem dax3.0: probe with driver kmem failed with error -16",
            "",
            "That is what I see."),
        join(
            "[    0.000000] BIOS-e820: [mem 0x0000000000000000-",
            "0x000000000009fbff] usable",
            "[    0.000000] BIOS-e820: [mem 0x00000005d0000000-0x00000007cfffffff]",
            "soft reserved",
            "[   49.991221] kmem dax3.0: mapping0: 0x100000000-0x17fffffff could not",
            "reserve region",
            "[   49.991221] kmem dax3.0: probe with driver kmem failed with error -16",
            "",
            "That is what I see."));
  }

  @Test
  void shortLinesAreNotJoined() {
    assertEquals(
        List.of("cxl_acpi ACPI0017:00: root0 added", "That is all."),
        join("[    1.000000] cxl_acpi ACPI0017:00: root0 added", "That is all."));
  }
}
