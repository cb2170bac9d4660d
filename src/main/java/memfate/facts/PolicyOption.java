package memfate.facts;

/** An option of the policy that runs, from its {@code policy.yaml}. */
public record PolicyOption(String name, String value) {}
