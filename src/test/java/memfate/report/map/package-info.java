/** Tests of the address map and its pictures. */
@NullMarked
package memfate.report.map;

import org.jspecify.annotations.NullMarked;
