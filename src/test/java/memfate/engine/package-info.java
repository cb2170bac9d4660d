/** Tests of {@code memfate.engine}. */
@NullMarked
package memfate.engine;

import org.jspecify.annotations.NullMarked;
