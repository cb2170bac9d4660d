package memfate.importer.capture;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;
import memfate.platform.Observation;

/** Tells what the drivers concerned say, and hands it on to who reads facts out of it. */
final class DriverLines implements LogReader {
  /** A boot has thousands with dynamic debug on; more than this is no boot. */
  static final int MOST_MESSAGES = 100_000;

  private static final Pattern RANGE =
      Pattern.compile("(0x\\p{XDigit}{1,16}+)-(0x\\p{XDigit}{1,16}+)(?!\\p{XDigit})");

  private final LogPlaces places;
  private final Evidence evidence;
  private final Problems problems;
  private final CxlLines cxl;
  private int count;

  DriverLines(LogPlaces places, Evidence evidence, Problems problems) {
    this.places = places;
    this.evidence = evidence;
    this.problems = problems;
    this.cxl = new CxlLines(places, evidence);
  }

  @Override
  public void read(LogLine line) {
    DriverMessage message = AcpiLines.isRow(line.text()) ? null : DriverMessage.of(line.text());
    if (message == null || ++count > MOST_MESSAGES) {
      return;
    }
    evidence.tell(
        new Observation.Message(line.time(), message.source(), message.text(), places.at(line)));
    if (!message.text().startsWith("decoder")) {
      refuseInverted(line, message.text());
    }
    cxl.read(line, message);
  }

  /** A kernel prints no such range but an empty one: somebody's hand was in the file. */
  private void refuseInverted(LogLine line, String text) {
    Matcher range = RANGE.matcher(text);
    if (range.find()) {
      long start = Long.parseUnsignedLong(range.group(1).substring(2), 16);
      long end = Long.parseUnsignedLong(range.group(2).substring(2), 16);
      if (Long.compareUnsigned(end, start) < 0 && end + 1 != start) {
        places.range(line, range.group(1), range.group(2));
      }
    }
  }

  @Override
  public void finish() {
    cxl.finish();
    if (count > MOST_MESSAGES) {
      String message = "the log has %d messages of CXL and dax drivers; the first %d are kept";
      problems.warning(places.file(), "", message.formatted(count, MOST_MESSAGES), "");
    }
  }
}
