package memfate.report;

import java.util.ArrayList;
import java.util.List;
import memfate.boot.Outcome;

/**
 * One answer of an outcome: the outcome itself, or what it is under one reading of unknown tables.
 *
 * @param condition the reading, {@code if srat is absent}; empty when there is one answer
 * @param outcome an outcome without readings
 */
public record Answer(String condition, Outcome outcome) {

  /** Returns the answers in order. */
  public static List<Answer> of(Outcome outcome) {
    if (outcome.readings().isEmpty()) {
      return List.of(new Answer("", outcome));
    }
    List<Answer> answers = new ArrayList<>();
    for (Outcome.Reading reading : outcome.readings()) {
      String assumed = ReadingWords.sentence(reading.assume());
      for (Answer answer : of(reading.outcome())) {
        String more = answer.condition.isEmpty() ? "" : " and " + answer.condition;
        answers.add(new Answer(assumed + more, answer.outcome));
      }
    }
    return answers;
  }

  /** Returns the text with the reading that it holds under. */
  public String about(String text) {
    return condition.isEmpty() ? text : text + ", " + condition;
  }

  /** Returns whether there is no prediction: something failed, and no kernel did. */
  public boolean isMissing() {
    return switch (outcome.status()) {
      case OK, PARTIAL, CRASH -> false;
      case INVALID, UNSUPPORTED, INCONCLUSIVE -> true;
    };
  }
}
