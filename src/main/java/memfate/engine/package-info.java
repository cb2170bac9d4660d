/**
 * From DRL files to a compiled policy, and from there to the session of one platform's run.
 *
 * <p>The only package that sees {@code org.kie} and {@code org.drools}. It knows the vocabulary
 * ({@code memfate.facts}) and nothing of boots: what an effect does is not its business.
 */
@NullMarked
package memfate.engine;

import org.jspecify.annotations.NullMarked;
