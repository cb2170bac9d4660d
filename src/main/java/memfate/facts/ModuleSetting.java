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
    SourceLocation at) implements Located {}
