package memfate.diff;

/** In which way two fates of the same addresses differ. */
public enum Change {
  /** Only one side has a Soft Reserved range there. */
  PRESENCE,
  OWNER,
  USABLE,
  /** Another driver, or none, is bound to the dax device. */
  DRIVER,
  /** Other steps failed. */
  ERRORS,
  /** Other decisions, or at other events. */
  DECISIONS;

  /** Returns whether it changes what becomes of the memory, and not only how it came about. */
  public boolean isOfFate() {
    return compareTo(DRIVER) <= 0;
  }
}
