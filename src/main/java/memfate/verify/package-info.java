/**
 * Predictions compared with what real kernels were seen to do.
 *
 * <p>The door is {@link memfate.verify.Verification}. Numbers in names that depend on timing
 * (regionN, daxN.M) are compared as "some region" and "some dax device".
 */
@NullMarked
package memfate.verify;

import org.jspecify.annotations.NullMarked;
