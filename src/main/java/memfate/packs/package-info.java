/**
 * Quirk packs: where they are found, what they say of themselves, which platforms they match, how
 * one becomes an archive.
 *
 * <p>It knows descriptions and hands rules to the engine as text; what a rule does in a boot is not
 * its business.
 */
@NullMarked
package memfate.packs;

import org.jspecify.annotations.NullMarked;
