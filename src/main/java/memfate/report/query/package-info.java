/** Recorded runs, grouped and counted by whatever their records say. */
@NullMarked
package memfate.report.query;

import org.jspecify.annotations.NullMarked;
