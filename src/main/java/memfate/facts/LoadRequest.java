package memfate.facts;

/**
 * Somebody asks for a module.
 *
 * @param by {@code udev}, {@code user}, {@code softdep}, {@code dependency} or {@code
 *     request_module}
 * @param softdep whether the loader heeds MODULE_SOFTDEP
 * @param rank place in the usual order
 */
public record LoadRequest(String module, String by, boolean softdep, long rank)
    implements Transient {}
