package memfate.facts;

import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/** A number from a pool, the answer to {@link AllocateId}. */
public record GrantedId(String pool, String holder, @Nullable AddressRange range, int number)
    implements Transient {}
