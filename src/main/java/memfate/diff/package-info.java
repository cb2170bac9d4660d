/**
 * What differs between two outcomes: of one platform under two policies, of two platforms, of two
 * runs.
 *
 * <p>May know {@code iomem}, {@code platform} and {@code boot}; nothing of rules, files or forms of
 * output. {@link memfate.diff.Comparison} is the door.
 */
@NullMarked
package memfate.diff;

import org.jspecify.annotations.NullMarked;
