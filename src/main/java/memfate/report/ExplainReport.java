package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import memfate.boot.Outcome;
import memfate.iomem.AddressRange;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Why a fate came about: event by event the rules that fired, the facts that they matched with
 * their place in the input, and what changed.
 *
 * <p>With a range, what is about other addresses only is left out. What is about no address at all
 * (Kconfig, modules) is counted in one line an event, unless everything is asked for.
 */
public final class ExplainReport implements Report {
  private final Writer out;
  private final boolean colour;
  private final @Nullable AddressRange range;
  private final boolean all;
  private final TextReport fates;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param range the range to explain, null for every range
   * @param all whether to tell all that happened
   */
  public ExplainReport(Writer out, boolean colour, @Nullable AddressRange range, boolean all) {
    this.out = out;
    this.colour = colour;
    this.range = range;
    this.all = all;
    this.fates = new TextReport(out, colour, false);
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) throws IOException {
    Outcome outcome = evaluated.outcome();
    Outcome shown = outcome.only(f -> range == null || range.overlaps(f.range()));
    fates.outcome(new Evaluated(evaluated.input(), evaluated.platform(), shown));
    events("  ", outcome);
  }

  @Override
  public void end(Summary summary) throws IOException {
    out.flush();
  }

  private void events(String indent, Outcome outcome) throws IOException {
    for (Outcome.Reading reading : outcome.readings()) {
      write(indent, Ink.BOLD, ReadingWords.sentence(reading.assume()) + ":");
      events(indent + "  ", reading.outcome());
    }
    for (Outcome.EventTrace event : outcome.trace()) {
      event(indent, event, inWords(event, outcome));
    }
  }

  /** A step is called by its number alone in a boot: its words come from the description. */
  private static String inWords(Outcome.EventTrace event, Outcome outcome) {
    if (!event.event().matches("step \\d{1,9}")) {
      return event.event();
    }
    int step = 1 + Integer.parseInt(event.event().substring("step ".length()));
    return outcome
        .after(step)
        .map(state -> "step %d, %s".formatted(step, state.event()))
        .orElse(event.event());
  }

  private void event(String indent, Outcome.EventTrace event, String name) throws IOException {
    List<Outcome.Firing> firings = event.firings().stream().filter(this::concerns).toList();
    List<Outcome.Change> changes =
        event.changes().stream().filter(change -> all || touches(change.range())).toList();
    int general = (int) event.firings().stream().filter(f -> !all && isGeneral(f)).count();
    if (firings.isEmpty() && changes.isEmpty() && general == 0) {
      return;
    }
    String actor = event.actor().isEmpty() ? "" : " (" + event.actor() + ")";
    boolean brief = firings.isEmpty() && changes.isEmpty();
    String rest = general == 0 ? "" : "  %d %s about no address".formatted(general, rules(general));
    if (!brief) {
      out.write("\n");
    }
    write(indent, brief ? Ink.DIM : Ink.BOLD, event.sequence() + ". " + name + actor + rest);
    for (Outcome.Firing firing : firings) {
      write(indent + "   ", Ink.CYAN, RuleWords.of(firing.rule()));
      for (Outcome.MatchedFact fact : firing.facts()) {
        if (all || !fact.text().startsWith("CurrentEvent(")) {
          fact(indent + "       ", fact);
        }
      }
    }
    for (Outcome.Change change : changes) {
      write(indent + "   ", Ink.GREEN, "=> " + change.text());
    }
  }

  private static String rules(int number) {
    return number == 1 ? "rule" : "rules";
  }

  private void fact(String indent, Outcome.MatchedFact fact) throws IOException {
    String quantifier = fact.quantifier().isEmpty() ? "" : fact.quantifier() + " ";
    String at = fact.at().toString();
    String place = at.isEmpty() ? "" : Ink.DIM.on(colour, Printable.of("  <- " + at));
    out.write(indent + Printable.of(quantifier + fact.text()) + place + "\n");
  }

  /** A firing concerns the range if one of its facts does. */
  private boolean concerns(Outcome.Firing firing) {
    return all || firing.facts().stream().anyMatch(fact -> touches(fact.range()));
  }

  private static boolean isGeneral(Outcome.Firing firing) {
    return firing.facts().stream().allMatch(fact -> fact.range() == null);
  }

  private boolean touches(@Nullable AddressRange other) {
    return other != null && (range == null || range.overlaps(other));
  }

  private void write(String indent, Ink ink, String text) throws IOException {
    out.write(indent + ink.on(colour, Printable.of(text)) + "\n");
  }
}
