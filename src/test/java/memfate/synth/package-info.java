@NullMarked
package memfate.synth;

import org.jspecify.annotations.NullMarked;
