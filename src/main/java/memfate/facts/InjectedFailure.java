package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A call that fails.
 *
 * @param call kernel function
 * @param nth which call of it, from 1
 * @param errno positive errno
 * @param device the device that it fails for, empty for every one
 */
public record InjectedFailure(String call, int nth, int errno, String device, SourceLocation at)
    implements Located {

  /** Linux keeps it to itself: the probe is to be tried again, when another driver has bound. */
  private static final int EPROBE_DEFER = 517;

  /** Returns whether it fails for a device. */
  public boolean strikes(String name) {
    return device.isEmpty() || device.equals(name);
  }

  /** Returns whether the call asks to be tried again later. */
  public boolean defers() {
    return errno == EPROBE_DEFER;
  }

  /** Returns what the call returns, such as -12. */
  public int code() {
    return -errno;
  }
}
