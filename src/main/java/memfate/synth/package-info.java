/**
 * Believable machines by a seed, as descriptions: for tests, benchmarks, and whoever wants to try
 * memfate on a fleet.
 *
 * <p>The door is {@link memfate.synth.Fleet}. It writes text and knows no other package.
 */
@NullMarked
package memfate.synth;

import org.jspecify.annotations.NullMarked;
