/**
 * ACPI tables (CEDT, SRAT, HMAT) as bytes, as dumps of bytes and as iasl listings.
 *
 * <p>Nothing in a table makes a reader throw: lengths and offsets are checked, what does not fit is
 * reported with the byte that is wrong, and unknown structures are kept as hex.
 */
@NullMarked
package memfate.importer.acpi;

import org.jspecify.annotations.NullMarked;
