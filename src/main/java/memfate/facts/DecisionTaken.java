package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A decision that an order of events led to, once that order is over.
 *
 * @param range the unit of decision
 * @param decision {@code defer}, {@code register}, {@code drop} or {@code skip}
 * @param event the event at which it was taken, such as {@code hmem-walk}
 * @param sequence place of that event in the boot, from 1
 */
public record DecisionTaken(AddressRange range, String decision, String event, int sequence)
    implements Ranged {}
