@NullMarked
package memfate.spark;

import org.jspecify.annotations.NullMarked;
