package memfate.facts;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Replaces what the description says, before the boot: rules of stage {@code normalise} insert it.
 *
 * @param before a given fact that is not to be seen, or null
 * @param after the fact that is to be seen instead, or null
 */
public record Rewrite(@Nullable Object before, @Nullable Object after) implements Effect {

  /** What a rule may put into a description. */
  private static final Set<Class<?>> GIVEN =
      Set.of(
          Machine.class,
          FirmwareMemory.class,
          KernelParameter.class,
          FirmwareTable.class,
          HostBridge.class,
          XorMap.class,
          FixedWindow.class,
          WindowRange.class,
          SratMemory.class,
          SratRange.class,
          MemorySideCache.class,
          Memdev.class,
          EndpointDecoder.class,
          BridgeDecoder.class,
          RegionOverride.class,
          Kconfig.class,
          ModuleSetting.class);

  public Rewrite {
    check(before);
    check(after);
    if (before == null && after == null) {
      throw new IllegalArgumentException("nothing is rewritten");
    }
    if (before != null && after != null && before.getClass() != after.getClass()) {
      throw new IllegalArgumentException(
          "a %s does not take the place of a %s"
              .formatted(after.getClass().getSimpleName(), before.getClass().getSimpleName()));
    }
  }

  private static void check(@Nullable Object fact) {
    if (fact != null && !GIVEN.contains(fact.getClass())) {
      throw new IllegalArgumentException(
          "%s is not rewritten".formatted(fact.getClass().getSimpleName()));
    }
  }

  /** Puts a fact in the place of another of its type. */
  public static Rewrite replace(Object before, Object after) {
    return new Rewrite(before, after);
  }

  /** Adds a fact. */
  public static Rewrite add(Object fact) {
    return new Rewrite(null, fact);
  }

  /** Takes a fact out. */
  public static Rewrite remove(Object fact) {
    return new Rewrite(fact, null);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.REMOVE, 0, null, before + " " + after);
  }
}
