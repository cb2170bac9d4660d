package memfate.facts;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.iomem.AddressRange;
import memfate.platform.Cedt;
import memfate.platform.Memdev;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/** Counts what is above and below each host bridge; what nobody told stays untold. */
final class BridgeUses {
  private final Cedt cedt;
  private final Map<Long, Integer> devices = new HashMap<>();
  private final Map<Long, Long> bytes = new HashMap<>();
  private final boolean devicesTold;
  private final boolean targetsTold;

  BridgeUses(Platform platform) {
    cedt = platform.cedt();
    boolean everyBridgeTold = true;
    for (Memdev memdev : platform.memdevs().rows()) {
      Long bridge = memdev.hostBridge();
      everyBridgeTold &= bridge != null;
      if (bridge != null) {
        devices.merge(bridge, isThere(memdev) ? 1 : 0, Integer::sum);
      }
    }
    devicesTold = everyBridgeTold && !platform.memdevs().isUnknown();
    targetsTold = cedt.windows().stream().noneMatch(window -> window.targets().isEmpty());
    for (Cedt.CxlWindow window : cedt.windows()) {
      long share = Long.divideUnsigned(window.size(), Math.max(1, window.ways()));
      used(window).forEach(bridge -> bytes.merge(bridge, share, Long::sum));
    }
  }

  static boolean isThere(Memdev memdev) {
    return !memdev.state().equals("absent") && !memdev.state().equals("disabled");
  }

  /** Returns one fact for each host bridge that any part of the description names. */
  List<BridgeUse> all() {
    Set<Long> bridges = new LinkedHashSet<>();
    cedt.hostBridges().forEach(bridge -> bridges.add(bridge.uid()));
    cedt.windows().forEach(window -> bridges.addAll(window.targets()));
    bridges.addAll(devices.keySet());
    List<BridgeUse> uses = new ArrayList<>();
    for (Long bridge : bridges) {
      uses.add(
          new BridgeUse(
              bridge,
              targetsTold ? bytes.getOrDefault(bridge, 0L) : -1,
              devicesTold ? devices.getOrDefault(bridge, 0) : -1));
    }
    return uses;
  }

  /** Returns the window with what is below it, null when base and size make no range. */
  @Nullable WindowReach of(Cedt.CxlWindow window, @Nullable AddressRange range) {
    if (range == null) {
      return null;
    }
    List<Long> targets = used(window);
    boolean told = devicesTold && !targets.isEmpty();
    List<Integer> counts =
        targets.stream().distinct().map(bridge -> devices.getOrDefault(bridge, 0)).toList();
    return new WindowReach(
        window.index(),
        range,
        window.ways(),
        window.granularity(),
        window.ways() == 1 && !targets.isEmpty() ? targets.get(0) : -1,
        told ? counts.stream().mapToInt(Integer::intValue).sum() : -1,
        told ? (int) counts.stream().filter(count -> count == 0).count() : -1,
        window.at());
  }

  /** The targets that interleave: the first ones, as many as there are ways. */
  private static List<Long> used(Cedt.CxlWindow window) {
    List<Long> targets = window.targets();
    return targets.subList(0, Math.min(Math.max(0, window.ways()), targets.size()));
  }
}
