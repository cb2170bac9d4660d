@NullMarked
package memfate.report;

import org.jspecify.annotations.NullMarked;
