package memfate.platform;

import java.util.List;
import java.util.Map;

/**
 * NUMA facts that are not SRAT or HMAT.
 *
 * @param nodes kernel node id by proximity domain, as far as told
 * @param distances SLIT rows, empty when not told
 */
public record Numa(Map<Long, Integer> nodes, List<List<Integer>> distances, SourceLocation at) {}
