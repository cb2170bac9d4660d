package memfate.synth;

/**
 * A description that is being written, as a line of JSON or as a YAML document.
 *
 * <p>JSON is YAML, so that items are written alike; only sections and lists stand on lines of their
 * own in YAML.
 */
final class Sheet {
  private final StringBuilder text = new StringBuilder();
  private final boolean json;
  private boolean first = true;
  private int depth;

  Sheet(Form form) {
    json = form == Form.JSON_LINES;
    text.append(json ? "{" : "---\n");
  }

  /** Writes an entry whose value is JSON. */
  Sheet entry(String key, CharSequence value) {
    key(key).append(json ? "" : " ").append(value);
    return endOfLine();
  }

  /** Writes an entry whose value needs quotes. */
  Sheet text(String key, String value) {
    return entry(key, "\"" + value + "\"");
  }

  /** Opens an entry that has entries. */
  Sheet section(String key) {
    return open(key, "{");
  }

  /** Opens an entry that has items. */
  Sheet list(String key) {
    return open(key, "[");
  }

  private Sheet open(String key, String bracket) {
    key(key).append(json ? bracket : "");
    first = true;
    depth++;
    return this;
  }

  /** Writes an item of JSON. */
  Sheet item(CharSequence item) {
    begin();
    text.append(json ? "" : "- ").append(item);
    return endOfLine();
  }

  /** Closes a section. */
  Sheet endSection() {
    return close("}", " {}\n");
  }

  /** Closes a list. */
  Sheet endList() {
    return close("]", " []\n");
  }

  private Sheet close(String bracket, String empty) {
    depth--;
    text.append(json ? bracket : first ? empty : "");
    first = false;
    return this;
  }

  private StringBuilder key(String key) {
    begin();
    return json ? text.append('"').append(key).append("\":") : text.append(key).append(':');
  }

  private void begin() {
    if (json) {
      text.append(first ? "" : ",");
    } else {
      text.append(first && depth > 0 ? "\n" : "").append("  ".repeat(depth));
    }
    first = false;
  }

  private Sheet endOfLine() {
    text.append(json ? "" : "\n");
    return this;
  }

  /** Ends the description and returns it, with the end of its last line. */
  String end() {
    return text.append(json ? "}\n" : "").toString();
  }
}
