package memfate.facts;

/**
 * A module that another needs.
 *
 * @param kind {@code hard} (symbols) or {@code soft} (MODULE_SOFTDEP)
 */
public record ModuleDependency(String module, String needs, String kind) {}
