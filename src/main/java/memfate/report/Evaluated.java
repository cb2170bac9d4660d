package memfate.report;

import memfate.boot.Outcome;

/**
 * One description under one policy.
 *
 * @param input where the description stands
 * @param title its title, or empty
 * @param outcome what became of it
 */
public record Evaluated(Input input, String title, Outcome outcome) {}
