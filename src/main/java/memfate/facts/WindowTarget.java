package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A host bridge that a CFMWS entry names, as far as the entry interleaves.
 *
 * @param window {@code index} of the {@link FixedWindow}
 * @param position place in the target list, from 0
 * @param uid ACPI0016 _UID
 */
public record WindowTarget(int window, int position, long uid, SourceLocation at)
    implements Located {}
