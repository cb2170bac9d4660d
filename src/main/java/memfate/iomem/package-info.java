/**
 * The kernel's resource tree ({@code kernel/resource.c}) as a value that can be asked, changed and
 * copied: address ranges, resources, the operations that insert and claim them, and the queries
 * that drivers decide by. It knows the JDK only: nothing of platforms, policies or rules.
 *
 * <p>Addresses, sizes and flags are unsigned 64-bit numbers in a {@code long}; ranges are inclusive
 * at both ends, as in the kernel. Nothing here is safe for use by several threads at once.
 */
@NullMarked
package memfate.iomem;

import org.jspecify.annotations.NullMarked;
