/**
 * The address map: which bands there are, where an address stands on the axis, and two of its
 * pictures. What a page draws stands on the same axis.
 */
@NullMarked
package memfate.report.map;

import org.jspecify.annotations.NullMarked;
