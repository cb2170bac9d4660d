package memfate.facts;

import memfate.iomem.AddressRange;

/** A registration that a failing call ended, and the walk with it. */
public record RegistrationFailed(AddressRange range, String walk, String call, int errno) {}
