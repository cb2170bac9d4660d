/**
 * One description under one policy: read, joined with the quirks of its machine, booted, and what
 * that means for the exit code. Knows neither a command line's reports nor how many there are.
 */
@NullMarked
package memfate.eval;

import org.jspecify.annotations.NullMarked;
