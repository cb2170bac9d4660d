package memfate.boot;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** 128 bits of a SHA-256, or a sum of such: of things that have no order. */
record Digest(long high, long low) {
  static final Digest NOTHING = new Digest(0, 0);

  private static final ThreadLocal<MessageDigest> SHA_256 =
      ThreadLocal.withInitial(
          () -> {
            try {
              return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
              throw new IllegalStateException("every JDK has SHA-256", e);
            }
          });

  static Digest of(String text) {
    ByteBuffer bytes = ByteBuffer.wrap(SHA_256.get().digest(text.getBytes(StandardCharsets.UTF_8)));
    return new Digest(bytes.getLong(), bytes.getLong());
  }

  /** Reads what {@link #text} wrote. */
  static Digest parse(String text) {
    return new Digest(
        Long.parseUnsignedLong(text.substring(0, 16), 16),
        Long.parseUnsignedLong(text.substring(16), 16));
  }

  /** Returns its 32 hex digits. */
  String text() {
    return "%016x%016x".formatted(high, low);
  }

  Digest plus(Digest other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Digest(high + other.high + carry, sum);
  }

  /** Returns another digest, by a number that says what this one is about. */
  Digest mixed(int what) {
    long salt = (what + 1L) * 0x9E3779B97F4A7C15L;
    long first = (high ^ salt) * 0xBF58476D1CE4E5B9L;
    long second = (low + salt) * 0x94D049BB133111EBL;
    first ^= first >>> 31;
    second ^= second >>> 29;
    return new Digest(first + Long.rotateLeft(second, 17), second ^ Long.rotateLeft(first, 41));
  }

  Digest minus(Digest other) {
    long borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
    return new Digest(high - other.high - borrow, low - other.low);
  }
}
