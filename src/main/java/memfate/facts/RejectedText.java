package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * Something that a source says and that could not be taken over.
 *
 * @param why {@code range-inverted}, {@code impossible-tree}, {@code tool-quirk}, {@code length},
 *     {@code unreadable}
 * @param text as written
 * @param note what may be meant, or empty
 */
public record RejectedText(String why, String text, String note, SourceLocation at)
    implements Located {

  /** Returns the text in quotation marks, and after it what may be meant. */
  public String quoted() {
    return note.isEmpty() ? "\"" + text + "\"" : "\"" + text + "\" (" + note + ")";
  }
}
