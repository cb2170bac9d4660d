package memfate.spark;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import memfate.eval.Description;
import memfate.eval.Judged;
import memfate.importer.Document;
import memfate.importer.UnreadDocument;
import memfate.platform.Platform;
import memfate.report.Input;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.broadcast.Broadcast;

/** Evaluates parts, and writes what becomes of them into files of this attempt's own. */
final class EvalTask implements FlatMapFunction<Iterator<Part>, Attempt> {
  private static final long serialVersionUID = 1L;

  private final String folder;
  private final Broadcast<Shipped> shipped;
  private final Broadcast<Map<Claim.Id, Claim>> shared;

  /**
   * Prepares tasks.
   *
   * @param folder where attempts leave their files
   * @param shared the first description of each id that several have
   */
  EvalTask(String folder, Broadcast<Shipped> shipped, Broadcast<Map<Claim.Id, Claim>> shared) {
    this.folder = folder;
    this.shipped = shipped;
    this.shared = shared;
  }

  @Override
  public Iterator<Attempt> call(Iterator<Part> parts) throws IOException {
    TaskContext task = TaskContext.get();
    Shipped run = shipped.value();
    Fates fates = Fates.of(run);
    String name = "part-%05d".formatted(task.partitionId());
    try (PartWriter writer =
        PartWriter.of(folder, name, task.taskAttemptId(), run.configuration(), run.failOn())) {
      while (parts.hasNext()) {
        Part part = parts.next();
        part.cut(run.configuration(), unread -> evaluate(part, unread, fates, writer));
      }
      return List.of(writer.finish(fates.evaluation().packProblems())).iterator();
    }
  }

  private void evaluate(Part part, UnreadDocument unread, Fates fates, PartWriter writer) {
    int ordinal = 0;
    for (Document document : unread.read()) {
      Document claimed = claimed(part, unread, document, ordinal++);
      Input input = new Input(unread.name(), claimed.number(), claimed.line(), claimed.sha256());
      Description description =
          new Description(input, claimed.platform(), null, claimed.diagnostics());
      fates.of(description, judged -> write(judged, unread, writer));
    }
  }

  private static void write(Judged judged, UnreadDocument unread, PartWriter writer) {
    try {
      writer.write(judged, unread::bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Document claimed(Part part, UnreadDocument unread, Document document, int ordinal) {
    Platform platform = document.platform();
    if (platform == null || shared.value().isEmpty()) {
      return document;
    }
    Claim first = shared.value().get(Claim.Id.of(part.input(unread), platform.id()));
    return first == null
            || first.isAt(unread.number(), unread.line(), ordinal)
            || platform.id().isEmpty()
        ? document
        : unread.refuse(document, platform.id(), Math.max(1, first.line()));
  }
}
