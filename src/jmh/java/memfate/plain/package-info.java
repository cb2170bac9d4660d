/**
 * The yardstick of the benchmarks: a boot of v7.1 written out in Java, without rules.
 *
 * <p>The door is {@link memfate.plain.PlainBoot}. It knows {@code memfate.platform} for what a
 * description says and {@code memfate.iomem} for the kernel's resource trees, and nothing else of
 * memfate. It answers for the descriptions that {@link memfate.plain.PlainScope} names.
 */
@NullMarked
package memfate.plain;

import org.jspecify.annotations.NullMarked;
