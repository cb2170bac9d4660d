package memfate.synth;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Machines by a seed. The same fleet has the same bytes everywhere and always, and each machine can
 * be had without those before it.
 *
 * @param seed any number
 * @param shape how large machines are
 * @param ranges Soft Reserved ranges of each; 0 for what the shape says
 * @param distinct how many differ in more than their id; 0 for as many as there are
 */
public record Fleet(long seed, Shape shape, int ranges, long distinct) {
  private static final long STRIDE = 0x9e3779b97f4a7c15L;

  /** Draws which machine a description is about, apart from what that machine is. */
  private static final long CHOICE = 0x5851f42d4c957f2dL;

  /** Checks that no number is negative. */
  public Fleet {
    if (ranges < 0 || distinct < 0) {
      throw new IllegalArgumentException(
          "a fleet has no %d ranges and no %d distinct machines".formatted(ranges, distinct));
    }
  }

  /** Returns a fleet in which every machine is drawn by itself. */
  public static Fleet of(long seed, Shape shape) {
    return new Fleet(seed, shape, 0, 0);
  }

  /** Writes the first machines, one at a time. */
  public void write(long count, Form form, OutputStream out) throws IOException {
    for (long i = 0; i < count; i++) {
      out.write(machine(i, form).getBytes(StandardCharsets.US_ASCII));
    }
  }

  /** Returns the description of one machine, from 0, with the end of its last line. */
  public String machine(long number, Form form) {
    SplittableRandom random = new SplittableRandom(mixed(seed, model(number)));
    return new MachineText(new Sheet(form), layout(random), random)
        .write("s" + seed + "-" + number);
  }

  private List<Slot> layout(SplittableRandom random) {
    if (ranges > 0) {
      return Layout.of(ranges, random);
    }
    return shape == Shape.SMALL ? Layout.ofSmall(random) : Layout.of(shape.ranges(random), random);
  }

  /** Every distinct machine comes once; from then on any may come. */
  private long model(long number) {
    return distinct == 0 || number < distinct
        ? number
        : new SplittableRandom(mixed(seed ^ CHOICE, number)).nextLong(distinct);
  }

  private static long mixed(long seed, long number) {
    return (seed * STRIDE) ^ ((number + 1) * CHOICE);
  }
}
