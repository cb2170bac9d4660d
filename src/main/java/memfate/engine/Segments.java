package memfate.engine;

import org.drools.core.phreak.PhreakBuilder;

/**
 * Has Drools cut the network of rules into segments when a session first needs them.
 *
 * <p>By default Drools 10.2 cuts while rules are added, and cuts wrongly where rules that share a
 * {@code not} meet one that shares only what stands before it: if other rules were added earlier,
 * they never fire, though all their conditions hold.
 */
final class Segments {
  private static final String WHILE_ADDING = "drools.useEagerSegmentCreation";

  private Segments() {}

  /**
   * Asks for it.
   *
   * @throws IllegalStateException if Drools was in use before
   */
  static void cutWhenNeeded() {
    System.setProperty(WHILE_ADDING, "false");
    if (PhreakBuilder.isEagerSegmentCreation()) {
      throw new IllegalStateException(
          "Drools was in use before memfate; start Java with -D%s=false".formatted(WHILE_ADDING));
    }
  }
}
