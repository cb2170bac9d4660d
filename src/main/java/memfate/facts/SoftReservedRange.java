package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/** A range that the firmware map marks Soft Reserved, whether the kernel heeds it or not. */
public record SoftReservedRange(AddressRange range, SourceLocation at) implements Located, Ranged {}
