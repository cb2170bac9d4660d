/**
 * Tries rules on cases: descriptions that say what their boot ends with and which rules fire in it.
 * Knows how to read, boot, compare and rewrite them, and which rules no case reaches; and tries a
 * quirk pack on the platforms and cases that it brings along: does it match what it should and miss
 * what it should, and does every quirk change something.
 */
@NullMarked
package memfate.trial;

import org.jspecify.annotations.NullMarked;
