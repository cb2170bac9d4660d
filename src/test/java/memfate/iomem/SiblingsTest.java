package memfate.iomem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiblingsTest {

  private static final int SLOTS = 8 * Siblings.CHUNK;

  private final Siblings siblings = new Siblings();
  private final TreeMap<Integer, Resource> model = new TreeMap<>();

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4})
  void manyChildrenStayInOrderWhileTheyComeAndGo(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 6; round++) {
      boolean growing = round % 2 == 0;
      for (int i = 0; i < SLOTS; i++) {
        boolean add = random.nextInt(4) == 0 ? !growing : growing;
        change(random.nextInt(SLOTS), add);
      }
      compare(random);
    }
    List.copyOf(model.keySet()).forEach(slot -> change(slot, false));
    compare(random);
  }

  @ParameterizedTest(name = "step {0}")
  @ValueSource(ints = {1, -1})
  void childrenAddedInOrderAndBackwards(int step) {
    for (int slot = step > 0 ? 0 : SLOTS - 1; slot >= 0 && slot < SLOTS; slot += step) {
      change(slot, true);
    }
    compare(new Random(0));
  }

  @Test
  void changesEndALoopOverTheChildren() {
    change(1, true);
    change(3, true);
    Iterator<Resource> loop = siblings.iterator();
    loop.next();
    change(2, true);
    assertThrows(ConcurrentModificationException.class, loop::next);
  }

  private void change(int slot, boolean add) {
    if (add && !model.containsKey(slot)) {
      Resource child =
          new Resource("c", AddressRange.ofSize(16L * slot, 8), 0, ResourceDescriptor.NONE);
      model.put(slot, child);
      siblings.link(child);
    } else if (!add && model.containsKey(slot)) {
      siblings.unlink(model.remove(slot));
    }
  }

  private void compare(Random random) {
    List<Resource> expected = new ArrayList<>(model.values());
    assertEquals(expected.size(), siblings.size());
    assertEquals(expected, new ArrayList<>(siblings));
    for (int i = 0; i < expected.size(); i += 1 + random.nextInt(20)) {
      assertSame(expected.get(i), siblings.get(i));
      assertSame(i == 0 ? null : expected.get(i - 1), siblings.before(expected.get(i)));
    }
    for (int i = 0; i < 200; i++) {
      int slot = random.nextInt(SLOTS);
      long offset = random.nextInt(16);
      Map.Entry<Integer, Resource> entry = model.ceilingEntry(offset < 8 ? slot : slot + 1);
      assertSame(
          entry == null ? null : entry.getValue(), siblings.firstEndingFrom(16L * slot + offset));
    }
  }
}
