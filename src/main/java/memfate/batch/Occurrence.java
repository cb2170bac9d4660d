package memfate.batch;

import memfate.report.Input;

/**
 * One of several documents that are alike: what it has for itself.
 *
 * @param id what it is called
 * @param input where it stands, all of it on one line
 * @param column column of that line where it starts, 1-based
 */
public record Occurrence(String id, Input input, int column) {}
