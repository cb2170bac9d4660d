package memfate.iomem;

import static memfate.iomem.ResourceDescriptor.NONE;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class IomemPrinterTest {

  @Test
  void addressesHaveEightDigitsOrMore() {
    ResourceTree tree = ResourceTree.iomem();
    put(tree, "System RAM", "0-9ffff");
    put(tree, "CXL Window 0", "110000000-14fffffff");
    put(tree, "top", "fffffffffffff000-ffffffffffffffff");
    assertEquals(
        """
        00000000-0009ffff : System RAM
        110000000-14fffffff : CXL Window 0
        fffffffffffff000-ffffffffffffffff : top
        """,
        tree.toIomem(5));
  }

  @Test
  void aTreeBelow64KiBHasFourDigits() {
    ResourceTree ports = new ResourceTree("PCI IO", Ranges.range("0-ffff"));
    put(ports, "dma1", "0-1f");
    assertEquals("0000-001f : dma1\n", ports.toIomem(5));
  }

  @Test
  void levelsBelowTheLastShareItsIndentation() {
    ResourceTree tree = ResourceTree.iomem();
    for (int level = 0; level < 5; level++) {
      put(tree, "level " + level, "0-" + (9 - level));
    }
    put(tree, "beside level 4", "6-6");
    put(tree, "beside level 0", "a-a");
    assertEquals(
        """
        00000000-00000009 : level 0
          00000000-00000008 : level 1
            00000000-00000007 : level 2
            00000000-00000006 : level 3
            00000000-00000005 : level 4
            00000006-00000006 : beside level 4
        0000000a-0000000a : beside level 0
        """,
        tree.toIomem(2));
  }

  @Test
  void anEmptyTreePrintsNothing() {
    assertEquals("", ResourceTree.iomem().toIomem(8));
    assertThrows(IllegalArgumentException.class, () -> ResourceTree.iomem().toIomem(-1));
  }

  @Test
  void aLineBreakInANameIsNoSecondResource() {
    ResourceTree one = ResourceTree.iomem();
    put(one, "a\n1 1-1 200 0 1 b", "0-0");
    ResourceTree two = ResourceTree.iomem();
    put(two, "a", "0-0");
    put(two, "b", "1-1");
    assertNotEquals(one.canonicalText(), two.canonicalText());
  }

  private static void put(ResourceTree tree, String name, String range) {
    assertNull(tree.insert(new Resource(name, Ranges.range(range), ResourceFlags.MEM, NONE)));
  }
}
