package memfate.synth;

/** What a fleet is written as. */
public enum Form {
  /** A machine a line. */
  JSON_LINES,
  /** A YAML document a machine. */
  YAML
}
