package memfate.platform;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a description says of one kernel module.
 *
 * @param name with underscores
 * @param state {@code builtin loaded loadable absent blacklisted}, or empty for the default
 * @param inInitramfs whether the file is in the initramfs; null when not told
 * @param autoload whether udev loads it by itself; null when not told
 * @param delay seconds between its trigger and its load, 0 by default
 * @param parameters module parameters
 */
public record ModuleSpec(
    String name,
    String state,
    @Nullable Boolean inInitramfs,
    @Nullable Boolean autoload,
    double delay,
    Map<String, String> parameters,
    SourceLocation at) {}
