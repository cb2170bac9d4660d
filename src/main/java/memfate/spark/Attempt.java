package memfate.spark;

import java.io.Serializable;
import java.util.TreeMap;

/**
 * What one attempt of a task has written: of several attempts of a task, one counts.
 *
 * @param files where its files belong, by where they are
 */
record Attempt(TreeMap<String, String> files, Tally tally) implements Serializable {}
