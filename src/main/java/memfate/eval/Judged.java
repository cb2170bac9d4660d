package memfate.eval;

import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.engine.PolicyException;
import memfate.engine.lang.Code;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.report.Evaluated;
import org.jspecify.annotations.Nullable;

/**
 * An outcome with what it means for the exit code, whatever {@code --fail-on} says.
 *
 * @param evaluated what reports write
 * @param atLeast the exit code is at least this grave
 * @param problem a {@link PolicyException}, or what broke in memfate itself, or null
 */
public record Judged(Evaluated evaluated, ExitCode atLeast, @Nullable Throwable problem) {

  /** Prints what is wrong and returns what the outcome means for the exit code. */
  public ExitCode tell(Diagnostics diagnostics, boolean verbose, FailOn failOn) {
    Outcome outcome = evaluated.outcome();
    if (problem instanceof PolicyException policy) {
      diagnostics.printOnce(policy.diagnostics());
    } else {
      diagnostics.print(outcome.diagnostics());
    }
    if (atLeast == ExitCode.BUG && problem != null) {
      diagnostics.bug(problem, verbose);
    }
    return atLeast.and(failOn.judge(evaluated));
  }

  /** As {@link #tell}, and says nothing twice: of a platform under several policies. */
  public ExitCode tellOnce(Diagnostics diagnostics, boolean verbose) {
    diagnostics.printOnce(
        problem instanceof PolicyException policy
            ? policy.diagnostics()
            : evaluated.outcome().diagnostics());
    if (atLeast == ExitCode.BUG && problem != null) {
      diagnostics.bug(problem, verbose);
    }
    return atLeast.and(FailOn.NEVER.judge(evaluated.outcome()));
  }

  /** Boots a platform; nothing that goes wrong with one platform ends the others. */
  public static Judged run(
      Description description, Platform platform, Choice choice, Boots boots, BootOptions options) {
    String policy = choice.policy();
    try {
      Outcome outcome = boots.run(platform, choice, options);
      return new Judged(
          new Evaluated(description.input(), platform, with(description, outcome)),
          description.readable(),
          null);
    } catch (PolicyException e) {
      return unresolved(description, platform, policy, e);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(description, platform, policy, e);
    }
  }

  /**
   * Boots a platform in its usual order, and explores the others.
   *
   * @throws UncheckedIOException if what is explored cannot be kept on disk
   */
  public static Judged explore(
      Description description,
      Platform platform,
      Choice choice,
      Evaluation evaluation,
      BootOptions options,
      Exploration.Limits limits) {
    Judged usual = run(description, platform, choice, evaluation, options);
    if (usual.problem != null
        || usual.evaluated.outcome().status() == Status.UNSUPPORTED
        || hasOverrun(usual.evaluated.outcome())) {
      return usual;
    }
    try {
      Exploration exploration = evaluation.explore(platform, choice, options, limits);
      Evaluated one = usual.evaluated;
      return new Judged(one.with(exploration), usual.atLeast, null);
    } catch (UncheckedIOException e) {
      throw e;
    } catch (RuntimeException | StackOverflowError e) {
      return broken(description, platform, choice.policy(), e);
    }
  }

  /** Collects what a page shows beyond what was run or explored. */
  public Judged detail(
      Description description,
      Platform platform,
      Choice choice,
      Evaluation evaluation,
      BootOptions options) {
    if (problem != null) {
      return this;
    }
    try {
      Evaluated detailed = new Detailing(platform, choice, evaluation, options).detail(evaluated);
      return new Judged(detailed, atLeast, null);
    } catch (PolicyException e) {
      return unresolved(description, platform, choice.policy(), e);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(description, platform, choice.policy(), e);
    }
  }

  /** Judges what was run or explored by the invariants. */
  public Judged judge(
      Description description,
      Platform platform,
      Choice choice,
      Evaluation evaluation,
      BootOptions options) {
    boolean answered =
        switch (evaluated.outcome().status()) {
          case OK, PARTIAL, CRASH -> true;
          case INVALID, UNSUPPORTED, INCONCLUSIVE -> false;
        };
    if (problem != null || !answered) {
      return this;
    }
    try {
      List<Judgement> judgements =
          evaluation.judge(platform, choice, options, evaluated.exploration());
      return new Judged(evaluated.with(judgements), atLeast, null);
    } catch (PolicyException e) {
      return unresolved(description, platform, choice.policy(), e);
    } catch (RuntimeException | StackOverflowError e) {
      return broken(description, platform, choice.policy(), e);
    }
  }

  /** Returns the outcome of a description that could not be read. */
  public static Judged unreadable(Description description) {
    String id = description.input().path();
    Outcome outcome = empty(id, "", Status.INVALID, description.diagnostics());
    return new Judged(new Evaluated(description.input(), null, outcome), ExitCode.UNREADABLE, null);
  }

  /** Returns the outcome under a policy that does not compile or resolve. */
  public static Judged unresolved(
      Description description, Platform platform, String policy, PolicyException e) {
    List<Diagnostic> diagnostics = new ArrayList<>(description.diagnostics());
    diagnostics.add(Diagnostic.error(messageOf(e), platform.at()));
    Outcome outcome = empty(platform.id(), policy, Status.UNSUPPORTED, diagnostics);
    return new Judged(new Evaluated(description.input(), platform, outcome), ExitCode.POLICY, e);
  }

  private static String messageOf(PolicyException e) {
    return e.getMessage() == null ? "the policy does not compile" : e.getMessage();
  }

  private static Judged broken(
      Description description, Platform platform, String policy, Throwable bug) {
    List<Diagnostic> diagnostics = new ArrayList<>(description.diagnostics());
    diagnostics.add(
        Diagnostic.error(
            "memfate failed on platform %s under %s: %s".formatted(platform.id(), policy, bug),
            platform.at()));
    Outcome outcome = empty(platform.id(), policy, Status.INCONCLUSIVE, diagnostics);
    return new Judged(new Evaluated(description.input(), platform, outcome), ExitCode.BUG, bug);
  }

  /** Returns whether a boot has no answer because its process was ended. */
  private static boolean hasOverrun(Outcome outcome) {
    return outcome.diagnostics().stream()
        .anyMatch(diagnostic -> diagnostic.code().equals(Code.RULES_OVERRAN.id()));
  }

  private static Outcome with(Description description, Outcome outcome) {
    if (description.diagnostics().isEmpty()) {
      return outcome;
    }
    List<Diagnostic> all = new ArrayList<>(description.diagnostics());
    all.addAll(outcome.diagnostics());
    return outcome.with(outcome.findings(), all);
  }

  private static Outcome empty(
      String id, String policy, Status status, List<Diagnostic> diagnostics) {
    return new Outcome(
        id, policy, status, List.of(), "", List.of(), List.of(), diagnostics, List.of(), List.of());
  }
}
