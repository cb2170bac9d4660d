package memfate.iomem;

import static memfate.iomem.Ranges.range;
import static memfate.iomem.ResourceDescriptor.CXL;
import static memfate.iomem.ResourceDescriptor.NONE;
import static memfate.iomem.ResourceDescriptor.SOFT_RESERVED;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ResourceTreeTest {

  private final ResourceTree tree = ResourceTree.iomem();

  @ParameterizedTest(name = "{0} over {1} becomes {2}")
  @CsvSource({
    "20-2f, '', 20-2f",
    "20-2f, 28-37, 20-37",
    "20-2f, 18-27, 18-2f",
    "20-2f, '18-27 28-37', 18-37",
    "20-2f, '10-20 2f-3f', 10-3f",
    "20-2f, 10-3f, 20-2f",
    "20-2f, 20-2f, 20-2f",
    "20-2f, '22-23 2f-3f', 20-3f"
  })
  void expansionCoversEveryConflictWhole(String range, String others, String expected) {
    for (String other : others.split(" ")) {
      if (!other.isEmpty()) {
        assertNull(tree.insert(memory("other", other)));
      }
    }
    Resource wide = memory("wide", range);
    assertTrue(tree.insertExpandToFit(wide).inserted());
    assertEquals(range(expected), wide.range());
  }

  @Test
  void expansionTellsWhatItWidenedOverInOrder() {
    Resource low = put("low", "10-20");
    Resource high = put("high", "2f-3f");
    Resource wide = memory("wide", "20-2f");
    Expansion expansion = tree.insertExpandToFit(wide);
    assertEquals(List.of(low, high), expansion.over());
    assertEquals(
        List.of(
            "Expanded resource wide due to conflict with low",
            "Expanded resource wide due to conflict with high"),
        expansion.log());
  }

  @Test
  void expansionGivesUpOutsideTheParent() {
    Resource parent = put("parent", "10-1f");
    Resource outside = memory("outside", "18-2f");
    assertFalse(tree.insertExpandToFit(parent, outside).inserted());
    assertFalse(outside.isInTree());
  }

  @Test
  void expansionLeavesAResourceThatHasAParentAlone() {
    Resource resource = put("resource", "10-1f");
    assertTrue(ResourceTree.softReserved().insertExpandToFit(resource).inserted());
    assertSame(tree.root(), resource.parent());
    assertEquals(range("10-1f"), resource.range());
  }

  @ParameterizedTest(name = "claim {0}: blocked by {1}")
  @CsvSource({
    "10-4f, busy",
    "10-1f, ''",
    "20-2f, busy",
    "24-25, busy",
    "1f-20, busy",
    "2f-30, busy",
    "30-3f, ''",
    "38-47, open",
    "40-4f, ''",
    "48-57, window",
    "50-5f, ''",
    "0-fff, window"
  })
  void aClaimNeedsRoomAllTheWayDown(String range, String blocker) {
    put("window", "10-4f");
    put("busy", "20-2f").setFlags(ResourceFlags.MEM | ResourceFlags.BUSY);
    put("open", "30-3f");
    AddressRange wanted = range(range);
    RegionClaim claim = tree.claimRegion(wanted.start(), wanted.size(), "dax0.0", 0);
    assertEquals(blocker, claim.blocker() == null ? "" : claim.blocker().name());
    assertEquals(blocker.isEmpty(), claim.claimed() != null);
  }

  @Test
  void aClaimIsBusyAndTakesTypeAndDescriptorOfItsParent() {
    Resource window = new Resource("w", range("10-1f"), ResourceFlags.SYSTEM_RAM, CXL);
    assertNull(tree.insert(window));
    Resource claim = tree.requestRegion(0x10, 0x10, "dax0.0", ResourceFlags.EXCLUSIVE);
    assertNotNull(claim);
    assertSame(window, claim.parent());
    assertSame(CXL, claim.descriptor());
    assertEquals(
        ResourceFlags.SYSTEM_RAM | ResourceFlags.BUSY | ResourceFlags.EXCLUSIVE, claim.flags());
    assertNull(tree.requestRegion(0x10, 0x10, "dax0.1", 0));
  }

  @Test
  void aClaimFitsBelowAnotherOnceThatIsNotBusy() {
    Resource first = tree.requestRegion(0x10, 0x10, "dax0.0", 0);
    first.setFlags(first.flags() & ~ResourceFlags.BUSY);
    Resource second = tree.requestRegion(0x10, 0x10, "System RAM (kmem)", 0);
    assertSame(first, second.parent());
  }

  @Test
  void aClaimOfNoBytesIsBlockedByTheParent() {
    assertSame(tree.root(), tree.claimRegion(0x10, 0, "dax0.0", 0).blocker());
    assertSame(tree.root(), tree.claimRegion(-1L, 2, "dax0.0", 0).blocker());
  }

  @Test
  void theDaxRegionsTreeLacksTheLastAddress() {
    ResourceTree regions = ResourceTree.daxRegions();
    assertNotNull(regions.requestRegion(0x10, 0x10, "a", 0));
    assertSame(regions.root(), regions.claimRegion(-2L, 2, "b", 0).blocker());
  }

  @ParameterizedTest(name = "adjust to {0}: {1}")
  @CsvSource({
    "20-2f, true",
    "1f-30, true",
    "22-29, true",
    "1e-2f, false",
    "20-31, false",
    "23-2f, false",
    "20-28, false",
    "0-2f, false",
    "20-5f, false"
  })
  void adjustingKeepsClearOfParentNeighboursAndChildren(String range, boolean done) {
    put("parent", "10-4f");
    put("before", "10-1e");
    Resource resource = put("resource", "20-2f");
    put("after", "31-3f");
    put("child", "22-29");
    AddressRange wanted = range(range);
    assertEquals(done, tree.adjust(resource, wanted.start(), wanted.size()));
    assertEquals(done ? wanted : range("20-2f"), resource.range());
  }

  @Test
  void adjustingRefusesRangesThatNoTreeCanHold() {
    Resource resource = put("resource", "20-2f");
    assertRefused(
        "no range starts at 0x20 with a size of 0x0", () -> tree.adjust(resource, 0x20, 0));
    assertRefused(
        "no range starts at 0xfffffffffffffff0 with a size of 0x11",
        () -> tree.adjust(resource, -16L, 0x11));
    assertRefused(
        "the root PCI mem [mem 0x00000000-0xffffffffffffffff] cannot be adjusted to"
            + " [mem 0x00000000-0x00000fff]",
        () -> tree.adjust(tree.root(), 0, 0x1000));
    assertEquals(range("20-2f"), resource.range());
  }

  @Test
  void releasingOrRemovingFromNoTreeIsRefused() {
    Resource loose = memory("loose", "20-2f");
    String message = "loose [mem 0x00000020-0x0000002f] is in no tree";
    assertRefused(message, () -> tree.release(loose));
    assertRefused(message, () -> tree.remove(loose));
  }

  @Test
  void insertingTheSameResourceTwiceIsRefused() {
    Resource resource = put("resource", "20-2f");
    String message =
        "resource [mem 0x00000020-0x0000002f] is in a tree already, below PCI mem"
            + " [mem 0x00000000-0xffffffffffffffff]";
    assertRefused(message, () -> tree.insert(resource));
    assertRefused(message, () -> tree.request(resource));
    assertRefused(message, () -> ResourceTree.softReserved().insert(resource));
    assertEquals(List.of(resource), tree.root().children());
  }

  @Test
  void aResourceInAnotherTreeStillMeetsItsConflict() {
    Resource window = put("window", "20-2f");
    Resource elsewhere = memory("elsewhere", "28-37");
    assertNull(ResourceTree.softReserved().insert(elsewhere));
    assertSame(window, tree.insert(elsewhere));
    assertSame(window, tree.request(elsewhere));
  }

  @Test
  void aResourceWithChildrenCannotAdoptOthers() {
    Resource outer = put("outer", "10-3f");
    put("inner", "10-1f");
    tree.release(outer);
    put("other", "38-47");
    String message =
        "outer [mem 0x00000010-0x0000003f] has 1 children of its own and cannot adopt other"
            + " [mem 0x00000038-0x00000047]";
    assertRefused(message, () -> tree.insertExpandToFit(outer));
    assertEquals(range("10-3f"), outer.range());
    assertEquals("00000038-00000047 : other\n", tree.toIomem(8));
  }

  @Test
  void parentsInOtherTreesAndCyclesAreRefused() {
    ResourceTree other = ResourceTree.softReserved();
    Resource there = memory("there", "10-3f");
    assertNull(other.insert(there));
    Resource loose = memory("loose", "10-1f");
    String message =
        "there [mem 0x00000010-0x0000003f] is in the tree of Soft Reserved"
            + " [mem 0x00000000-0xffffffffffffffff], not of PCI mem"
            + " [mem 0x00000000-0xffffffffffffffff]";
    assertRefused(message, () -> tree.insert(there, loose));
    assertRefused(message, () -> tree.release(there));
    assertRefused(
        "loose [mem 0x00000010-0x0000001f] cannot go below loose [mem 0x00000010-0x0000001f],"
            + " which is a part of it",
        () -> tree.insert(loose, loose));
  }

  @Test
  void aReleasedSubtreeCanBeChangedAndComesBackWhole() {
    Resource outer = put("outer", "10-3f");
    put("inner", "10-1f");
    tree.release(outer);
    assertNull(tree.request(outer, memory("second", "20-2f")));
    assertNull(tree.request(outer));
    assertEquals(
        """
        00000010-0000003f : outer
          00000010-0000001f : inner
          00000020-0000002f : second
        """,
        tree.toIomem(8));
  }

  @Test
  void lookupSeesStartsOfDirectChildrenOnly() {
    Resource outer = put("outer", "10-3f");
    Resource inner = put("inner", "20-2f");
    assertSame(outer, tree.lookup(0x10));
    assertNull(tree.lookup(0x11));
    assertNull(tree.lookup(0x20));
    assertSame(inner, tree.lookup(outer, 0x20));
  }

  @Test
  void aWalkGoesOnInTheTreeThatItsVisitorChanged() {
    put("a", "10-1f");
    Resource b = put("b", "20-2f");
    put("c", "30-3f");
    List<String> visited = new ArrayList<>();
    tree.walk(
        AddressRange.ALL,
        ResourceFlags.MEM,
        NONE,
        match -> {
          if (match.resource().name().equals("a")) {
            tree.release(b);
            put("wrap", "0-1f");
            put("d", "40-4f");
          }
          return visited.add(match.resource().name());
        });
    assertEquals(List.of("a", "c", "d"), visited);
  }

  @Test
  void aWalkStopsWhereItsVisitorSaysSo() {
    put("a", "10-1f");
    put("b", "20-2f");
    assertEquals(1, tree.walk(AddressRange.ALL, ResourceFlags.MEM, NONE, match -> false));
    assertEquals(0, tree.walk(AddressRange.ALL, ResourceFlags.IO, NONE, match -> true));
  }

  @ParameterizedTest
  @EnumSource
  void descriptorsAreFoundByTheirNumber(ResourceDescriptor descriptor) {
    assertSame(descriptor, ResourceDescriptor.of(descriptor.code()));
  }

  @Test
  void descriptorsThatTheKernelLacksAreRefused() {
    assertRefused(
        "no resource descriptor has the number 10, they end at 9", () -> ResourceDescriptor.of(10));
  }

  @Test
  void childrenAreReadOnly() {
    put("a", "10-1f");
    List<Resource> children = tree.root().children();
    assertThrows(UnsupportedOperationException.class, () -> children.remove(0));
    assertThrows(UnsupportedOperationException.class, children::clear);
    assertThrows(UnsupportedOperationException.class, () -> children.add(memory("b", "0-f")));
    assertEquals(1, children.size());
  }

  @Test
  void aCopyHasTheSameContentAndALifeOfItsOwn() {
    put("outer", "10-3f");
    put("inner", "10-1f");
    Resource claim = tree.requestRegion(0x10, 4, "claim", 0);
    Map<Resource, Resource> copies = new HashMap<>();
    ResourceTree copy = tree.copy(copies::put);
    String before = tree.canonicalText();
    assertEquals(before, copy.canonicalText());
    assertNotSame(claim, copies.get(claim));

    copy.release(copies.get(claim));
    assertEquals(before, tree.canonicalText());
    assertNotEquals(before, copy.canonicalText());
  }

  @Test
  void canonicalTextTellsFlagsAndDescriptorsApart() {
    Resource resource = put("a", "10-1f");
    String before = tree.canonicalText();
    resource.setFlags(ResourceFlags.MEM | ResourceFlags.BUSY);
    assertNotEquals(before, tree.canonicalText());

    ResourceTree other = ResourceTree.iomem();
    other.insert(new Resource("a", range("10-1f"), ResourceFlags.MEM, SOFT_RESERVED));
    assertNotEquals(before, other.canonicalText());
  }

  @Test
  void nestingMayBeDeeperThanTheStack() {
    int depth = 50_000;
    for (int i = 0; i < depth; i++) {
      assertNull(tree.insert(memory("n", "10-1f")));
    }
    assertEquals(
        new OverlapSummary(0, 1, 0, 0), tree.overlaps(range("10-1f"), ResourceFlags.IO, NONE));
    assertEquals(depth, tree.copy().toIomem(0).lines().count());
  }

  private Resource put(String name, String range) {
    Resource resource = memory(name, range);
    assertNull(tree.insert(resource));
    return resource;
  }

  private static Resource memory(String name, String range) {
    return new Resource(name, range(range), ResourceFlags.MEM, NONE);
  }

  private static void assertRefused(String message, Executable call) {
    assertEquals(message, assertThrows(RuntimeException.class, call).getMessage());
  }
}
