@NullMarked
package memfate.diff;

import org.jspecify.annotations.NullMarked;
