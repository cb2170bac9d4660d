package memfate.synth;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import memfate.synth.Slot.Kind;
import memfate.synth.Slot.Trouble;

/** Lays out the special-purpose memory of a machine. */
final class Layout {
  /** Behind the RAM: 2 GiB below 4 GiB and 30 GiB above. */
  static final long FIRST = 0x880000000L;

  private static final long GIB = 1L << 30;
  private static final long ALIGNMENT = 2 * GIB;

  /** A stretch in so many is in trouble. */
  private static final int TROUBLE_IN = 24;

  private final SplittableRandom random;
  private final List<Slot> slots = new ArrayList<>();
  private long next = FIRST;
  private int devices;

  private Layout(SplittableRandom random) {
    this.random = random;
  }

  /** Returns slots with so many Soft Reserved ranges, in the order of their addresses. */
  static List<Slot> of(int ranges, SplittableRandom random) {
    Layout layout = new Layout(random);
    for (int left = ranges; left > 0; ) {
      Kind kind = random.nextInt(5) == 0 ? Kind.HBM : layout.kindOfCxl();
      int parts = kind == Kind.HBM ? 1 + random.nextInt(4) : 2;
      left -= layout.add(kind, Math.min(parts, left)).ranges();
    }
    return layout.slots;
  }

  /**
   * Returns the slots of a small machine: one of CXL in most, and HBM; as many ranges as {@link
   * Shape#SMALL_BYTES} have room for.
   */
  static List<Slot> ofSmall(SplittableRandom random) {
    Layout layout = new Layout(random);
    if (random.nextInt(8) == 0) {
      layout.add(Kind.HBM, 3);
      layout.add(Kind.HBM, 2 + random.nextInt(2));
    } else {
      Kind kind = layout.kindOfCxl();
      layout.add(kind, 2);
      layout.add(Kind.HBM, kind == Kind.SINGLE ? 4 : 2);
    }
    return layout.slots;
  }

  private Kind kindOfCxl() {
    int chosen = random.nextInt(24);
    return chosen < 17
        ? Kind.SINGLE
        : chosen < 20 ? Kind.SHARED : chosen < 23 ? Kind.INTERLEAVED : Kind.STRADDLING;
  }

  private Slot add(Kind kind, int most) {
    int parts =
        switch (kind) {
          case SINGLE -> 1;
          case HBM, SHARED -> most;
          case INTERLEAVED, STRADDLING -> 2;
        };
    long size = (16 * GIB) << random.nextInt(kind == Kind.HBM ? 2 : 4);
    Slot slot = new Slot(kind, trouble(kind), next, size, parts, devices + 1, slots.size() + 1);
    slots.add(slot);
    devices += slot.isCxl() ? parts : 0;
    next = (slot.end() + ALIGNMENT - 1) & -ALIGNMENT;
    return slot;
  }

  private Trouble trouble(Kind kind) {
    if (random.nextInt(TROUBLE_IN) > 0) {
      return Trouble.NONE;
    }
    return switch (kind) {
      case HBM -> random.nextBoolean() ? Trouble.NO_NODE : Trouble.UNALIGNED;
      case INTERLEAVED -> random.nextBoolean() ? Trouble.GRANULARITY : Trouble.NO_DECODER;
      case SINGLE, SHARED, STRADDLING ->
          switch (random.nextInt(5)) {
            case 0 -> Trouble.NO_DECODER;
            case 1 -> Trouble.NO_DEVICE;
            case 2 -> Trouble.SHORT_DECODER;
            case 3 -> Trouble.NO_NODE;
            default -> Trouble.UNALIGNED;
          };
    };
  }
}
