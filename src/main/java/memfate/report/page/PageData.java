package memfate.report.page;

import java.util.List;

/**
 * What a page shows: a row for each outcome, which the page has at hand, and the records, which it
 * unpacks when they are looked at.
 *
 * @param index the runs and a row for each outcome, as JSON
 * @param rules the rules as written, packed
 * @param chunks some records each, as a JSON array, packed
 * @param axes of each record of a chunk the axis of its address map, as a JSON array, packed
 */
public record PageData(String index, String rules, List<String> chunks, List<String> axes) {}
