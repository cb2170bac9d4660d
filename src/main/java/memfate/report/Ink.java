package memfate.report;

/** How a piece of text stands out on a terminal. */
public enum Ink {
  PLAIN(""),
  BOLD("1"),
  DIM("2"),
  RED("31"),
  GREEN("32"),
  YELLOW("33"),
  BLUE("34"),
  CYAN("36"),
  ALARM("1;97;41");

  private final String code;

  Ink(String code) {
    this.code = code;
  }

  /**
   * Returns the text in this ink.
   *
   * @param colour whether to colour at all
   */
  public String on(boolean colour, String text) {
    return colour && this != PLAIN && !text.isEmpty()
        ? "\u001b[" + code + "m" + text + "\u001b[0m"
        : text;
  }
}
