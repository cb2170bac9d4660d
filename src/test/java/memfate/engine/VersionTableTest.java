package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import memfate.importer.DescriptionReader;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The table that chooses a policy by kernel version, distribution and architecture. */
class VersionTableTest {
  @TempDir Path rules;

  @BeforeEach
  void twoPolicies() throws IOException {
    Files.createDirectories(rules.resolve("lib"));
    Files.writeString(
        rules.resolve("lib/options.yaml"), "options:\n  form: {values: [old, new]}\n");
    for (String name : List.of("old", "new")) {
      Path folder = Files.createDirectories(rules.resolve("policies").resolve(name));
      Files.writeString(folder.resolve("policy.yaml"), "title: t\noptions: {form: new}\n");
    }
  }

  private PolicyLibrary library(String... rows) throws IOException {
    StringBuilder table = new StringBuilder("versions:\n");
    for (String row : rows) {
      table.append("  - ").append(row).append('\n');
    }
    Files.writeString(rules.resolve("policies/versions.yaml"), table);
    return new PolicyLibrary(rules);
  }

  private static Platform kernel(String version, String distro, String arch) {
    String text =
        """
        schema: memfate-platform/1
        id: x
        machine: {arch: %s}
        firmware-map: unknown
        kernel: {version: "%s", distro: "%s"}
        """
            .formatted(arch, version, distro);
    return new DescriptionReader().read("x.yaml", text).platforms().get(0);
  }

  @ParameterizedTest(name = "{0} of \"{1}\" on {2}: {3}")
  @CsvSource({
    "6.14.0-1007-nvidia,          '', aarch64, vendor",
    "6.14.0-1007-nvidia-64k,      '', aarch64, vendor",
    "6.14.0-1007-generic,         '', aarch64, arm",
    "6.14.0-1007-generic,         '', riscv64, arm",
    "6.14.0-1007-generic,         '', x86_64,  any",
    "7.1.0-1007-nvidia,           '', x86_64,  new",
    "7.1.0-rc1,                   '', x86_64,  new",
    "7.3.4+deb13-amd64,           '', x86_64,  new",
    "6.1.0-50-amd64,  'Debian GNU/Linux 12', x86_64, debian",
    "6.1.0,                 'Fedora', x86_64,  any",
    "6.2,                   'Debian', x86_64,  any",
    "6.10.4,                      '', x86_64,  any",
    "v5.15.1,                     '', x86_64,  any",
    "'',                          '', x86_64,  untold",
  })
  void theFirstRowThatTakesAKernelCounts(String version, String distro, String arch, String remark)
      throws IOException {
    PolicyLibrary library =
        library(
            "{from: \"7.1\", policy: new, remark: new}",
            "{version: \"*-nvidia*\", from: \"6.0\", before: \"7.0\", policy: old, remark: vendor}",
            "{from: 6.10, before: 6.15, arch: [aarch64, riscv64], policy: old, remark: arm}",
            "{from: \"6.1\", before: \"6.2\", distro: \"debian*\", policy: old, remark: debian}",
            "{from: \"0\", policy: old, remark: any}",
            "{from: \"\", policy: new, remark: untold}");
    assertEquals(remark, library.select(kernel(version, distro, arch)).remark());
  }

  @ParameterizedTest(name = "{0} is {1}")
  @CsvSource({
    "6.1.119, old",
    "6.1.120, new",
    "6.1.176-1, new",
    "6.1, old",
    "6.1.0-50-amd64, old",
    "6.10, new",
    "6.2, new"
  })
  void patchLevelsAreComparedAsNumbers(String version, String policy) throws IOException {
    PolicyLibrary library =
        library("{from: \"6.1.120\", policy: new}", "{from: \"0\", policy: old}");
    assertEquals(policy, library.select(version).policy());
  }

  @Test
  void aRowMayChooseAPolicyWithAnotherValueOfAnOption() throws IOException {
    PolicyLibrary library = library("{from: \"6.1\", policy: new, set: {form: old}}");
    assertEquals(Map.of("form", "old"), library.select("6.1.3").set());
    assertEquals(List.of(), library.checkVersions());
  }

  @Test
  void aVersionThatNoRowTakesIsAnError() throws IOException {
    PolicyLibrary library = library("{from: \"6.1\", policy: new}");
    for (String version : List.of("6.0", "custom", "", "99999999999.1")) {
      PolicyException e = assertThrows(PolicyException.class, () -> library.select(version));
      assertEquals("rules/policies/versions.yaml", e.diagnostics().get(0).at().toString());
    }
  }

  @ParameterizedTest(name = "{0}: {2}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{form: \"6.1\", policy: new}          | 2:6  | unknown key 'form'",
        "{from: six, policy: new}              | 2:12 | 'from' is \"six\", which is no version",
        "{from: 6.1.x, policy: new}            | 2:12 | 'from' is \"6.1.x\", which is no version",
        "{before: \"\", policy: new}           | 2:14 | 'before' is \"\", which is no version",
        "{from: 6.2, before: 6.1, policy: new} | 2:25 | no version is from 6.2 on and before 6.1",
        "{from: 6.1, before: 6.1.0, policy: new} | 2:25 | no version is from 6.1 on and before",
        "{arch: arm64, policy: new}            | 2:12 | there is no architecture \"arm64\"",
        "{distro: [], policy: new}             | 2:14 | 'distro' says nothing",
        "{from: {a: b}, policy: new}           | 2:12 | 'from' has to be a single value",
        "{set: form, policy: new}              | 2:11 | 'set' has to be a mapping",
        "{from: \"6.1\"}                       | 2:5  | a row has no 'policy'",
        "just text                             | 2:5  | a row has to be a mapping",
      })
  void whatIsWrongWithARowIsToldWithItsPlace(String row, String place, String message)
      throws IOException {
    PolicyLibrary library = library(row);
    Diagnostic told = library.checkVersions().get(0);
    assertEquals("rules/policies/versions.yaml:" + place, told.at().toString(), told.message());
    assertTrue(told.message().startsWith(message), told.message());
    assertTrue(told.sourceLine().contains(row.strip()), told.sourceLine());
    assertThrows(PolicyException.class, () -> library.select("6.1"));
  }

  @Test
  void aPolicyOrOptionThatDoesNotExistIsFoundByTheCheck() throws IOException {
    PolicyLibrary library =
        library(
            "{from: \"7.0\", policy: newer}",
            "{from: \"6.0\", policy: new, set: {from: old}}",
            "{from: \"5.0\", policy: new, set: {form: older}}",
            "{policy: old}");
    assertEquals(
        List.of(
            "rules/policies/versions.yaml:2:5: there is no policy 'newer'",
            "rules/policies/versions.yaml:3:5: policy new has no option \"from\"; there are form",
            "rules/policies/versions.yaml:4:5: option \"form\" takes old or new, not \"older\""),
        library.checkVersions().stream().map(d -> d.at() + ": " + d.message()).toList());
  }

  @Test
  void theTableOfTheRepositoryIsInOrder() {
    assertEquals(List.of(), new PolicyLibrary(Path.of("rules")).checkVersions());
  }

  @ParameterizedTest(name = "{0} is {1} {2}")
  @CsvSource({
    "7.3.4+deb13-amd64,  v7.1,  {}",
    "7.1.0-rc2,          v7.1,  {}",
    "7.0.4,              v7.0,  {}",
    "7.1.0-1007-nvidia,  v7.1,  {}",
    "6.14.0-1007-nvidia, nvidia-6.x, {}",
    "6.14.0-1007-nvidia-64k, nvidia-6.x, {}",
    "6.18.15+deb13-amd64, v6.12, {}",
    "6.12.107+deb13-amd64, v6.12, {}",
    "6.6.30,             v6.12, {region-intersects=top-level}",
    "6.1.0-50-amd64,     v6.1,  {region-intersects=descending}",
    "5.15.0,             v6.1,  {}",
    "'',                 v7.1,  {}",
  })
  void kernelsBehaveByTheirPolicies(String version, String policy, String set) {
    VersionRow row = new PolicyLibrary(Path.of("rules")).select(version);
    assertEquals(policy, row.policy());
    assertEquals(set, row.set().toString());
  }
}
