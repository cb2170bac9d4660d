/**
 * The run of one boot: events in an order, rules that decide at each, trees that change, the
 * outcome.
 *
 * <p>Mechanism only. Which events there are, what must come before what and what is decided stands
 * in {@code rules/}.
 */
@NullMarked
package memfate.boot;

import org.jspecify.annotations.NullMarked;
