package memfate.trial;

import java.util.List;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Outcome;
import memfate.engine.Policy;
import memfate.engine.PolicyLibrary;
import memfate.packs.PackLibrary;
import memfate.packs.QuirkSwitches;
import memfate.packs.Selection;
import memfate.platform.Platform;

/**
 * Boots of platforms under some packs.
 *
 * @param limits how far to explore the orders of events
 */
record PackBoots(PolicyLibrary policies, PackLibrary packs, Exploration.Limits limits) {

  /** Returns the policies that a platform names, else that of its kernel version. */
  List<String> policiesOf(Platform platform) {
    List<String> named = platform.kernel().policies();
    return named.isEmpty() ? List.of(policies.select(platform).policy()) : named;
  }

  Outcome boot(Platform platform, String policy, QuirkSwitches switches) {
    return prepare(platform, policy, switches, BootOptions.DEFAULT).run(platform);
  }

  /** Returns whether the order of events decides. */
  Exploration.Verdict verdict(Platform platform, String policy, QuirkSwitches switches) {
    return prepare(platform, policy, switches, BootOptions.DEFAULT)
        .explore(platform, limits)
        .verdict();
  }

  private Boot prepare(
      Platform platform, String policy, QuirkSwitches switches, BootOptions options) {
    Selection selection = packs.with(switches).select(platform);
    Policy with = policies.policy(policy, selection.rules());
    return new Boot(with, options.with(selection.facts()));
  }
}
