package memfate.facts;

/**
 * Something that is true from now on.
 *
 * @param name such as {@code did_probe}
 * @param subject what it is true of, or empty
 */
public record Flag(String name, String subject) {}
