package memfate.facts;

/**
 * A driver that is built in or a loadable file.
 *
 * @param option its Kconfig option
 * @param init name of its initcall
 * @param position place in the usual load order of udev
 */
public record KernelModule(String name, String option, String init, int position) {}
