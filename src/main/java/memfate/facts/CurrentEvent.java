package memfate.facts;

/**
 * The event that happens now.
 *
 * @param name what happens, such as {@code hmem-walk}
 * @param subject what it happens to, or empty
 * @param sequence place in the boot, from 1
 */
public record CurrentEvent(String name, String subject, int sequence) {}
