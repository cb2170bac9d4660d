package memfate.batch;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * Tells how far a run is, about once a second: for people on one line of a terminal that is written
 * again, or as JSON lines. What it tells depends on the clock, and so is no part of any report.
 */
public final class Progress {
  private static final long NANOS = 1_000_000_000L;
  private static final int SLOWEST = 3;

  /** In which form to tell. */
  public enum Form {
    NONE,
    LINE,
    JSON
  }

  private record Slow(String name, long nanos) {}

  private final Form form;
  private final long bytesInAll;
  private final LongSupplier clock;
  private final Consumer<String> out;
  private final List<Slow> slowest = new ArrayList<>();
  private final long begun;
  private long told;
  private long done;
  private long failed;
  private long bytes;

  /**
   * Begins.
   *
   * @param bytesInAll bytes of all inputs, 0 when nobody knows
   * @param clock nanoseconds
   * @param out takes text as it is to be printed
   */
  public Progress(Form form, long bytesInAll, LongSupplier clock, Consumer<String> out) {
    this.form = form;
    this.bytesInAll = bytesInAll;
    this.clock = clock;
    this.out = out;
    this.begun = clock.getAsLong();
    this.told = begun;
  }

  /** Counts bytes that were read. */
  public void read(long more) {
    bytes += more;
  }

  /**
   * Counts an answer.
   *
   * @param answered whether it is one, and no failure
   * @param nanos what it took
   */
  public void done(String name, boolean answered, long nanos) {
    done++;
    failed += answered ? 0 : 1;
    if (form == Form.NONE) {
      return;
    }
    slowest.add(new Slow(name, nanos));
    slowest.sort(Comparator.comparingLong(Slow::nanos).reversed());
    if (slowest.size() > SLOWEST) {
      slowest.remove(SLOWEST);
    }
    long now = clock.getAsLong();
    if (now - told >= NANOS) {
      told = now;
      out.accept(
          form == Form.JSON ? json(now, "progress", "") + "\n" : "\r" + line(now) + "\033[K");
    }
  }

  /** Tells the end: which platforms were slowest, and how often the caches helped. */
  public void end(DecisionCache... caches) {
    long hits = Stream.of(caches).mapToLong(DecisionCache::hits).sum();
    long misses = Stream.of(caches).mapToLong(DecisionCache::misses).sum();
    long now = clock.getAsLong();
    if (form == Form.JSON) {
      StringBuilder more = new StringBuilder();
      more.append(",\"hits\":%d,\"misses\":%d".formatted(hits, misses));
      List<String> slow =
          slowest.stream()
              .map(s -> "{\"id\":%s,\"ms\":%d}".formatted(quoted(s.name()), s.nanos() / 1_000_000))
              .toList();
      more.append(",\"slowest\":[").append(String.join(",", slow)).append(']');
      out.accept(json(now, "end", more.toString()) + "\n");
    } else if (form == Form.LINE) {
      out.accept("\r" + line(now) + "\033[K\n");
      if (hits > 0) {
        out.accept("cache: %,d of %,d were alike\n".formatted(hits, hits + misses));
      }
      slowest.forEach(
          s -> out.accept("slowest: %s, %,d ms\n".formatted(s.name(), s.nanos() / 1_000_000)));
    }
  }

  private double seconds(long now) {
    return Math.max(1, now - begun) / (double) NANOS;
  }

  /** Returns the seconds that are left, -1 when nobody knows. */
  private long left(long now) {
    return bytesInAll == 0 || bytes == 0 || bytes > bytesInAll
        ? -1
        : Math.round(seconds(now) * (bytesInAll - bytes) / bytes);
  }

  private String line(long now) {
    StringBuilder line = new StringBuilder("%,d done".formatted(done));
    if (failed > 0) {
      line.append(", %,d failed".formatted(failed));
    }
    line.append(", %,d/s, %,d KiB".formatted(Math.round(done / seconds(now)), bytes >> 10));
    if (bytesInAll > 0) {
      line.append(" of %,d".formatted(bytesInAll >> 10));
    }
    long left = left(now);
    if (left >= 0) {
      line.append(", %d:%02d left".formatted(left / 60, left % 60));
    }
    return line.toString();
  }

  private String json(long now, String kind, String more) {
    long left = left(now);
    return String.format(
        Locale.ROOT,
        "{\"kind\":\"%s\",\"done\":%d,\"failed\":%d,\"bytes\":%d,\"bytesInAll\":%s,"
            + "\"seconds\":%.1f,\"secondsLeft\":%s%s}",
        kind,
        done,
        failed,
        bytes,
        bytesInAll == 0 ? "null" : String.valueOf(bytesInAll),
        seconds(now),
        left < 0 ? "null" : String.valueOf(left),
        more);
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted.append(
          c == '"' || c == '\\' ? "\\" + c : c < ' ' ? "\\u%04x".formatted((int) c) : "" + c);
    }
    return quoted.append('"').toString();
  }
}
