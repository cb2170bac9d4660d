package memfate.boot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashMap;
import java.util.Map;
import memfate.facts.RangeIndex;

/**
 * Digests of states: equal for two runs that have the same facts, trees, pending events, numbers
 * and decisions, however they came there.
 *
 * <p>Facts have no order, so theirs is the sum of the digests of each. Most of them are the same in
 * all states of a search, so each is digested once.
 */
final class StateDigest {

  /** 128 bits of a SHA-256. */
  record Digest(long high, long low) {
    private Digest plus(Digest other) {
      long sum = low + other.low;
      long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
      return new Digest(high + other.high + carry, sum);
    }
  }

  private final Map<Object, Digest> known = new HashMap<>();
  private final MessageDigest sha256;

  StateDigest() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Returns the digest of the state that a run is in. */
  Digest of(BootRun run) {
    StringBuilder text = new StringBuilder();
    run.describe(line -> text.append(line).append('\n'));
    Digest digest = digest(text.toString());
    for (Object fact : run.facts()) {
      if (!(fact instanceof RangeIndex)) {
        digest = digest.plus(known.computeIfAbsent(fact, f -> digest(f.toString())));
      }
    }
    return digest;
  }

  private Digest digest(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)));
    return new Digest(bytes.getLong(), bytes.getLong());
  }
}
