package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A call that fails.
 *
 * @param call kernel function
 * @param nth which call of it, from 1
 * @param errno positive errno
 */
public record InjectedFailure(String call, int nth, int errno, SourceLocation at)
    implements Located {
  /** Returns what the call returns, such as -12. */
  public int code() {
    return -errno;
  }
}
