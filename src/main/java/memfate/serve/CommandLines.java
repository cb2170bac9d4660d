package memfate.serve;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import memfate.batch.ChildProcess;
import memfate.batch.Limits;
import memfate.batch.Overrun;
import memfate.batch.RecordCodec;

/**
 * Runs command lines of memfate in child processes, each with limits on time and memory. A process
 * is asked again until it overruns or has answered many questions.
 */
final class CommandLines implements AutoCloseable {
  /** Compiled rules stay in a process for a while; so many of them fit by far. */
  private static final int ANSWERS_OF_A_PROCESS = 40;

  private final String mainClass;
  private final Limits limits;
  private final ConcurrentLinkedDeque<Child> idle = new ConcurrentLinkedDeque<>();

  CommandLines(String mainClass, Limits limits) {
    this.mainClass = mainClass;
    this.limits = limits;
  }

  private record Child(ChildProcess process, int answered) {}

  /**
   * Runs a command line.
   *
   * @param recall learns of the process, to end it
   * @throws Overrun if it took more than it may; its process is gone then
   */
  CommandAnswer run(List<String> arguments, Recall recall) throws Overrun {
    Child known = idle.poll();
    ChildProcess process =
        known != null ? known.process() : ChildProcess.start(limits, mainClass, List.of("answer"));
    recall.runsIn(process);
    try {
      byte[] question = RecordCodec.encode(new CommandQuestion(arguments));
      return RecordCodec.decode(process.ask(question, Duration.ZERO), CommandAnswer.class);
    } catch (IOException e) {
      process.close();
      throw new IllegalStateException("a child process answers what none of ours does", e);
    } finally {
      recall.ran();
      giveBack(process, known == null ? 1 : known.answered() + 1);
    }
  }

  private void giveBack(ChildProcess process, int answered) {
    if (answered >= ANSWERS_OF_A_PROCESS) {
      process.close();
    } else if (process.isUsable()) {
      idle.push(new Child(process, answered));
    }
  }

  @Override
  public void close() {
    for (Child child = idle.poll(); child != null; child = idle.poll()) {
      child.process().close();
    }
  }
}
