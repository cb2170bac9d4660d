package memfate.report;

import java.io.IOException;
import java.io.Writer;
import memfate.boot.Outcome;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * The resource tree alone, as {@code /proc/iomem} prints it.
 *
 * <p>A run with one tree writes nothing else, so that it can be compared with a machine's; as soon
 * as there are several, each stands under {@code # id policy}. An outcome without a tree is a
 * comment that names its status.
 */
public final class IomemReport implements Report {
  private final Writer out;
  private @Nullable Outcome first;
  private boolean several;

  public IomemReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    if (first == null && !several) {
      first = outcome;
      return;
    }
    Outcome held = first;
    if (held != null) {
      several = true;
      first = null;
      write(held, heading(held));
    }
    write(outcome, heading(outcome));
  }

  @Override
  public void end(Summary summary) throws IOException {
    if (first != null) {
      write(first, first.readings().isEmpty() ? "" : heading(first));
    }
    out.flush();
  }

  private void write(Outcome outcome, String heading) throws IOException {
    if (!outcome.readings().isEmpty()) {
      for (Outcome.Reading reading : outcome.readings()) {
        write(reading.outcome(), heading + ReadingWords.assignments(reading.assume()));
      }
      return;
    }
    if (!heading.isEmpty()) {
      out.write("#" + heading + "\n");
    }
    if (outcome.status() != Outcome.Status.OK) {
      out.write("# " + Words.of(outcome.status()) + "\n");
    }
    for (String line : outcome.iomem().lines().toList()) {
      out.write(Printable.of(line) + "\n");
    }
  }

  private static String heading(Outcome outcome) {
    String policy = outcome.policy().isEmpty() ? "" : " " + outcome.policy();
    return Printable.of(" " + outcome.platform() + policy);
  }
}
