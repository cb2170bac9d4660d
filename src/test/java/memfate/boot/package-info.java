/** Tests of {@code memfate.boot}. */
@NullMarked
package memfate.boot;

import org.jspecify.annotations.NullMarked;
