package memfate.facts;

/** An ACPI0016 device of the DSDT, by its _UID. */
public record HostBridgeDevice(long uid) {}
