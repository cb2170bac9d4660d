package memfate.cli;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import memfate.batch.Frames;
import memfate.batch.RecordCodec;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import memfate.eval.PackSettings;
import memfate.importer.DescriptionReader;
import memfate.importer.Limits;
import memfate.serve.CommandAnswer;
import memfate.serve.CommandQuestion;
import picocli.CommandLine.Command;

/** The child process of the playground: runs command lines until nobody asks any more. */
@Command(name = "answer", hidden = true, description = "Answers another memfate; not for people.")
final class AnswerCommand implements Callable<Integer> {
  private final Streams streams;

  AnswerCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DataOutputStream answers = new DataOutputStream(streams.out());
    BlockingQueue<byte[]> questions = Questions.listen(streams.in());
    while (true) {
      CommandQuestion question = RecordCodec.decode(questions.take(), CommandQuestion.class);
      Frames.write(answers, RecordCodec.encode(answer(question)));
    }
  }

  /** What a page sends reads no files of this machine. */
  private static Evaluation open(Path rules, PackSettings packs) {
    DescriptionReader reader = new DescriptionReader(Limits.DEFAULT.withoutIncludes());
    return new BootEvaluation(rules, packs, reader);
  }

  private static CommandAnswer answer(CommandQuestion question) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Streams captured =
        new Streams(
            InputStream.nullInputStream(),
            new PrintStream(out, false, StandardCharsets.UTF_8),
            new PrintStream(err, true, StandardCharsets.UTF_8),
            false,
            () -> null);
    int code =
        new Main(captured, AnswerCommand::open).run(question.arguments().toArray(String[]::new));
    return new CommandAnswer(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
