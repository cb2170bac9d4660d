package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import memfate.engine.Policy;
import memfate.engine.RuleSession;
import memfate.facts.BootOrder;
import memfate.facts.PlatformFacts;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;

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
    for (Readings.Reading reading : Readings.of(platform)) {
      answers.add(new Outcome.Reading(reading.assume(), runOne(reading.platform())));
    }
    Outcome first = answers.get(0).outcome();
    boolean same = answers.stream().allMatch(a -> a.outcome().ranges().equals(first.ranges()));
    return same ? first : partial(first, answers);
  }

  private static Outcome partial(Outcome first, List<Outcome.Reading> answers) {
    return new Outcome(
        first.platform(),
        first.policy(),
        Outcome.Status.PARTIAL,
        first.ranges(),
        first.iomem(),
        first.log(),
        first.findings(),
        first.diagnostics(),
        answers,
        first.trace());
  }

  private Outcome runOne(Platform platform) {
    return runOne(platform, facts(platform));
  }

  /** Runs one boot; the order of the facts makes no difference. */
  Outcome runOne(Platform platform, List<Object> facts) {
    try (RuleSession session = policy.open(options.firingLimit(facts.size()), options.tracing())) {
      BootRun run = new BootRun(policy, session, options.tracing());
      BootRecord record = run.run(facts);
      return new Outcome(
          platform.id(),
          policy.name(),
          record.status(),
          record.hasAnswer() ? new FateOfRanges(session, record).fates() : List.of(),
          run.trees().iomem(iomemLevels()),
          List.copyOf(record.log()),
          List.copyOf(record.findings()),
          diagnostics(platform, record),
          List.of(),
          List.copyOf(record.trace()));
    }
  }

  private List<Object> facts(Platform platform) {
    List<Object> facts = new ArrayList<>(PlatformFacts.of(platform));
    if (!options.order().isEmpty()) {
      facts.replaceAll(fact -> fact instanceof BootOrder ? new BootOrder(options.order()) : fact);
    }
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
