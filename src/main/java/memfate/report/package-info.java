/**
 * Outcomes for readers: text for people, JSON lines for programs, the resource tree alone, tables
 * for spreadsheets, and what test and code scanning services read.
 *
 * <p>Knows what a boot ended with ({@code memfate.boot}), the platform model and ranges; knows
 * nothing of how an outcome came about. The same outcomes give the same bytes.
 */
@NullMarked
package memfate.report;

import org.jspecify.annotations.NullMarked;
