package memfate.cli;

import java.util.List;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.RuleInfo;
import memfate.eval.Choice;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/** What a child process is asked, and what it answers; records, so that they can be sent. */
sealed interface WorkerMessage {

  /** Asks how many rules a policy has once it is compiled. */
  record Compile(String policy) implements WorkerMessage {}

  /** Asks for a boot. */
  record Run(Platform platform, Choice choice, BootOptions options) implements WorkerMessage {}

  /** Asks for all orders. */
  record Explore(Platform platform, Choice choice, BootOptions options, Exploration.Limits limits)
      implements WorkerMessage {}

  /** Asks for what the invariants say. */
  record Judge(
      Platform platform, Choice choice, BootOptions options, @Nullable Exploration exploration)
      implements WorkerMessage {}

  /** Asks for the rules of a policy. */
  record ListRules(Platform platform, Choice choice) implements WorkerMessage {}

  /** Asks why a rule does not fire. */
  record AskWhyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      RuleInfo rule,
      @Nullable AddressRange range)
      implements WorkerMessage {}

  /** Asks of several rules why they do not fire for several ranges. */
  record AskWhyNotAll(
      Platform platform,
      Choice choice,
      BootOptions options,
      List<RuleInfo> rules,
      List<AddressRange> ranges)
      implements WorkerMessage {}

  record AnswersAbout(List<WhyNot.About> answers) implements WorkerMessage {}

  record Rules(List<RuleInfo> rules) implements WorkerMessage {}

  record Answers(List<WhyNot> answers) implements WorkerMessage {}

  record Compiled(int rules) implements WorkerMessage {}

  record Ran(Outcome outcome) implements WorkerMessage {}

  record Judgements(List<Judgement> judgements) implements WorkerMessage {}

  record Explored(Exploration exploration) implements WorkerMessage {}

  /** An answer, and what was noticed to be wrong with packs until it was there. */
  record Noticed(WorkerMessage answer, List<Diagnostic> packs) implements WorkerMessage {}

  /** The policy does not compile, validate or resolve. */
  record Refused(String message, List<Diagnostic> diagnostics) implements WorkerMessage {}

  /** A bug of memfate, in words. */
  record Failed(String message) implements WorkerMessage {}
}
