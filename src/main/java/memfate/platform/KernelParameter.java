package memfate.platform;

/**
 * One word of the kernel command line.
 *
 * @param name text before the first {@code =}; dashes and underscores as written
 * @param value text after it, empty when there is none
 * @param at where the description says so
 */
public record KernelParameter(String name, String value, SourceLocation at) {}
