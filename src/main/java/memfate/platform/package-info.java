/**
 * The neutral model of a machine and of a kernel build: what a description says, nothing decided
 * yet.
 *
 * <p>Every value that a message may have to point at carries its {@link
 * memfate.platform.SourceLocation}. The package knows {@code memfate.iomem} and the JDK; readers
 * ({@code memfate.importer}) fill it, {@code memfate.facts} turns it into facts.
 */
@NullMarked
package memfate.platform;

import org.jspecify.annotations.NullMarked;
