package memfate.facts;

/** cxl_acpi has just been removed. */
public record CxlRootGone() implements Transient {}
