/** Tests of what a page is made of; a browser shows it in {@code memfate.cli}. */
@NullMarked
package memfate.report.page;

import org.jspecify.annotations.NullMarked;
