package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.engine.Policy;
import memfate.facts.PlatformFacts;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;

class SymmetryTest {
  private static final Policy POLICY = Described.POLICIES.policy("v6.12");

  @Test
  void devicesOfOneRegionAreAlike() {
    assertEquals(List.of(List.of(0, 1, 2, 3)), classes(fourWays("")));
  }

  @Test
  void aDeviceThatAStepNamesIsSpecial() {
    assertEquals(
        List.of(List.of(0, 2, 3)), classes(fourWays("boot: {events: [{hot-remove: mem1}]}\n")));
  }

  @Test
  void devicesWithOtherDecodersAreNotAlike() {
    String odd = fourWays("").replace("mem3, range", "mem3, locked: true, range");
    assertEquals(List.of(List.of(0, 1, 2)), classes(odd));
  }

  @Test
  void statesAreCountedAsIfEachWasLookedAt() {
    Platform platform = Described.of(fourWays(""));
    Orders alike = explore(platform, true);
    Orders apart = explore(platform, false);
    assertEquals(BigInteger.valueOf(alike.effort().states()).max(alike.states()), alike.states());
    assertEquals(apart.states(), alike.states());
    assertEquals(apart.count(), alike.count());
    assertEquals(apart.ranges(), alike.ranges());
  }

  private static Orders explore(Platform platform, boolean reduction) {
    return new Boot(POLICY, BootOptions.DEFAULT)
        .explore(platform, new Limits(1_000, 1, reduction, null))
        .readings()
        .get(0);
  }

  private static List<List<Integer>> classes(String yaml) {
    Platform platform = Described.of(yaml);
    List<Object> facts = new ArrayList<>(PlatformFacts.of(platform, platform));
    return new Symmetry(facts, POLICY.reads()).classes();
  }

  /** One region of four devices; all modules are built in, so that there are few orders. */
  private static String fourWays(String more) {
    StringBuilder text =
        new StringBuilder(
            """
            schema: memfate-platform/1
            id: four-ways
            firmware-map:
              - {range: 0x100000-0x7fffffff, e820: usable}
              - {range: 0x1000000000-0x13ffffffff, e820: soft-reserved}
            cedt:
              host-bridges: [{uid: 1}, {uid: 2}, {uid: 3}, {uid: 4}]
              windows:
                - {base: 0x1000000000, size: 16GiB, ways: 4, granularity: 256, targets: [1, 2, 3, 4]}
            srat: [{pxm: 1, range: 0x1000000000-0x13ffffffff}]
            hmat: absent
            modules: {cxl_acpi: builtin, cxl_port: builtin, cxl_pci: builtin, cxl_mem: builtin,
              cxl_pmem: absent, dax_hmem: builtin, dax_cxl: builtin, device_dax: builtin, kmem: builtin}
            memdevs:
            """);
    for (int i = 0; i < 4; i++) {
      text.append("  - {name: mem%d, ram: 4GiB, host-bridge: %d}\n".formatted(i, i + 1));
    }
    text.append("decoders:\n");
    for (int i = 0; i < 4; i++) {
      text.append(
          "  - {memdev: mem%d, range: 0x1000000000-0x13ffffffff, ways: 4, granularity: 256}\n"
              .formatted(i));
    }
    return text + more;
  }
}
