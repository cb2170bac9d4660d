package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * What the description says of one kernel module.
 *
 * @param module name with underscores
 * @param state {@code builtin loaded loadable absent blacklisted}, or empty
 * @param inInitramfs {@code yes}, {@code no}, or empty when not told
 * @param autoload whether udev loads it by itself
 * @param delay seconds after its trigger, rounded up
 */
public record ModuleSetting(
    String module,
    String state,
    String inInitramfs,
    boolean autoload,
    long delay,
    SourceLocation at)
    implements Located {

  /** Returns what holds for a module of which the description says nothing. */
  public static ModuleSetting usual(String module) {
    return new ModuleSetting(module, "", "", true, 0, SourceLocation.NONE);
  }

  /**
   * Returns how much later than usual udev loads it, in ranks: from the root file system, delayed.
   */
  public long lateness() {
    return (inInitramfs.equals("no") ? 500 : 0) + 10_000 * delay;
  }

  /** Returns whether only a later stage of the boot has the file. */
  public boolean missingInInitramfs() {
    return inInitramfs.equals("no");
  }
}
