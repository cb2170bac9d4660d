package memfate.facts;

/**
 * The event that happens now.
 *
 * @param name what happens, such as {@code hmem-walk}
 * @param subject what it happens to, or empty
 */
public record CurrentEvent(String name, String subject) {}
