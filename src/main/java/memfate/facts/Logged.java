package memfate.facts;

import memfate.iomem.AddressRange;

/** A kernel log line about some addresses that tells no decision, once an order is over. */
public record Logged(AddressRange range, String text) implements Ranged {}
