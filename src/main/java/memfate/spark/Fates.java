package memfate.spark;

import java.util.List;
import java.util.function.Consumer;
import memfate.boot.BootOptions;
import memfate.engine.PolicyException;
import memfate.eval.Boots;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.Judged;
import memfate.platform.Platform;

/**
 * Evaluates descriptions: under the policies that were named, else under those that each asks for.
 */
record Fates(Evaluation evaluation, Boots boots, List<String> policies, BootOptions options) {

  static Fates of(Shipped shipped) {
    OpenRules rules = OpenRules.of(shipped.rules());
    return new Fates(
        rules.evaluation(),
        shipped.caching() ? rules.cached() : rules.evaluation(),
        shipped.policies(),
        shipped.boot());
  }

  void of(Description description, Consumer<Judged> consumer) {
    Platform platform = description.platform();
    if (platform == null) {
      consumer.accept(Judged.unreadable(description));
      return;
    }
    List<Choice> choices;
    try {
      choices =
          policies.isEmpty()
              ? evaluation.policiesOf(platform)
              : policies.stream().map(Choice::named).toList();
    } catch (PolicyException e) {
      consumer.accept(Judged.unresolved(description, platform, "", e));
      return;
    }
    for (Choice choice : choices) {
      consumer.accept(Judged.run(description, platform, choice, boots, options));
    }
  }
}
