package memfate.boot;

import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/** Says which of the pending events is next. */
interface EventOrder {

  /**
   * Takes the next event; null ends the boot.
   *
   * @throws NoSuchOrder if the order wants an event that may not happen now
   */
  @Nullable Event next(EventQueue queue);
}
