package memfate.batch;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import memfate.boot.Outcome;
import memfate.platform.Platform;

/**
 * Outcomes by what a policy can see of a platform: machines that differ in name, source and places
 * alone are evaluated once.
 *
 * <p>What is evaluated is the canonical form, never one machine's description, so that an answer
 * does not depend on who asks first. A thread that needs what another is at work on waits for it.
 * The outcomes used last are kept, up to a number of bytes that their platforms take.
 */
public final class DecisionCache {
  /** Some 10,000 small platforms, and ten times as many bytes with their outcomes. */
  private static final long DEFAULT_BYTES = 32L << 20;

  private final long limit;
  private final Map<String, Entry> entries = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;
  private long hits;
  private long misses;

  public DecisionCache() {
    this(DEFAULT_BYTES);
  }

  /**
   * Makes an empty cache.
   *
   * @param limit bytes of the platforms whose outcomes are kept
   */
  public DecisionCache(long limit) {
    this.limit = limit;
  }

  private record Entry(CompletableFuture<Optional<Outcome>> outcome, int size) {}

  /**
   * Returns the outcome of a platform.
   *
   * @param context what else the outcome depends on: the policy and its options
   * @param evaluation evaluates a platform; what it throws is thrown
   */
  public Outcome outcome(
      Platform platform, String context, Function<Platform, Outcome> evaluation) {
    CanonicalPlatform canonical = CanonicalPlatform.of(platform).orElse(null);
    if (canonical == null) {
      return evaluation.apply(platform);
    }
    byte[] form = RecordCodec.encode(canonical.form());
    String key = context + "\n" + sha256(form);
    Entry mine = new Entry(new CompletableFuture<>(), form.length);
    Entry entry = enter(key, mine);
    if (entry.equals(mine)) {
      compute(key, entry, canonical, evaluation);
    }
    return entry
        .outcome()
        .join()
        .map(canonical.standIns()::localised)
        .orElseGet(() -> evaluation.apply(platform));
  }

  /**
   * Returns the records of all that are alike to a platform, if the outcome is known and they
   * differ in what an occurrence has for itself alone.
   *
   * @param context as in {@link #outcome}
   * @param first where the platform stands
   * @param idOffset how many characters of its document stand before the value of its id
   */
  public Optional<RecordForm> records(
      Platform platform, String context, Occurrence first, int idOffset) {
    return CanonicalPlatform.of(platform)
        .flatMap(
            canonical ->
                known(key(canonical, context))
                    .filter(DecisionCache::isSettled)
                    .flatMap(
                        form ->
                            RecordForm.of(platform, canonical.standIns(), form, first, idOffset)));
  }

  private static String key(CanonicalPlatform canonical, String context) {
    return context + "\n" + sha256(RecordCodec.encode(canonical.form()));
  }

  private synchronized Optional<Outcome> known(String key) {
    Entry entry = entries.get(key);
    return entry == null || !entry.outcome().isDone() ? Optional.empty() : entry.outcome().join();
  }

  /** Counts a platform that was answered from {@link #records}. */
  public synchronized void countHit() {
    hits++;
  }

  /** What fails is left to the platform itself; what hits a limit is not kept. */
  private void compute(
      String key,
      Entry entry,
      CanonicalPlatform canonical,
      Function<Platform, Outcome> evaluation) {
    Optional<Outcome> outcome = Optional.empty();
    try {
      outcome = Optional.of(evaluation.apply(canonical.form()));
    } catch (RuntimeException | StackOverflowError e) {
      // evaluated once more as it is, which throws it again
    } finally {
      entry.outcome().complete(outcome);
    }
    if (outcome.filter(DecisionCache::isSettled).isEmpty()) {
      forget(key, entry);
    }
  }

  private static boolean isSettled(Outcome outcome) {
    return switch (outcome.status()) {
      case OK, PARTIAL, CRASH, UNSUPPORTED -> true;
      case INVALID, INCONCLUSIVE -> false;
    };
  }

  private synchronized Entry enter(String key, Entry mine) {
    Entry known = entries.get(key);
    if (known != null) {
      hits++;
      return known;
    }
    misses++;
    entries.put(key, mine);
    bytes += mine.size();
    for (Iterator<Entry> oldest = entries.values().iterator(); bytes > limit; ) {
      bytes -= oldest.next().size();
      oldest.remove();
    }
    return mine;
  }

  private synchronized void forget(String key, Entry entry) {
    if (entries.remove(key, entry)) {
      bytes -= entry.size();
    }
  }

  /** Returns how many platforms were answered by the outcome of another one. */
  public synchronized long hits() {
    return hits;
  }

  /** Returns how many platforms were evaluated. */
  public synchronized long misses() {
    return misses;
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
