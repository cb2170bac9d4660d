/** Many platforms: order and parallelism. Knows nothing of what is done to each. */
@NullMarked
package memfate.batch;

import org.jspecify.annotations.NullMarked;
