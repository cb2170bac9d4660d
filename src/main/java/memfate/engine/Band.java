package memfate.engine;

/** Where a rule comes from; of several proposals the one from the most specific band stands. */
public enum Band {
  POLICY,
  VENDOR,
  SYSTEM,
  LOCAL
}
