package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Set;
import memfate.facts.Effect;
import memfate.facts.EffectKey;
import memfate.facts.Event;
import memfate.facts.InsertResource;
import memfate.facts.Rank;
import memfate.facts.Tree;
import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import org.junit.jupiter.api.Test;

class StatePartTest {
  @Test
  void anEffectOnATreeTouchesThatTree() {
    Effect insert =
        InsertResource.insert(
            Tree.DAX_REGIONS,
            new AddressRange(0, 1),
            "region0",
            ResourceFlags.MEM,
            ResourceDescriptor.NONE);
    assertEquals(Set.of(StatePart.DAX_REGIONS), StatePart.touchedBy(insert));
  }

  @Test
  void anEventTouchesNothing() {
    assertEquals(Set.of(), StatePart.touchedBy(Event.at(Rank.FIRST, "firmware", "boot")));
  }

  /** Else the search would take it for one that makes no difference to later events. */
  @Test
  void anEffectOfWhichNobodySaysIsRefused() {
    Effect unknown = () -> new EffectKey(0, 0, null, "new");
    assertThrows(IllegalStateException.class, () -> StatePart.touchedBy(unknown));
  }
}
