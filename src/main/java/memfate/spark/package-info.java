/**
 * A fleet on Spark: the same records as {@code memfate eval} writes, from as many machines as there
 * are.
 *
 * <p>The driver lists the inputs and reads the rules; executors get both by value and see nothing
 * of its disk. Spark is provided by {@code spark-submit}.
 */
@NullMarked
package memfate.spark;

import org.jspecify.annotations.NullMarked;
