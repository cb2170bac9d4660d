package memfate.serve;

import memfate.batch.ChildProcess;
import org.jspecify.annotations.Nullable;

/** A run that can be called off: the process that it is in is killed then. */
final class Recall {
  private @Nullable ChildProcess process;
  private boolean called;

  /** Says in which process the run goes on. */
  synchronized void runsIn(ChildProcess next) {
    process = next;
    if (called) {
      next.close();
    }
  }

  /** Says that the process has answered: it may run something else now. */
  synchronized void ran() {
    process = null;
  }

  /** Calls the run off. */
  synchronized void call() {
    called = true;
    if (process != null) {
      process.close();
    }
  }

  synchronized boolean isCalled() {
    return called;
  }
}
