package memfate.facts;

/** A fact that holds during the current event only. */
public interface Transient {}
