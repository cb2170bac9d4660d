package memfate.boot;

import memfate.facts.CurrentEvent;
import memfate.facts.Event;
import org.jspecify.annotations.Nullable;

/** Somebody who looks at the facts of a boot whenever no rule has anything left to make of them. */
interface RestWatch {

  /**
   * Looks, before the facts of the moment are deleted.
   *
   * @param sequence number of the event, from 1
   * @param current the event as rules see it; null when it is over
   */
  void atRest(int sequence, Event event, @Nullable CurrentEvent current);
}
