package memfate.synth;

import java.util.SplittableRandom;

/** How large the machines of a fleet are. */
public enum Shape {
  /** A server: about 5 Soft Reserved ranges in at most {@link #SMALL_BYTES}. */
  SMALL(0, 0),
  /** A large server: about 50. */
  MEDIUM(45, 55),
  /** What a memory pool behind many bridges may look like: about 500. */
  LARGE(450, 550);

  /** Most bytes of a line of JSON about a small machine, its end included. */
  public static final int SMALL_BYTES = 1024;

  private final int fewest;
  private final int most;

  Shape(int fewest, int most) {
    this.fewest = fewest;
    this.most = most;
  }

  int ranges(SplittableRandom random) {
    return random.nextInt(fewest, most + 1);
  }
}
