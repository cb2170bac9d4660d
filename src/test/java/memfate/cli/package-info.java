@NullMarked
package memfate.cli;

import org.jspecify.annotations.NullMarked;
