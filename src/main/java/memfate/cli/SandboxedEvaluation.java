package memfate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Consumer;
import memfate.batch.ChildProcess;
import memfate.batch.Limits;
import memfate.batch.Overrun;
import memfate.batch.RecordCodec;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.engine.lang.Code;
import memfate.eval.Choice;
import memfate.eval.Evaluation;
import memfate.eval.Pending;
import memfate.iomem.AddressRange;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;

/**
 * Lets rules run in child processes only, each with limits on time and memory.
 *
 * <p>Rules that pass the check may still join everything with everything or fill memory. A process
 * that overruns is killed, the platform has no answer, and the next one gets a new process. One
 * process serves many platforms; there are as many as threads ask at once.
 */
final class SandboxedEvaluation implements Evaluation {
  private static final String RULES_OVERRAN = Code.RULES_OVERRAN.id();

  /** A process compiles a policy before its first boot under it: that is not the platform's. */
  private static final Duration TO_COMPILE = Duration.ofMinutes(2);

  private static final String WITHOUT_PACKS = "--no-packs";

  private static final Comparator<Diagnostic> BY_PLACE =
      Comparator.comparing(Diagnostic::severity)
          .thenComparing(d -> d.at().file())
          .thenComparing(d -> d.at().line())
          .thenComparing(Diagnostic::message);

  private final Evaluation here;
  private final List<String> arguments;
  private final Limits limits;
  private final ConcurrentLinkedDeque<Worker> idle = new ConcurrentLinkedDeque<>();
  private final Map<String, PolicyException> refused = new ConcurrentHashMap<>();
  private final Set<Diagnostic> noticed = ConcurrentHashMap.newKeySet();
  private final ConcurrentLinkedDeque<Evaluation> others = new ConcurrentLinkedDeque<>();

  /**
   * Prepares processes; they are started when they are needed.
   *
   * @param here what reads descriptions and tells policies, and runs no rules
   * @param arguments options by which {@link WorkerCommand} opens the same rules
   */
  SandboxedEvaluation(Evaluation here, List<String> arguments, Limits limits) {
    this.here = here;
    this.arguments = List.copyOf(arguments);
    this.limits = limits;
  }

  /** A process and the policies that it has compiled. */
  private record Worker(ChildProcess process, List<String> compiled) {}

  @Override
  public PolicyLibrary library() {
    return here.library();
  }

  @Override
  public PackLibrary packLibrary() {
    return here.packLibrary();
  }

  @Override
  public int compile(String policy) {
    Worker worker = borrow();
    try {
      return compile(policy, worker);
    } catch (Overrun e) {
      throw overran("the policy", policy, e);
    } finally {
      giveBack(worker);
    }
  }

  private int compile(String policy, Worker worker) throws Overrun {
    PolicyException known = refused.get(policy);
    if (known != null) {
      throw known;
    }
    try {
      var answer =
          (WorkerMessage.Compiled) ask(worker, new WorkerMessage.Compile(policy), TO_COMPILE);
      worker.compiled().add(policy);
      return answer.rules();
    } catch (PolicyException e) {
      refused.put(policy, e);
      throw e;
    }
  }

  @Override
  public Outcome run(Platform platform, Choice choice, BootOptions options) {
    try {
      WorkerMessage question = new WorkerMessage.Run(platform, choice, options);
      return ((WorkerMessage.Ran) ask(choice, question)).outcome();
    } catch (Overrun e) {
      return noAnswer(platform, choice, e);
    }
  }

  @Override
  public Exploration explore(
      Platform platform, Choice choice, BootOptions options, Exploration.Limits states) {
    try {
      WorkerMessage question = new WorkerMessage.Explore(platform, choice, options, states);
      return ((WorkerMessage.Explored) ask(choice, question)).exploration();
    } catch (Overrun e) {
      String gap = inWords(platform, choice, e) + ": the process that ran them was ended";
      return new Exploration(platform.id(), choice.policy(), List.of(nothingSeen(gap)));
    }
  }

  private static Exploration.Orders nothingSeen(String gap) {
    return new Exploration.Orders(
        Map.of(),
        gap,
        BigInteger.ZERO,
        null,
        0,
        null,
        List.of(),
        0,
        List.of(),
        new Exploration.Effort(0, BigInteger.ZERO, 0));
  }

  @Override
  public List<Judgement> judge(
      Platform platform, Choice choice, BootOptions options, @Nullable Exploration exploration) {
    try {
      WorkerMessage question = new WorkerMessage.Judge(platform, choice, options, exploration);
      return ((WorkerMessage.Judgements) ask(choice, question)).judgements();
    } catch (Overrun e) {
      throw overran("the invariants under", choice.policy(), e);
    }
  }

  @Override
  public List<RuleInfo> rules(Platform platform, Choice choice) {
    try {
      WorkerMessage question = new WorkerMessage.ListRules(platform, choice);
      return ((WorkerMessage.Rules) ask(choice, question)).rules();
    } catch (Overrun e) {
      throw overran("the policy", choice.policy(), e);
    }
  }

  @Override
  public List<WhyNot> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      RuleInfo rule,
      @Nullable AddressRange range) {
    try {
      WorkerMessage question = new WorkerMessage.AskWhyNot(platform, choice, options, rule, range);
      return ((WorkerMessage.Answers) ask(choice, question)).answers();
    } catch (Overrun e) {
      String message = inWords(platform, choice, e);
      throw new PolicyException(message, List.of(diagnostic(message, platform.at())));
    }
  }

  @Override
  public List<WhyNot.About> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      List<RuleInfo> rules,
      List<AddressRange> ranges) {
    try {
      WorkerMessage question =
          new WorkerMessage.AskWhyNotAll(platform, choice, options, rules, ranges);
      return ((WorkerMessage.AnswersAbout) ask(choice, question)).answers();
    } catch (Overrun e) {
      return List.of();
    }
  }

  private WorkerMessage ask(Choice choice, WorkerMessage question) throws Overrun {
    Worker worker = borrow();
    try {
      if (!worker.compiled().contains(choice.policy())) {
        compile(choice.policy(), worker);
      }
      return ask(worker, question, Duration.ZERO);
    } finally {
      giveBack(worker);
    }
  }

  private WorkerMessage ask(Worker worker, WorkerMessage question, Duration extra) throws Overrun {
    byte[] answer = worker.process().ask(RecordCodec.encode((Record) question), extra);
    WorkerMessage message = decode(answer);
    if (message instanceof WorkerMessage.Noticed told) {
      noticed.addAll(told.packs());
      message = told.answer();
    }
    if (message instanceof WorkerMessage.Refused no) {
      throw new PolicyException(no.message(), no.diagnostics());
    }
    if (message instanceof WorkerMessage.Failed failed) {
      throw new IllegalStateException(failed.message());
    }
    return message;
  }

  private static WorkerMessage decode(byte[] answer) {
    try {
      return RecordCodec.decode(answer, WorkerMessage.class);
    } catch (IOException e) {
      throw new IllegalStateException("a child process answers what none of ours does", e);
    }
  }

  private Worker borrow() {
    Worker known = idle.poll();
    return known != null ? known : start();
  }

  private Worker start() {
    List<String> command = new ArrayList<>(List.of("worker"));
    command.addAll(arguments);
    return new Worker(ChildProcess.start(limits, Main.class.getName(), command), new ArrayList<>());
  }

  private void giveBack(Worker worker) {
    if (worker.process().isUsable()) {
      idle.push(worker);
    }
  }

  private Outcome noAnswer(Platform platform, Choice choice, Overrun e) {
    Diagnostic diagnostic = diagnostic(inWords(platform, choice, e), platform.at());
    return new Outcome(
        platform.id(),
        choice.policy(),
        Outcome.Status.INCONCLUSIVE,
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(diagnostic),
        List.of(),
        List.of());
  }

  private String inWords(Platform platform, Choice choice, Overrun e) {
    String rules = "the rules of " + rulesOf(platform, choice);
    return switch (e.why()) {
      case TIME -> "%s took %s".formatted(rules, e.getMessage());
      case MEMORY -> "%s needed %s of memory".formatted(rules, e.getMessage());
      case DIED -> "%s gave no answer: %s".formatted(rules, e.getMessage());
    };
  }

  /** Names the packs as well, any of which may be the one that overran. */
  private String rulesOf(Platform platform, Choice choice) {
    List<String> packs = here.packsOf(platform);
    return packs.isEmpty()
        ? choice.policy()
        : "%s and of %s".formatted(choice.policy(), String.join(", ", packs));
  }

  private static PolicyException overran(String what, String policy, Overrun e) {
    String message = "%s %s does not compile: %s".formatted(what, policy, e.getMessage());
    return new PolicyException(message, List.of(diagnostic(message, SourceLocation.NONE)));
  }

  private static Diagnostic diagnostic(String message, SourceLocation at) {
    return new Diagnostic(
        Diagnostic.Severity.ERROR,
        message,
        at,
        1,
        "",
        "the process that ran them was ended; the rest goes on. --limit-seconds and"
            + " --limit-memory set other limits",
        RULES_OVERRAN);
  }

  @Override
  public void split(List<String> paths, InputStream in, Consumer<Pending> consumer) {
    here.split(paths, in, consumer);
  }

  @Override
  public List<String> policies() {
    return here.policies();
  }

  @Override
  public Run.PolicyId identify(String nameOrFolder) {
    return here.identify(nameOrFolder);
  }

  @Override
  public List<Diagnostic> lint(String nameOrFolder) {
    return here.lint(nameOrFolder);
  }

  @Override
  public List<Choice> policiesOf(Platform platform) {
    return here.policiesOf(platform);
  }

  @Override
  public int compileInvariants() {
    return here.compileInvariants();
  }

  @Override
  public List<Run.PackId> packs() {
    return here.packs();
  }

  @Override
  public int compilePack(String id) {
    return here.compilePack(id);
  }

  @Override
  public List<Diagnostic> lintPack(String id) {
    return here.lintPack(id);
  }

  @Override
  public List<String> packsOf(Platform platform) {
    return here.packsOf(platform);
  }

  /** What is wrong with the rules of packs, processes say that ran them. */
  @Override
  public List<Diagnostic> packProblems() {
    Set<Diagnostic> problems = new LinkedHashSet<>(here.packProblems());
    noticed.stream().sorted(BY_PLACE).forEach(problems::add);
    return List.copyOf(problems);
  }

  @Override
  public Evaluation withoutPacks() {
    List<String> none = new ArrayList<>(arguments);
    if (!none.contains(WITHOUT_PACKS)) {
      none.add(WITHOUT_PACKS);
    }
    Evaluation without = new SandboxedEvaluation(here.withoutPacks(), none, limits);
    others.push(without);
    return without;
  }

  @Override
  public List<Diagnostic> checkVersions() {
    return here.checkVersions();
  }

  @Override
  public List<String> facts(Platform platform) {
    return here.facts(platform);
  }

  @Override
  public void close() {
    for (Worker worker = idle.poll(); worker != null; worker = idle.poll()) {
      worker.process().close();
    }
    others.forEach(Evaluation::close);
  }
}
