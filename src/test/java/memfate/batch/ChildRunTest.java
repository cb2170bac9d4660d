package memfate.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ChildRunTest {
  private static final Duration LONG = Duration.ofMinutes(1);
  private static final int MEGABYTES = 32;

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  /** What the other JVM runs. */
  static final class Program {
    private Program() {}

    public static void main(String[] words) {
      System.out.println("begun");
      System.err.println(System.getenv().containsKey("PATH") ? "environment" : "none");
      switch (words[0]) {
        case "end" -> System.exit(3);
        case "cache" -> System.out.println(System.getProperty("memfate.cache"));
        case "loop" -> {
          while (true) {
            Thread.onSpinWait();
          }
        }
        default -> {
          List<byte[]> all = new ArrayList<>();
          while (all.size() >= 0) {
            all.add(new byte[1 << 20]);
          }
        }
      }
    }
  }

  private int run(String word, Duration time) throws Overrun {
    Limits limits = new Limits(time, MEGABYTES);
    return ChildRun.run(limits, Program.class.getName(), List.of(word), out, err);
  }

  @Test
  void whatItWritesAndItsExitCodeArePassedOn() throws Overrun {
    assertEquals(3, run("end", LONG));
    assertEquals("begun\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("none\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void itLearnsWhereTheUsersCacheIs() throws Overrun {
    assertEquals(0, run("cache", LONG));
    assertEquals(
        "begun\n" + System.getenv("XDG_CACHE_HOME") + "\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("none\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void oneThatNeverEndsIsKilled() {
    Overrun overrun = assertThrows(Overrun.class, () -> run("loop", Duration.ofSeconds(1)));
    assertEquals(Overrun.Cause.TIME, overrun.why());
  }

  @Test
  void oneThatFillsMemoryIsKilled() {
    Overrun overrun = assertThrows(Overrun.class, () -> run("fill", LONG));
    assertEquals(Overrun.Cause.MEMORY, overrun.why());
    assertEquals("more than 32 MiB", overrun.getMessage());
  }
}
