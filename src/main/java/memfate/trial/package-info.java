/**
 * Tries a quirk pack on the platforms and cases that it brings along: does it match what it should
 * and miss what it should, and does every quirk change something.
 */
@NullMarked
package memfate.trial;

import org.jspecify.annotations.NullMarked;
