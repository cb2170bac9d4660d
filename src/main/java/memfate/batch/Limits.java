package memfate.batch;

import java.time.Duration;

/**
 * What one answer of a child process may take.
 *
 * @param time until the answer is there
 * @param megabytes most heap of the process, in MiB
 */
public record Limits(Duration time, int megabytes) {
  public static final Limits DEFAULT = new Limits(Duration.ofSeconds(60), 1024);
}
