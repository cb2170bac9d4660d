package memfate.cli;

import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import memfate.batch.Frames;
import memfate.batch.RecordCodec;
import memfate.engine.PolicyException;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.PackOptions;
import memfate.platform.Diagnostic;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** The child process of {@link SandboxedEvaluation}: answers until nobody asks any more. */
@Command(name = "worker", hidden = true, description = "Answers another memfate; not for people.")
final class WorkerCommand implements Callable<Integer> {
  private static final int OUT_OF_MEMORY = 3;

  private final Streams streams;
  private final EvaluationSource evaluations;

  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  WorkerCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    DataOutputStream answers = new DataOutputStream(streams.out());
    BlockingQueue<byte[]> questions = Questions.listen(streams.in());
    Evaluation evaluation =
        evaluations.open(common.rules(), packs.settings()).caching(common.ruleCache());
    while (true) {
      byte[] question = questions.take();
      try {
        Frames.write(answers, RecordCodec.encode((Record) answer(question, evaluation)));
      } catch (OutOfMemoryError e) {
        Runtime.getRuntime().halt(OUT_OF_MEMORY);
      }
    }
  }

  private static WorkerMessage answer(byte[] question, Evaluation evaluation) throws IOException {
    WorkerMessage answer = answered(RecordCodec.decode(question, WorkerMessage.class), evaluation);
    List<Diagnostic> packs = evaluation.packProblems();
    return packs.isEmpty() ? answer : new WorkerMessage.Noticed(answer, packs);
  }

  private static WorkerMessage answered(WorkerMessage message, Evaluation evaluation) {
    try {
      return answer(message, evaluation);
    } catch (PolicyException e) {
      return new WorkerMessage.Refused(String.valueOf(e.getMessage()), e.diagnostics());
    } catch (RuntimeException | StackOverflowError e) {
      return new WorkerMessage.Failed(e.toString());
    }
  }

  private static WorkerMessage answer(WorkerMessage question, Evaluation evaluation) {
    if (question instanceof WorkerMessage.Compile compile) {
      return new WorkerMessage.Compiled(evaluation.compile(compile.policy()));
    }
    if (question instanceof WorkerMessage.Run run) {
      return new WorkerMessage.Ran(evaluation.run(run.platform(), run.choice(), run.options()));
    }
    if (question instanceof WorkerMessage.Judge judge) {
      return new WorkerMessage.Judgements(
          evaluation.judge(judge.platform(), judge.choice(), judge.options(), judge.exploration()));
    }
    if (question instanceof WorkerMessage.Explore explore) {
      return new WorkerMessage.Explored(
          evaluation.explore(
              explore.platform(), explore.choice(), explore.options(), explore.limits()));
    }
    if (question instanceof WorkerMessage.ListRules list) {
      return new WorkerMessage.Rules(evaluation.rules(list.platform(), list.choice()));
    }
    if (question instanceof WorkerMessage.AskWhyNot ask) {
      return new WorkerMessage.Answers(
          evaluation.whyNot(ask.platform(), ask.choice(), ask.options(), ask.rule(), ask.range()));
    }
    if (question instanceof WorkerMessage.AskWhyNotAll ask) {
      return new WorkerMessage.AnswersAbout(
          evaluation.whyNot(
              ask.platform(), ask.choice(), ask.options(), ask.rules(), ask.ranges()));
    }
    throw new IllegalArgumentException("no question: " + question.getClass());
  }
}
