package memfate.importer.capture;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Where the messages of one log stand, and the ranges in them. */
final class LogPlaces {
  private final Artifact artifact;
  private final RangeTeller ranges;

  LogPlaces(Artifact artifact, RangeTeller ranges) {
    this.artifact = artifact;
    this.ranges = ranges;
  }

  SourceLocation file() {
    return artifact.at();
  }

  SourceLocation at(LogLine line) {
    return artifact.at(line.line());
  }

  /** Returns the range between two addresses of a message, or null if it is none. */
  @Nullable AddressRange range(LogLine line, String first, String last) {
    int index = line.text().indexOf(first);
    int end = index < 0 ? -1 : line.text().indexOf(last, index + first.length());
    String token = end < 0 ? first : line.text().substring(index, end + last.length());
    boolean whole = line.parts() == 1 && index >= 0;
    SourceLocation at = whole ? artifact.at(line.line(), line.column() + index) : at(line);
    return ranges.read(first, last, token, line.text(), at);
  }
}
