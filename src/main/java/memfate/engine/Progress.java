package memfate.engine;

import java.util.List;

/**
 * How far a rule got with the facts of one moment.
 *
 * @param reached how many of its conditions, from the first on, have a match together
 * @param matched the facts that they matched, a list for each of these conditions
 * @param trial what the next condition made of the facts
 */
public record Progress(int reached, List<List<Object>> matched, Trial trial) {}
