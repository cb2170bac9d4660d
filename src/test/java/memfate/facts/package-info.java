/** Tests of {@code memfate.facts}. */
@NullMarked
package memfate.facts;

import org.jspecify.annotations.NullMarked;
