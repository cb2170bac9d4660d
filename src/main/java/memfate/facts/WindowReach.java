package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * The addresses of a CFMWS entry and who is below them, whether or not the kernel takes the entry.
 *
 * @param index place in the table, from 0
 * @param target UID of the only host bridge of a 1-way window, -1 when there are several or none is
 *     told
 * @param devices how many memory devices are present below its host bridges, -1 when not told
 * @param emptyTargets how many of its host bridges have none, -1 when not told
 */
public record WindowReach(
    int index,
    AddressRange range,
    int ways,
    long granularity,
    long target,
    int devices,
    int emptyTargets,
    SourceLocation at)
    implements Located, Ranged {}
