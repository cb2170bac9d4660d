package memfate.importer.capture;

import memfate.platform.SratEntry;
import memfate.platform.Table;

/** A whole SRAT: its memory affinity entries in table order. */
public record SratTable(Table<SratEntry> entries) {}
