/**
 * The playground: a page on which rules and descriptions are edited and run, and its small server.
 *
 * <p>It knows HTTP, what it refuses, and the folder of one try. What comes from the page is read
 * and run by command lines of memfate in child processes, and by nothing in this process.
 */
@NullMarked
package memfate.serve;

import org.jspecify.annotations.NullMarked;
