package memfate.engine;

/** Somebody who wants to know of every fact that comes or goes. */
public interface FactWatch {
  void inserted(Object fact);

  void deleted(Object fact);
}
