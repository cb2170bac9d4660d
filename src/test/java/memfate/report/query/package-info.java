@NullMarked
package memfate.report.query;

import org.jspecify.annotations.NullMarked;
