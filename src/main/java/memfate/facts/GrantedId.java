package memfate.facts;

/**
 * A number from a pool.
 */
public record GrantedId(
    String pool,
    String holder,
    int number) implements Transient {}
