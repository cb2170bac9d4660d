package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * Schedules an event of the boot.
 *
 * <p>Of all events that nothing holds back, the one with the lowest rank happens next; the same
 * rank goes by address and name. Scheduling an event that is pending changes nothing, except that
 * the lower rank stays.
 *
 * @param name what happens, such as {@code hmem-walk}
 * @param subject what it happens to, or empty
 * @param actor who acts: {@code firmware}, {@code cxl_acpi}, {@code dax_hmem}, ...
 * @param rank place in the policy's usual order
 * @param range the addresses it is about, or null
 */
public record Event(
    String name, String subject, String actor, long rank, @Nullable AddressRange range)
    implements Effect {

  public static Event at(long rank, String actor, String name) {
    return new Event(name, "", actor, rank, null);
  }

  public static Event at(long rank, String actor, String name, String subject) {
    return new Event(name, subject, actor, rank, null);
  }

  public static Event at(long rank, String actor, String name, String subject, AddressRange range) {
    return new Event(name, subject, actor, rank, range);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.SCHEDULE, rank, range, name + " " + subject);
  }
}
