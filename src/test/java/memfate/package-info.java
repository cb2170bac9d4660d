@NullMarked
package memfate;

import org.jspecify.annotations.NullMarked;
