package memfate.engine;

import java.util.List;

/** Facts that somebody may ask for by their type. */
public interface Facts {

  /** Returns the facts of a type, in no promised order. */
  <T> List<T> facts(Class<T> type);
}
