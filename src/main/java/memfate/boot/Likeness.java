package memfate.boot;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Sums of how the things of a state look: what is about a device that others are like, apart for
 * each such device, and all the rest. Immutable.
 */
final class Likeness {
  private final Digest rest;
  private final Digest[] devices;

  private Likeness(Digest rest, Digest[] devices) {
    this.rest = rest;
    this.devices = devices;
  }

  static Likeness nothing(int devices) {
    Digest[] none = new Digest[devices];
    Arrays.fill(none, Digest.NOTHING);
    return new Likeness(Digest.NOTHING, none);
  }

  Likeness plus(FactTable.Looks looks) {
    return looks.device() < 0
        ? new Likeness(rest.plus(looks.digest()), devices)
        : with(looks.device(), devices[looks.device()].plus(looks.digest()));
  }

  Likeness minus(FactTable.Looks looks) {
    return looks.device() < 0
        ? new Likeness(rest.minus(looks.digest()), devices)
        : with(looks.device(), devices[looks.device()].minus(looks.digest()));
  }

  private Likeness with(int device, Digest sum) {
    Digest[] changed = devices.clone();
    changed[device] = sum;
    return new Likeness(rest, changed);
  }

  /** Returns how a device looks. */
  Digest of(int device) {
    return devices[device];
  }

  /** Returns the same for two that are equal once like devices have changed places. */
  Digest digest(List<List<Integer>> classes) {
    Digest all = rest;
    int which = 0;
    for (List<Integer> alike : classes) {
      for (int device : alike) {
        all = all.plus(devices[device].mixed(which));
      }
      which++;
    }
    return all;
  }

  /** Returns how many there are that are equal to it once like devices have changed places. */
  BigInteger size(List<List<Integer>> classes) {
    BigInteger size = BigInteger.ONE;
    for (List<Integer> alike : classes) {
      TreeMap<String, Integer> equal = new TreeMap<>();
      int placed = 0;
      for (int device : alike) {
        int same = equal.merge(devices[device].toString(), 1, Integer::sum);
        placed++;
        size = size.multiply(BigInteger.valueOf(placed)).divide(BigInteger.valueOf(same));
      }
    }
    return size;
  }
}
