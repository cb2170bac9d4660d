package memfate.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import memfate.engine.YamlFile;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which platforms the conditions of a row take, and how closely they describe them. */
class MatchTest {

  @ParameterizedTest(name = "{0}: {1}, specificity {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        "arch: x86_64 | true | 3",
        "arch: [aarch64, riscv64] | false | 0",
        "arch: [aarch64, x86_64] | true | 2",
        "dmi: {sys-vendor: example corp.} | true | 3",
        "dmi: {product-name: 'X1*'} | true | 1",
        "dmi: {product-name: 'X2*'} | false | 0",
        "dmi: {product-name: [X9, 'X1?2U']} | true | 1",
        "dmi: {board-name: B1} | false | 0",
        "dmi: {sys-vendor: Example Corp., product-name: X1-2U} | true | 6",
        "bios: {fixed-in: '1.4'} | true | 2",
        "bios: {fixed-in: '1.3'} | false | 0",
        "bios: {from: '1.3', fixed-in: '1.10'} | true | 2",
        "bios: {from: '1.3.1'} | false | 0",
        "bios: {from: 'A01'} | false | 0",
        "bios: {version: '1.*'} | true | 1",
        "cpu: {vendor: GenuineIntel, family: 6} | true | 6",
        "cpu: {model: {from: 0x80, to: 0x90}} | true | 2",
        "cpu: {model: {from: 0x90}} | false | 0",
        "kernel: {from: '7.1', before: '7.2'} | true | 2",
        "kernel: {from: '7.10'} | false | 0",
        "kernel: {version: '*-x1', distro: exampleos} | true | 4",
        "acpi: {id: ACPI0017} | true | 3",
        "acpi: {id: HMAT} | false | 0",
        "cxl: {restriction: fixed} | true | 3",
        "cxl: {device: type2} | false | 0",
        "cxl: {decoder: locked} | true | 3",
        "cxl: {soft-reserved: beyond-decoder} | true | 3",
        "cxl: {window-base: 0x1000000000} | true | 3",
        "cxl: {windows-of-range: {from: 2}} | true | 2",
        "cxl: {prm-translation: 'false'} | true | 3",
        "any-of: [{arch: aarch64}, {cpu: {vendor: GenuineIntel}, dmi: {product-name: '*'}}] | true | 4",
        "any-of: [{arch: aarch64}, {cpu: {vendor: AuthenticAMD}}] | false | 0"
      })
  void conditionsTakeThePlatformOrNot(String conditions, boolean matches, int specificity) {
    RowMatch match = row(conditions).match(Machines.x1());
    assertEquals(matches, match.matches(), match.verdicts().toString());
    assertEquals(specificity, match.specificity());
  }

  @Test
  void aNearMissFailsOneConditionAndTellsTheValueMet() {
    RowMatch match = row("dmi: {sys-vendor: Example Corp., product-name: X2}").match(Machines.x1());
    assertTrue(match.isNearMiss());
    Term.Verdict missed = match.verdicts().get(1);
    assertEquals(new Term.Verdict("dmi.product-name", "X2", false, "X1-2U", 0), missed);
  }

  @ParameterizedTest(name = "{0} {2} {1}")
  @CsvSource({
    "1.2, 1.10, <", "1.4, 1.4.1, <", "A07, a8, <", "U54 v2.10, U54 v2.9, >",
    "1.17.0-debian-1.17.0-1, 1.16.9, >", "1.4, 1_4, =", "2.0b, 2.0a, >", "A1, 1, ?"
  })
  void biosVersionsHaveAnOrder(String a, String b, String order) {
    OptionalInt compared = BiosVersion.compare(a, b);
    String found =
        compared.isEmpty()
            ? "?"
            : List.of("<", "=", ">").get(Integer.signum(compared.getAsInt()) + 1);
    assertEquals(order, found);
  }

  @ParameterizedTest(name = "{0} at {1}")
  @CsvSource(
      quoteCharacter = '~',
      delimiter = '|',
      value = {
        "dmi: {sys-vender: Acme} | 3:13 | unknown key 'sys-vender'",
        "dmi: Acme | 3:12 | 'dmi' has to be a mapping",
        "arch: amd64 | 3:13 | there is no architecture 'amd64'",
        "kernel: {from: seven} | 3:22 | 'from' is \"seven\", which is no version",
        "kernel: {from: '7.1', before: '6.12'} | 3:22 | no version is from 7.1 on and before 6.12",
        "bios: {from: '1.4', fixed-in: '1.4'} | 3:20 | no version is from 1.4 on and before 1.4",
        "cpu: {model: {from: many}} | 3:27 | 'many' is no number",
        "acpi: {id: ''} | 3:18 | 'id' says nothing",
        "flag: true | 3:7 | unknown key 'flag'"
      })
  void whatIsWrongIsToldWithItsPlace(String conditions, String place, String message) {
    List<Diagnostic> problems = new java.util.ArrayList<>();
    read(conditions, problems);
    Diagnostic first = problems.get(0);
    assertEquals("match.yaml:" + place + " " + message, first.at() + " " + first.message());
  }

  private static MatchRow row(String conditions) {
    List<Diagnostic> problems = new java.util.ArrayList<>();
    List<MatchRow> rows = read(conditions, problems);
    assertEquals(List.of(), problems);
    return rows.get(0);
  }

  private static List<MatchRow> read(String conditions, List<Diagnostic> problems) {
    String text = "rows:\n  - match:\n      %s\n    quirks: [odd]\n".formatted(conditions);
    return MatchReader.read(
        YamlFile.parse(Path.of("match.yaml").toString(), text), java.util.Set.of("odd"), problems);
  }
}
