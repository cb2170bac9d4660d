/** Tests of {@code memfate.packs}. */
@NullMarked
package memfate.packs;

import org.jspecify.annotations.NullMarked;
