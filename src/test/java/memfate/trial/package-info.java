/** Tests of {@code memfate.trial}. */
@NullMarked
package memfate.trial;

import org.jspecify.annotations.NullMarked;
