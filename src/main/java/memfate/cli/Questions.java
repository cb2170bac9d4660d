package memfate.cli;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import memfate.batch.Frames;
import memfate.eval.ExitCode;

/** What another memfate asks this one, which is its child process. */
final class Questions {
  private Questions() {}

  /**
   * Listens in a thread of its own: when nobody asks any more, whatever still runs is of no use and
   * the process ends.
   */
  static BlockingQueue<byte[]> listen(InputStream standardInput) {
    BlockingQueue<byte[]> questions = new LinkedBlockingQueue<>();
    DataInputStream in = new DataInputStream(standardInput);
    Thread listener =
        new Thread(
            () -> {
              try {
                while (true) {
                  questions.add(Frames.read(in));
                }
              } catch (IOException e) {
                Runtime.getRuntime().halt(ExitCode.DONE.code());
              }
            },
            "questions");
    listener.setDaemon(true);
    listener.start();
    return questions;
  }
}
