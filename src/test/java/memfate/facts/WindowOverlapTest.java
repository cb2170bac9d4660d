package memfate.facts;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WindowOverlapTest {
  private static final int SPACE = 64;

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void everyWindowThatOverlapsOneBeforeItHasOneOverlap(long seed) {
    Random random = new Random(seed);
    // Around 2^63 for odd seeds: addresses are unsigned.
    long base = seed % 2 == 1 ? Long.MIN_VALUE - SPACE / 2 : 0;
    for (int round = 0; round < 200; round++) {
      List<FixedWindow> windows = new ArrayList<>();
      for (int i = 0; i < random.nextInt(8); i++) {
        int a = random.nextInt(SPACE);
        int b = random.nextInt(SPACE);
        windows.add(window(i, base + Math.min(a, b), Math.abs(a - b) + 1L, random.nextInt(2)));
      }
      check(windows, WindowOverlap.among(windows));
    }
  }

  private static void check(List<FixedWindow> windows, List<WindowOverlap> overlaps) {
    Set<Integer> wanted = new TreeSet<>();
    boolean mixed = false;
    for (FixedWindow one : windows) {
      for (FixedWindow two : windows) {
        if (one != two && one.range().overlaps(two.range())) {
          wanted.add(comesLater(one, two) ? one.index() : two.index());
          mixed |= !one.targets().equals(two.targets());
        }
      }
    }
    assertEquals(
        wanted,
        overlaps.stream()
            .map(WindowOverlap::window)
            .collect(Collectors.toCollection(TreeSet::new)));
    assertEquals(wanted.size(), overlaps.size());
    assertEquals(mixed, overlaps.stream().anyMatch(o -> !o.sameTargets()));
    for (WindowOverlap overlap : overlaps) {
      AddressRange one = windows.get(overlap.window()).range();
      AddressRange two = windows.get(overlap.other()).range();
      assertEquals(one.intersection(two), overlap.shared());
      assertEquals(one.contains(two) || two.contains(one), overlap.nested());
      assertTrue(overlap.later() >= overlap.window() && overlap.later() >= overlap.other());
    }
  }

  private static boolean comesLater(FixedWindow one, FixedWindow two) {
    int byStart = Long.compareUnsigned(one.base(), two.base());
    return byStart > 0 || byStart == 0 && one.index() > two.index();
  }

  @Test
  void targetsThatNobodyToldAreNotTheSame() {
    FixedWindow untold =
        new FixedWindow(
            1,
            AddressRange.ofSize(0, 8),
            0,
            8,
            1,
            "modulo",
            256,
            List.of(),
            List.of(),
            -1,
            -1,
            -1,
            "",
            SourceLocation.NONE);
    assertTrue(
        WindowOverlap.among(List.of(window(0, 0, 8, 1), untold)).stream()
            .noneMatch(WindowOverlap::sameTargets));
  }

  private static FixedWindow window(int index, long base, long size, long target) {
    return new FixedWindow(
        index,
        AddressRange.ofSize(base, size),
        base,
        size,
        1,
        "modulo",
        256,
        List.of(target),
        List.of(),
        -1,
        -1,
        -1,
        "",
        SourceLocation.NONE);
  }
}
