package memfate.facts;

/**
 * A dependency of one Kconfig option on another.
 *
 * @param option the option that depends
 * @param on what it depends on
 * @param optional {@code "depends on X || !X"}: no cap where X is {@code n}
 * @param bool the option is no tristate: {@code m} of X allows {@code y}
 * @param usual only the default follows X, a person may choose more
 */
public record KconfigCap(String option, String on, boolean optional, boolean bool, boolean usual) {
  /** {@code depends on X}. */
  public static KconfigCap on(String option, String on) {
    return new KconfigCap(option, on, false, false, false);
  }

  /** {@code depends on X || !X}. */
  public static KconfigCap optional(String option, String on) {
    return new KconfigCap(option, on, true, false, false);
  }

  /** {@code depends on X}, of an option that is no tristate. */
  public static KconfigCap bool(String option, String on) {
    return new KconfigCap(option, on, false, true, false);
  }

  /** {@code default X}: no dependency, but who leaves the option open gets no more than X. */
  public static KconfigCap usual(String option, String on) {
    return new KconfigCap(option, on, false, false, true);
  }

  /** Returns the highest value that the option may have when X has the given value. */
  public String highest(String valueOfX) {
    if (valueOfX.equals("n")) {
      return optional ? "y" : "n";
    }
    return valueOfX.equals("m") && !bool ? "m" : "y";
  }

  /** Returns whether the dependency forbids the option that value. */
  public boolean forbids(String value, String valueOfX) {
    return Kconfig.rankOf(value) > Kconfig.rankOf(highest(valueOfX));
  }
}
