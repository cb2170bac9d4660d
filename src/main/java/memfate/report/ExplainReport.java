package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.boot.Outcome;
import memfate.iomem.AddressRange;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Why a fate came about: event by event the rules that fired, the facts that they matched with
 * their place in the input, and what changed.
 *
 * <p>With a range, what speaks of other addresses only is left out: a firing or an effect stays if
 * its text has an address range that touches the range, or no address range at all.
 */
public final class ExplainReport implements Report {
  private static final Pattern RANGE =
      Pattern.compile(
          "(?:\\b0x(\\p{XDigit}{1,16})-0x|\\b(\\p{XDigit}{8,16})-)(\\p{XDigit}{1,16})\\b");

  private final Writer out;
  private final boolean colour;
  private final @Nullable AddressRange range;
  private final TextReport fates;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param range the range to explain, null for all
   */
  public ExplainReport(Writer out, boolean colour, @Nullable AddressRange range) {
    this.out = out;
    this.colour = colour;
    this.range = range;
    this.fates = new TextReport(out, colour, false);
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    fates.outcome(new Evaluated(evaluated.input(), evaluated.title(), only(outcome)));
    events("  ", outcome);
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.flush();
  }

  private Outcome only(Outcome outcome) {
    return new Outcome(
        outcome.platform(),
        outcome.policy(),
        outcome.status(),
        outcome.ranges().stream().filter(f -> touches(f.range())).toList(),
        outcome.iomem(),
        outcome.log(),
        outcome.findings(),
        outcome.diagnostics(),
        outcome.readings().stream()
            .map(r -> new Outcome.Reading(r.assume(), only(r.outcome())))
            .toList(),
        outcome.trace());
  }

  private void events(String indent, Outcome outcome) throws IOException {
    for (Outcome.Reading reading : outcome.readings()) {
      write(indent, Ink.BOLD, ReadingWords.sentence(reading.assume()) + ":");
      events(indent + "  ", reading.outcome());
    }
    for (Outcome.EventTrace event : outcome.trace()) {
      event(indent, event);
    }
  }

  private void event(String indent, Outcome.EventTrace event) throws IOException {
    List<Outcome.Firing> firings = event.firings().stream().filter(this::concerns).toList();
    List<String> effects = event.effects().stream().filter(this::concerns).toList();
    if (firings.isEmpty() && effects.isEmpty()) {
      return;
    }
    String actor = event.actor().isEmpty() ? "" : " (" + event.actor() + ")";
    out.write("\n");
    write(indent, Ink.BOLD, event.sequence() + ". " + event.event() + actor);
    for (Outcome.Firing firing : firings) {
      write(indent + "   ", Ink.CYAN, RuleWords.of(firing.rule()));
      for (Outcome.MatchedFact fact : firing.facts()) {
        fact(indent + "       ", fact);
      }
    }
    for (String effect : effects) {
      write(indent + "   ", Ink.GREEN, "=> " + effect);
    }
  }

  private void fact(String indent, Outcome.MatchedFact fact) throws IOException {
    String quantifier = fact.quantifier().isEmpty() ? "" : fact.quantifier() + " ";
    String at = fact.at().toString();
    String place = at.isEmpty() ? "" : Ink.DIM.on(colour, Printable.of("  <- " + at));
    out.write(indent + Printable.of(quantifier + fact.text()) + place + "\n");
  }

  private boolean concerns(Outcome.Firing firing) {
    return concerns(
        String.join("\n", firing.facts().stream().map(Outcome.MatchedFact::text).toList()));
  }

  private boolean concerns(String text) {
    boolean any = false;
    for (Matcher found = RANGE.matcher(text); found.find(); ) {
      String first = found.group(1) != null ? found.group(1) : found.group(2);
      long start = Long.parseUnsignedLong(first, 16);
      long end = Long.parseUnsignedLong(found.group(3), 16);
      if (Long.compareUnsigned(start, end) <= 0) {
        any = true;
        if (touches(new AddressRange(start, end))) {
          return true;
        }
      }
    }
    return !any;
  }

  private boolean touches(AddressRange other) {
    return range == null || range.overlaps(other);
  }

  private void write(String indent, Ink ink, String text) throws IOException {
    out.write(indent + ink.on(colour, Printable.of(text)) + "\n");
  }
}
