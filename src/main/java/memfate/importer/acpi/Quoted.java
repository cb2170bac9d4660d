package memfate.importer.acpi;

import java.util.regex.Pattern;

/** Text that was pasted into mails. */
final class Quoted {
  private static final Pattern MARKS = Pattern.compile("^(?:> ?)+|^\\+(?= )");

  private Quoted() {}

  /** Returns a line without the marks of quoting, and of a patch that adds it. */
  static String strip(String line) {
    return MARKS.matcher(line).replaceFirst("");
  }
}
