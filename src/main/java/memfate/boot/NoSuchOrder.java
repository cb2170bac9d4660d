package memfate.boot;

/** An order of events that somebody asked for and that the rules do not allow. */
final class NoSuchOrder extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoSuchOrder(String message) {
    super(message);
  }
}
