package memfate.eval;

import java.util.ArrayList;
import java.util.List;
import memfate.engine.PolicyException;
import memfate.report.Run;

/** Run records. */
public final class Runs {
  private Runs() {}

  /**
   * Returns the record of a run: the policies that were named, else all that a description may
   * choose.
   *
   * @param named the policies that were named
   * @throws PolicyException if a policy that was named does not resolve
   */
  public static Run of(Evaluation evaluation, BootSettings settings, List<String> named) {
    List<Run.PolicyId> policies = new ArrayList<>();
    for (String name : named) {
      policies.add(evaluation.identify(name));
    }
    if (policies.isEmpty()) {
      for (String name : evaluation.policies()) {
        try {
          policies.add(evaluation.identify(name));
        } catch (PolicyException e) {
          // A policy that no description chooses does not matter; one that is chosen fails then.
        }
      }
    }
    return new Run(Version.current(), policies, evaluation.packs(), settings.record());
  }
}
