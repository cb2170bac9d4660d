package memfate.importer.capture;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.platform.SourceLocation;

/** Lines of a file that look like rows of a listing. */
final class Rows {
  /** No row is longer; what is longer is no text. */
  private static final int LONGEST = 1 << 16;

  private Rows() {}

  /** A line that matches, with its place. */
  record Row(MatchResult match, SourceLocation at) {

    /** Returns a group of the match, empty when it took no part. */
    String group(int group) {
      String text = match.group(group);
      return text == null ? "" : text;
    }
  }

  /** Returns the lines that match a pattern as a whole, in order. */
  static List<Row> matching(Artifact artifact, Pattern pattern) {
    List<Row> rows = new ArrayList<>();
    List<String> lines = artifact.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      Matcher matcher = pattern.matcher(line.length() > LONGEST ? "" : line);
      if (matcher.matches()) {
        int column = line.length() - line.stripLeading().length() + 1;
        rows.add(new Row(matcher.toMatchResult(), artifact.at(i + 1, column)));
      }
    }
    return rows;
  }

  /** Returns whether one of the first lines matches a pattern as a whole. */
  static boolean startWith(Artifact artifact, Pattern pattern) {
    return artifact.head().lines().limit(20).anyMatch(line -> pattern.matcher(line).matches());
  }

  /** Returns whether the first line that is not blank matches a pattern as a whole. */
  static boolean firstLine(Artifact artifact, Pattern pattern) {
    return artifact
        .head()
        .lines()
        .filter(line -> !line.isBlank())
        .findFirst()
        .filter(line -> pattern.matcher(line).matches())
        .isPresent();
  }

  /**
   * Returns whether a file shows a state in the middle of a boot, by the names that captures of a
   * boot step by step give: {@code modules.early}, {@code dax.after-kmem}, {@code dax.s2}.
   */
  static boolean isIntermediate(Artifact artifact) {
    return artifact
        .fileName()
        .matches(".{1,80}\\.(early|after-.{1,80}|[psw]\\d{1,3}|step\\d.{0,80})");
  }
}
