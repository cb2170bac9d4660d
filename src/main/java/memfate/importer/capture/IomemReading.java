package memfate.importer.capture;

import memfate.importer.Problems;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import org.jspecify.annotations.Nullable;

/** One listing of {@code /proc/iomem} while it is read. */
final class IomemReading {
  private static final int MOST_WARNINGS = 10;

  private final Artifact artifact;
  private final Evidence evidence;
  private final Problems problems;
  private final RangeTeller ranges;
  private final IomemTree tree;
  private @Nullable IomemLine firstZero;
  private int entries;
  private int zeros;
  private int strange;

  IomemReading(Artifact artifact, Evidence evidence, Problems problems) {
    this.artifact = artifact;
    this.evidence = evidence;
    this.problems = problems;
    this.ranges = new RangeTeller(evidence, problems);
    this.tree = new IomemTree(artifact, evidence, problems);
  }

  void line(int number, String text) {
    IomemLine line = IomemLine.parse(text, number);
    if (line != null) {
      entry(line);
    } else if (!IomemFormat.isSilent(text) && ++strange <= MOST_WARNINGS) {
      warn(number, text);
    }
  }

  private void entry(IomemLine line) {
    entries++;
    AddressRange range =
        ranges.read(
            line.first(),
            line.last(),
            line.token(),
            line.text(),
            artifact.at(line.line(), line.column()));
    if (range == null) {
      return;
    }
    if (range.start() == 0 && range.end() == 0) {
      firstZero = firstZero == null ? line : firstZero;
      zeros++;
    } else {
      tree.add(line, range);
    }
  }

  private void warn(int number, String text) {
    String message =
        strange == MOST_WARNINGS
            ? "'%s' is no entry of /proc/iomem; more such lines are skipped silently"
            : "'%s' is no entry of /proc/iomem; the line is skipped";
    String start = text.strip();
    String shown = Unsigned.shorten(start).replaceAll("\\p{Cntrl}", "?");
    problems.warning(artifact.at(number), "", message.formatted(shown), "");
  }

  void finish(String when) {
    if (entries == 0) {
      String message = "the file has no entry of /proc/iomem";
      problems.error(artifact.at(), "", message, "an entry is c080000000-c47fffffff : name");
    }
    if (firstZero != null) {
      refuseZeros(firstZero);
    }
    Observation.Listing listing = new Observation.Listing(when, tree.roots(), artifact.at());
    if (!listing.roots().isEmpty()) {
      evidence.tell(listing);
      new IomemRows(evidence).tell(listing);
    }
  }

  private void refuseZeros(IomemLine first) {
    String message =
        zeros == entries
            ? "all ranges are zeros, which /proc/iomem prints to users other than root"
            : "%d of %d ranges are zeros".formatted(zeros, entries);
    problems.error(
        artifact.at(first.line(), first.column()),
        first.token(),
        message,
        "read /proc/iomem as root");
  }
}
