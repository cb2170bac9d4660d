package memfate.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ProgressTest {
  private static final long MILLIS = 1_000_000L;

  private final StringBuilder out = new StringBuilder();
  private long now = 5;

  private Progress progress(Progress.Form form, long bytesInAll) {
    return new Progress(form, bytesInAll, () -> now, out::append);
  }

  private void run(Progress progress) {
    for (int i = 1; i <= 4; i++) {
      progress.read(1024);
      now += 600 * MILLIS;
      progress.done("host-" + i, i != 2, i * MILLIS);
    }
  }

  @Test
  void aLineIsWrittenAgainNotMoreThanOnceASecond() {
    run(progress(Progress.Form.LINE, 8192));

    assertEquals(
        "\r2 done, 1 failed, 2/s, 2 KiB of 8, 0:04 left\033[K"
            + "\r4 done, 1 failed, 2/s, 4 KiB of 8, 0:02 left\033[K",
        out.toString());
  }

  @Test
  void machinesGetAnObjectALine() {
    run(progress(Progress.Form.JSON, 0));

    assertEquals(
        "{\"kind\":\"progress\",\"done\":2,\"failed\":1,\"bytes\":2048,\"bytesInAll\":null,"
            + "\"seconds\":1.2,\"secondsLeft\":null}",
        out.toString().lines().findFirst().orElseThrow());
    assertEquals(2, out.toString().lines().count());
  }

  @Test
  void theEndTellsTheSlowest() {
    Progress progress = progress(Progress.Form.JSON, 4096);
    run(progress);
    progress.end(new DecisionCache());

    assertTrue(
        out.toString()
            .endsWith(
                "\"secondsLeft\":0,\"hits\":0,\"misses\":0,\"slowest\":[{\"id\":\"host-4\",\"ms\":4},"
                    + "{\"id\":\"host-3\",\"ms\":3},{\"id\":\"host-2\",\"ms\":2}]}\n"),
        out.toString());
  }

  @Test
  void nothingIsToldWhereNobodyLooks() {
    Progress progress = progress(Progress.Form.NONE, 4096);
    run(progress);
    progress.end(new DecisionCache());

    assertEquals("", out.toString());
  }
}
