package memfate.report;

import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.iomem.AddressRange;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;

/**
 * Why a rule did not fire, for people: its conditions in order, what each matched, and at the one
 * where it stopped the constraints and the fact that came closest.
 */
public final class WhyNotReport {
  private static final String INDENT = "      ";
  private static final Pattern TYPE = Pattern.compile("([A-Z]\\w*)\\s*\\(");
  private static final String FACT = " ".repeat(16);

  private final Writer out;
  private final boolean colour;
  private final @Nullable AddressRange range;
  private final boolean all;
  private boolean started;

  /**
   * Makes a report.
   *
   * @param out where to write; not closed
   * @param colour whether to colour
   * @param range the range that was asked about, null for every range
   * @param all whether to list every moment at which the rule could have fired
   */
  public WhyNotReport(Writer out, boolean colour, @Nullable AddressRange range, boolean all) {
    this.out = out;
    this.colour = colour;
    this.range = range;
    this.all = all;
  }

  /**
   * Tells about one platform under one policy.
   *
   * @param answers one for each reading of unknown tables
   * @param help what may have been meant by an event that never happened, or empty
   */
  public void answers(Evaluated evaluated, List<WhyNot> answers, String help) throws IOException {
    if (answers.isEmpty()) {
      return;
    }
    if (started) {
      out.write("\n");
    }
    started = true;
    Outcome outcome = evaluated.outcome();
    out.write(
        "%s under %s%s\n"
            .formatted(
                paint(Ink.BOLD, outcome.platform()),
                paint(Ink.BOLD, outcome.policy()),
                paint(Ink.DIM, " (" + evaluated.input() + ")")));
    for (WhyNot answer : answers) {
      if (!answer.assume().isEmpty()) {
        line("  ", Ink.BOLD, ReadingWords.sentence(answer.assume()) + ":");
      }
      answer(answer, help);
    }
    out.flush();
  }

  private void answer(WhyNot answer, String help) throws IOException {
    line("  ", Ink.CYAN, RuleWords.of(answer.rule()));
    WhyNot.Furthest furthest = answer.furthest();
    if (answer.hasFired()) {
      fired(answer);
    } else if (furthest == null) {
      never(answer, help);
    } else {
      stopped(answer, furthest);
    }
    if (answer.status() != Outcome.Status.OK) {
      line("    ", Ink.YELLOW, "the boot did not come to its end: " + Words.of(answer.status()));
    }
  }

  private void fired(WhyNot answer) throws IOException {
    for (Outcome.EventTrace event : answer.fired()) {
      String where = moment(event.sequence(), event.event(), event.actor());
      int times = event.firings().size();
      line("    ", Ink.GREEN, "fired at " + where + (times == 1 ? "" : ", " + times + " times"));
      for (Outcome.Firing firing : all ? event.firings() : event.firings().subList(0, 1)) {
        for (Outcome.MatchedFact fact : firing.facts()) {
          fact(INDENT, fact.quantifier().isEmpty() ? "" : fact.quantifier() + " ", fact);
        }
        if (all) {
          out.write("\n");
        }
      }
      if (times > 1 && !all) {
        line(INDENT, Ink.DIM, "and so on (-v shows every firing)");
      }
    }
  }

  private void never(WhyNot answer, String help) throws IOException {
    String event = answer.event();
    String why =
        event == null
            ? "did not fire: no event happened at which it could"
            : "did not fire: the event \"%s\" never happened".formatted(event);
    line("    ", Ink.YELLOW, help.isEmpty() ? why : why + "; " + help);
  }

  private void stopped(WhyNot answer, WhyNot.Furthest furthest) throws IOException {
    int reached = furthest.attempt().reached();
    int conditions = answer.conditions().size();
    WhyNot.Attempt at = furthest.attempt();
    String where = moment(at.sequence(), at.event(), at.actor());
    String about = range == null ? "" : " for " + range;
    if (reached == conditions) {
      line("    ", Ink.YELLOW, "did not fire" + about + ", but all conditions hold after " + where);
    } else {
      line(
          "    ",
          Ink.YELLOW,
          "did not fire%s: at %s it stops at condition %d of %d"
              .formatted(about, where, reached + 1, conditions));
    }
    for (int i = 0; i < conditions; i++) {
      WhyNot.Condition condition = answer.conditions().get(i);
      String text = inWords(condition);
      if (i < reached) {
        line(INDENT, Ink.GREEN, "holds   ", text);
        for (Outcome.MatchedFact fact : furthest.matched().get(i)) {
          fact(FACT, "", fact);
        }
      } else if (i == reached) {
        line(
            INDENT,
            Ink.RED,
            "FAILS   ",
            "%s  at %s:%d".formatted(text, answer.rule().file(), condition.line()));
        failure(condition, furthest);
      } else {
        line(INDENT, Ink.DIM, "        ", text);
      }
    }
    others(answer, at);
  }

  private void failure(WhyNot.Condition condition, WhyNot.Furthest furthest) throws IOException {
    Outcome.MatchedFact closest = furthest.closest();
    if (condition.quantifier().equals("not")) {
      for (Outcome.MatchedFact fact : furthest.inTheWay()) {
        fact(FACT, "in the way: ", fact);
      }
    } else if (closest != null) {
      String of = "closest of %d: ".formatted(furthest.candidates());
      fact(FACT, furthest.candidates() == 1 ? "the only one: " : of, closest);
      for (WhyNot.Constraint constraint : furthest.constraints()) {
        Ink ink =
            switch (constraint.truth()) {
              case TRUE -> Ink.GREEN;
              case FALSE -> Ink.RED;
              case UNREACHED -> Ink.DIM;
            };
        line(FACT + "  ", ink, "%-9s ".formatted(Words.of(constraint.truth())), constraint.text());
      }
    } else {
      String why = furthest.candidates() < 0 ? "too many facts to try" : nothing(condition);
      line(FACT, Ink.PLAIN, why);
    }
  }

  private String nothing(WhyNot.Condition condition) {
    Matcher type = TYPE.matcher(condition.text());
    String facts = type.find() ? type.group(1) : "fact";
    return range == null ? "there is no " + facts : "no %s touches %s".formatted(facts, range);
  }

  private void others(WhyNot answer, WhyNot.Attempt furthest) throws IOException {
    List<WhyNot.Attempt> others =
        answer.attempts().stream().filter(attempt -> !attempt.equals(furthest)).toList();
    if (all) {
      for (WhyNot.Attempt attempt : others) {
        String where = moment(attempt.sequence(), attempt.event(), attempt.actor());
        line("    ", Ink.DIM, "condition %d at %s".formatted(attempt.reached() + 1, where));
      }
    } else if (!others.isEmpty()) {
      String counts =
          others.stream()
              .collect(
                  Collectors.groupingBy(
                      WhyNot.Attempt::reached, TreeMap::new, Collectors.counting()))
              .descendingMap()
              .entrySet()
              .stream()
              .map(e -> "%d at condition %d".formatted(e.getValue(), e.getKey() + 1))
              .collect(Collectors.joining(", "));
      line("    ", Ink.DIM, "other moments: %s (-v lists them)".formatted(counts));
    }
  }

  private static String moment(int sequence, String event, String actor) {
    return sequence + ". " + event + (actor.isEmpty() ? "" : " (" + actor + ")");
  }

  private static String inWords(WhyNot.Condition condition) {
    return condition.quantifier().isEmpty()
        ? condition.text()
        : condition.quantifier() + " " + condition.text();
  }

  private void fact(String indent, String before, Outcome.MatchedFact fact) throws IOException {
    String at = fact.at().toString();
    String place = at.isEmpty() ? "" : paint(Ink.DIM, "  <- " + at);
    out.write(indent + Printable.of(before + fact.text()) + place + "\n");
  }

  private void line(String indent, Ink ink, String mark, String text) throws IOException {
    out.write(indent + ink.on(colour, mark) + Printable.of(text) + "\n");
  }

  private void line(String indent, Ink ink, String text) throws IOException {
    out.write(indent + paint(ink, text) + "\n");
  }

  private String paint(Ink ink, String text) {
    return ink.on(colour, Printable.of(text));
  }
}
