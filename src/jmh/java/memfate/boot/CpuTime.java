package memfate.boot;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.function.DoubleSupplier;

/** User and system time of this process, collections and compiling counted: medians of runs. */
final class CpuTime {
  /** So that little is lost in the ticks of the clock, 10 ms each. */
  private static final double LEAST_SECONDS = 1;

  /** A process is warm when so many figures in a row are hardly better than the best. */
  private static final int STEADY = 4;

  private static final double BETTER = 0.95;
  private static final double SHORTEST_WARMING = 10;
  private static final double LONGEST_WARMING = 90;

  private static final OperatingSystemMXBean PROCESS =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private final int runs;

  CpuTime(int runs) {
    this.runs = runs;
  }

  private static double now() {
    return PROCESS.getProcessCpuTime() / 1e9;
  }

  /** Returns seconds of one turn when the process is warm. */
  double of(Runnable turn) {
    warm(turn);
    return median(() -> seconds(turn));
  }

  /** Returns seconds of a turn that is long by itself; the first does not count. */
  double ofLong(Runnable turn) {
    turn.run();
    return median(
        () -> {
          double begun = now();
          turn.run();
          return now() - begun;
        });
  }

  private static void warm(Runnable turn) {
    double begun = now();
    double best = seconds(turn);
    int steady = 0;
    double spent = 0;
    while (spent < SHORTEST_WARMING || (steady < STEADY && spent < LONGEST_WARMING)) {
      double figure = seconds(turn);
      steady = figure < BETTER * best ? 0 : steady + 1;
      best = Math.min(best, figure);
      spent = now() - begun;
    }
  }

  private static double seconds(Runnable turn) {
    double begun = now();
    double spent = 0;
    int turns = 0;
    while (spent < LEAST_SECONDS) {
      turn.run();
      turns++;
      spent = now() - begun;
    }
    return spent / turns;
  }

  private double median(DoubleSupplier figure) {
    double[] figures = new double[runs];
    for (int i = 0; i < runs; i++) {
      figures[i] = figure.getAsDouble();
    }
    Arrays.sort(figures);
    return figures[runs / 2];
  }
}
