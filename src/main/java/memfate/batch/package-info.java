/**
 * Many platforms: order, parallelism, and other processes with limits. Knows nothing of what is
 * done to each.
 */
@NullMarked
package memfate.batch;

import org.jspecify.annotations.NullMarked;
