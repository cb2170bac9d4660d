package memfate.boot;

import java.util.List;
import java.util.Map;
import memfate.facts.Event;

/**
 * One order of the events of a boot, to be run again.
 *
 * @param platform id of the platform
 * @param policy name of the policy
 * @param assume the reading of unknown tables that it holds under; empty when nothing is unknown
 * @param steps its events from the first on; behind the last the boot takes its usual order
 */
public record Witness(
    String platform, String policy, Map<String, String> assume, List<Step> steps) {

  /**
   * One event of an order.
   *
   * @param event its name, such as {@code hmem-walk}
   * @param subject what it happens to, or empty
   * @param actor who acts, or empty when nobody says
   */
  public record Step(String event, String subject, String actor) {

    static Step of(Event event) {
      return new Step(event.name(), event.subject(), event.actor());
    }

    boolean is(Event other) {
      return event.equals(other.name()) && subject.equals(other.subject());
    }

    /** Returns {@code init cxl_acpi}. */
    public String text() {
      return subject.isEmpty() ? event : event + " " + subject;
    }
  }
}
