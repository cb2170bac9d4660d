/**
 * Descriptions and what machines print, read into {@link memfate.platform.Platform}s.
 *
 * <p>Every input is untrusted: whatever is wrong with it becomes a {@link
 * memfate.platform.Diagnostic} with file, line and column, all of them at once, and the rest of the
 * inputs goes on. The door is {@link memfate.importer.DescriptionReader}; {@link
 * memfate.importer.Inputs} names what it reads. The package knows {@code memfate.iomem}, {@code
 * memfate.platform} and Jackson.
 */
@NullMarked
package memfate.importer;

import org.jspecify.annotations.NullMarked;
