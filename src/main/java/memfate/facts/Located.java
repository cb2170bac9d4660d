package memfate.facts;

import memfate.platform.SourceLocation;

/** A fact that an input file states. */
public interface Located {
  /** Returns the place in the input. */
  SourceLocation at();
}
