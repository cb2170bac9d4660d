package memfate.platform;

/**
 * Something that a source says and that no other key can hold: kept, so that the checks can tell.
 *
 * @param why {@code range-inverted}, {@code impossible-tree}, {@code tool-quirk}, {@code length},
 *     {@code unreadable}
 * @param text what the source says, as written
 * @param note what is wrong with it, and what may be meant
 */
public record Rejected(String why, String text, String note, SourceLocation at) {}
