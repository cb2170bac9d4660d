package memfate.packs;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import memfate.packs.Selection.Applied;
import memfate.packs.Selection.Left;

/**
 * Which quirks of a platform others put out of force.
 *
 * <p>A pack masks quirks of its own band and of those below. What is masked masks nothing itself;
 * of two that mask each other the stronger stays.
 */
final class Masking {
  private final QuirkSwitches switches;
  private final List<Applied> undecided;
  private final List<Applied> active = new ArrayList<>();
  private final List<Left> masked = new ArrayList<>();

  /**
   * Decides.
   *
   * @param candidates quirks of a platform, the strongest first
   */
  Masking(List<Applied> candidates, QuirkSwitches switches) {
    this.switches = switches;
    this.undecided = new ArrayList<>(candidates);
    while (!undecided.isEmpty()) {
      Applied next = undecided.stream().filter(this::isFree).findFirst().orElse(undecided.get(0));
      undecided.remove(next);
      active.add(next);
      for (Applied other : List.copyOf(undecided)) {
        if (masks(next, other)) {
          undecided.remove(other);
          masked.add(new Left(other, "masked by " + next.pack().id()));
        }
      }
    }
    active.sort(PackLibrary.STRONGEST_FIRST);
  }

  List<Applied> active() {
    return List.copyOf(active);
  }

  List<Left> masked() {
    return masked;
  }

  private boolean isFree(Applied quirk) {
    return undecided.stream().noneMatch(other -> masks(other, quirk));
  }

  private boolean masks(Applied by, Applied quirk) {
    return !by.pack().id().equals(quirk.pack().id())
        && quirk.pack().band().compareTo(by.pack().band()) <= 0
        && QuirkSwitches.names(
            Set.copyOf(by.pack().definition().masks()), quirk.pack(), quirk.quirk().id())
        && !switches.turnsOn(quirk.pack(), quirk.quirk().id());
  }
}
