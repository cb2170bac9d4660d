/**
 * The commands: options in, reports on standard output, diagnostics on standard error, exit codes.
 *
 * <p>May know every other package; none knows it. {@link memfate.cli.Main#run} is the door.
 */
@NullMarked
package memfate.cli;

import org.jspecify.annotations.NullMarked;
