package memfate.facts;

/** The value of a Kconfig option that the description does not name. */
public record KconfigDefault(String name, String value) {}
