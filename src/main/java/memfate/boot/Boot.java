package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import memfate.engine.Invariants;
import memfate.engine.Policy;
import memfate.engine.RuleProbe;
import memfate.engine.RuleSession;
import memfate.facts.BootOrder;
import memfate.facts.PlatformFacts;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.LintDirectives;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** Boots a platform under a policy. The door of this package. */
public final class Boot {
  private static final int DEFAULT_IOMEM_LEVELS = 8;

  private final Policy policy;
  private final BootOptions options;

  /**
   * Prepares boots.
   *
   * @throws memfate.engine.PolicyException if the options set one that the policy does not have
   */
  public Boot(Policy policy, BootOptions options) {
    this.policy = policy.with(options.policyOptions());
    this.options = options;
  }

  /**
   * Runs the boot, once for each reading of the tables that the description does not know.
   *
   * @return the outcome; {@link Outcome.Status#PARTIAL} when the readings differ
   */
  public Outcome run(Platform platform) {
    List<Outcome.Reading> answers = new ArrayList<>();
    for (Readings.Reading reading : readings(platform)) {
      Normalisation start = normalised(facts(reading.platform(), platform), options.tracing());
      answers.add(new Outcome.Reading(reading.assume(), runOne(reading.platform(), start)));
    }
    Outcome first = answers.get(0).outcome();
    return answers.stream().allMatch(answer -> sameFates(answer.outcome(), first))
        ? first.with(findings(answers), first.diagnostics())
        : partial(first, answers);
  }

  /**
   * Explores the orders of events that the rules allow, under each reading.
   *
   * @param limits how far to look
   */
  public Exploration explore(Platform platform, Exploration.Limits limits) {
    List<Exploration.Orders> orders = new ArrayList<>();
    for (Readings.Reading reading : Readings.of(platform)) {
      LiveBoot.Start start = start(reading, platform);
      try (Explorer explorer = new Explorer(platform.id(), reading.assume(), start, limits)) {
        orders.add(explorer.orders());
      }
    }
    return new Exploration(platform.id(), policy.name(), List.copyOf(orders));
  }

  private LiveBoot.Start start(Readings.Reading reading, Platform platform) {
    List<Object> facts = normalised(facts(reading.platform(), platform), false).facts();
    return new LiveBoot.Start(policy, facts, options.firingLimit(facts.size()));
  }

  /** Judges each outcome of an exploration by the invariants, under each reading. */
  public List<Judgement> judge(Platform platform, Exploration exploration, Invariants invariants) {
    List<Judgement> judgements = new ArrayList<>();
    for (Readings.Reading reading : Readings.of(platform)) {
      for (Exploration.Orders orders : exploration.readings()) {
        if (orders.assume().equals(reading.assume())) {
          judgements.add(judge(reading, platform, invariants).explored(orders));
        }
      }
    }
    return List.copyOf(judgements);
  }

  /** Judges the order that {@link #run} takes by the invariants, under each reading. */
  public List<Judgement> judge(Platform platform, Invariants invariants) {
    return readings(platform).stream()
        .map(
            reading ->
                judge(reading, platform, invariants).single(order(platform), reading.assume()))
        .toList();
  }

  private Judge judge(Readings.Reading reading, Platform platform, Invariants invariants) {
    return new Judge(platform.id(), start(reading, platform), invariants, suppressed(platform));
  }

  /** A witness holds under one reading. */
  private List<Readings.Reading> readings(Platform platform) {
    List<Readings.Reading> readings = Readings.of(platform);
    Witness witness = options.witness();
    return witness == null || readings.stream().noneMatch(r -> r.assume().equals(witness.assume()))
        ? readings
        : readings.stream().filter(r -> r.assume().equals(witness.assume())).toList();
  }

  private static boolean sameFates(Outcome one, Outcome other) {
    return one.ranges().equals(other.ranges())
        && one.steps().stream()
            .map(Outcome.StepState::ranges)
            .toList()
            .equals(other.steps().stream().map(Outcome.StepState::ranges).toList());
  }

  /**
   * What is remarked under every reading, in the words of the first: a remark on what one reading
   * made up would be a false alarm.
   */
  private static List<Outcome.Finding> findings(List<Outcome.Reading> answers) {
    List<Outcome.Finding> common = answers.get(0).outcome().findings();
    for (Outcome.Reading answer : answers) {
      Set<Remarked> here =
          answer.outcome().findings().stream().map(Remarked::of).collect(Collectors.toSet());
      common = common.stream().filter(finding -> here.contains(Remarked.of(finding))).toList();
    }
    return common;
  }

  /** What makes two findings of different readings the same. */
  private record Remarked(String code, SourceLocation at) {
    static Remarked of(Outcome.Finding finding) {
      return new Remarked(finding.code(), finding.at());
    }
  }

  private static Outcome partial(Outcome first, List<Outcome.Reading> answers) {
    return new Outcome(
        first.platform(),
        first.policy(),
        Outcome.Status.PARTIAL,
        first.ranges(),
        first.iomem(),
        first.log(),
        findings(answers),
        first.diagnostics(),
        answers,
        first.trace(),
        first.steps(),
        first.map());
  }

  private Normalisation normalised(List<Object> facts, boolean tracing) {
    return Normalisation.of(policy, facts, options.firingLimit(facts.size()), tracing);
  }

  /** Runs one boot, unless quirks contradict each other about what it begins with. */
  private Outcome runOne(Platform platform, Normalisation start) {
    if (!start.problems().isEmpty()) {
      return new Outcome(
          platform.id(),
          policy.name(),
          Outcome.Status.UNSUPPORTED,
          List.of(),
          "",
          List.of(),
          List.of(),
          start.problems(),
          List.of(),
          List.of());
    }
    Outcome outcome = runOne(platform, start.facts());
    Outcome.EventTrace rewritten = start.trace();
    return rewritten == null || !options.tracing() ? outcome : outcome.after(rewritten);
  }

  /** Runs one boot; the order of the facts makes no difference. */
  Outcome runOne(Platform platform, List<Object> facts) {
    try (RuleSession session = policy.open(options.firingLimit(facts.size()), options.tracing())) {
      BootRun run =
          new BootRun(policy, session, options.tracing(), suppressed(platform), iomemLevels());
      MapRecorder map = options.mapping() ? run.mapped() : null;
      BootRecord record = run.run(facts, order(platform));
      return new Outcome(
          platform.id(),
          policy.name(),
          record.status(),
          record.hasAnswer() ? new FateOfRanges(session, record).fates() : List.of(),
          run.iomem(),
          List.copyOf(record.log()),
          List.copyOf(record.findings()),
          diagnostics(platform, record),
          List.of(),
          List.copyOf(record.trace()),
          run.steps(),
          map == null ? List.of() : map.steps());
    }
  }

  /**
   * Tells why a rule does not fire, or when it does, under each reading.
   *
   * @param rule its name
   * @param range only firings and facts that touch it count; null for any
   */
  public List<WhyNot> whyNot(Platform platform, String rule, @Nullable AddressRange range) {
    RuleProbe probe = policy.probe(rule);
    return readings(platform).stream()
        .map(reading -> whyNot(platform, reading, List.of(new RuleInquest(probe, range))).get(0))
        .toList();
  }

  /**
   * Tells the same of several rules at once.
   *
   * @return an answer for each rule, for the first reading; then those for the next, and so on
   */
  public List<WhyNot> whyNot(Platform platform, List<RuleProbe> probes) {
    return readings(platform).stream()
        .flatMap(
            reading ->
                whyNot(
                    platform,
                    reading,
                    probes.stream().map(probe -> new RuleInquest(probe, null)).toList())
                    .stream())
        .toList();
  }

  /**
   * Tells of several rules and ranges why each rule does not fire for each range, in one boot a
   * reading.
   *
   * @param rules their names
   */
  public List<WhyNot.About> whyNot(
      Platform platform, List<String> rules, List<AddressRange> ranges) {
    List<WhyNot.About> answers = new ArrayList<>();
    for (Readings.Reading reading : readings(platform)) {
      List<AddressRange> about = new ArrayList<>();
      List<RuleInquest> inquests = new ArrayList<>();
      for (String rule : rules) {
        RuleProbe probe = policy.probe(rule);
        for (AddressRange range : ranges) {
          about.add(range);
          inquests.add(new RuleInquest(probe, range));
        }
      }
      List<WhyNot> told = whyNot(platform, reading, inquests);
      for (int i = 0; i < told.size(); i++) {
        answers.add(new WhyNot.About(about.get(i), told.get(i)));
      }
    }
    return List.copyOf(answers);
  }

  /** Runs one boot and looks into several rules. */
  List<WhyNot> whyNot(Platform platform, Readings.Reading reading, List<RuleInquest> inquests) {
    List<Object> facts = normalised(facts(reading.platform(), platform), false).facts();
    try (RuleSession session = policy.open(options.firingLimit(facts.size()), true)) {
      BootRun run = new BootRun(policy, session, true, suppressed(platform), iomemLevels());
      Inquests all = new Inquests(inquests, run::facts);
      session.watch(all);
      run.watchRests(all);
      BootRecord record = run.run(facts, order(platform));
      return inquests.stream()
          .map(inquest -> inquest.answer(reading.assume(), record, all.happened()))
          .toList();
    }
  }

  private EventOrder order(Platform platform) {
    Witness witness = options.witness();
    if (witness == null) {
      return EventQueue::next;
    }
    if (!witness.platform().equals(platform.id()) || !witness.policy().equals(policy.name())) {
      String message =
          "the witness is an order of %s under %s, not of %s under %s"
              .formatted(witness.platform(), witness.policy(), platform.id(), policy.name());
      return queue -> {
        throw new NoSuchOrder(message);
      };
    }
    return new WitnessOrder(witness.steps());
  }

  private static Map<String, String> suppressed(Platform platform) {
    return platform.lint().suppress().stream()
        .collect(
            Collectors.toMap(
                LintDirectives.Suppression::code,
                LintDirectives.Suppression::why,
                (first, second) -> first));
  }

  private List<Object> facts(Platform reading, Platform told) {
    List<Object> facts = new ArrayList<>(PlatformFacts.of(reading, told));
    if (!options.order().isEmpty()) {
      facts.replaceAll(fact -> fact instanceof BootOrder ? new BootOrder(options.order()) : fact);
    }
    facts.addAll(options.quirks());
    return facts;
  }

  private List<Diagnostic> diagnostics(Platform platform, BootRecord record) {
    List<Diagnostic> diagnostics = new ArrayList<>(record.diagnostics());
    if (options.order().isEmpty() && platform.boot().order().equals("open")) {
      diagnostics.add(
          new Diagnostic(
              Diagnostic.Severity.INFO,
              "the order is left open; this is the policy's usual one of them",
              platform.boot().at(),
              1,
              "",
              ""));
    }
    return List.copyOf(diagnostics);
  }

  private int iomemLevels() {
    String levels = policy.options().get("iomem-levels");
    return levels == null ? DEFAULT_IOMEM_LEVELS : Integer.parseInt(levels);
  }
}
