package memfate.boot;

import java.util.EnumSet;
import java.util.Set;
import memfate.facts.AddMemory;
import memfate.facts.AllocateId;
import memfate.facts.Crash;
import memfate.facts.Decision;
import memfate.facts.Effect;
import memfate.facts.Event;
import memfate.facts.FindResource;
import memfate.facts.Finding;
import memfate.facts.InsertResource;
import memfate.facts.Intersect;
import memfate.facts.LogLine;
import memfate.facts.Ordering;
import memfate.facts.PublishMemoryMap;
import memfate.facts.PublishWindows;
import memfate.facts.RankOrder;
import memfate.facts.ReadFates;
import memfate.facts.Refuse;
import memfate.facts.ReleaseId;
import memfate.facts.RemoveResource;
import memfate.facts.ReserveId;
import memfate.facts.SetFlags;
import memfate.facts.Tree;
import memfate.facts.Violation;
import memfate.facts.Walk;
import memfate.facts.Withdraw;

/** What a boot keeps beside its facts and its queue. */
enum StatePart {
  IOMEM(1),
  SOFT_RESERVE(2),
  DAX_REGIONS(3),
  HMEM_ACTIVE(4),
  CXL_WINDOWS(5),
  MEMORY_MAP(6),
  NUMBERS(7),
  DECISIONS(8);

  /** Effects on the queue, the record and the facts alone. */
  private static final Set<Class<? extends Effect>> UNTOUCHING =
      Set.of(
          Event.class,
          Ordering.class,
          RankOrder.class,
          ReadFates.class,
          Withdraw.class,
          LogLine.class,
          Finding.class,
          Crash.class,
          Refuse.class,
          Violation.class);

  private final int salt;

  StatePart(int salt) {
    this.salt = salt;
  }

  /** Returns what keeps its digest apart from an equal one of another part. */
  int salt() {
    return salt;
  }

  static StatePart of(Tree tree) {
    return switch (tree) {
      case IOMEM -> IOMEM;
      case SOFT_RESERVE -> SOFT_RESERVE;
      case DAX_REGIONS -> DAX_REGIONS;
      case HMEM_ACTIVE -> HMEM_ACTIVE;
      case CXL_WINDOWS -> CXL_WINDOWS;
    };
  }

  /** Returns what an effect changes or asks. */
  static Set<StatePart> touchedBy(Effect effect) {
    if (effect instanceof InsertResource insert) {
      return EnumSet.of(of(insert.tree()));
    }
    if (effect instanceof RemoveResource remove) {
      return EnumSet.of(of(remove.tree()));
    }
    if (effect instanceof SetFlags flags) {
      return EnumSet.of(of(flags.tree()));
    }
    if (effect instanceof Intersect query) {
      return EnumSet.of(of(query.tree()));
    }
    if (effect instanceof FindResource query) {
      return EnumSet.of(of(query.tree()));
    }
    if (effect instanceof Walk walk) {
      return EnumSet.of(of(walk.tree()));
    }
    if (effect instanceof PublishWindows) {
      return EnumSet.of(IOMEM, CXL_WINDOWS);
    }
    if (effect instanceof AddMemory || effect instanceof PublishMemoryMap) {
      return EnumSet.of(MEMORY_MAP);
    }
    if (effect instanceof ReserveId
        || effect instanceof AllocateId
        || effect instanceof ReleaseId) {
      return EnumSet.of(NUMBERS);
    }
    if (effect instanceof Decision) {
      return EnumSet.of(DECISIONS);
    }
    if (UNTOUCHING.contains(effect.getClass())) {
      return EnumSet.noneOf(StatePart.class);
    }
    throw new IllegalStateException("nobody says what it touches: " + effect);
  }
}
