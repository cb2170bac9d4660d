package memfate.cli;

import memfate.diff.Comparison;
import memfate.diff.Subject;
import memfate.eval.BootSettings;
import memfate.eval.Boots;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Judged;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * A platform under a policy, evaluated: one side of a comparison.
 *
 * @param label what reports call it
 * @param description the description
 * @param boots who evaluates it
 * @param choice the policy; null where the description cannot be read or no policy resolves
 * @param judged what came out
 */
record Comparing(
    String label, Description description, Boots boots, @Nullable Choice choice, Judged judged) {

  /** Evaluates a side. */
  static Comparing of(
      String label, Description description, Choice choice, Boots boots, BootSettings settings) {
    Platform platform = description.platform();
    return platform == null
        ? new Comparing(label, description, boots, null, Judged.unreadable(description))
        : new Comparing(
            label,
            description,
            boots,
            choice,
            Judged.run(description, platform, choice, boots, settings.boot(false)));
  }

  Subject subject() {
    return new Subject(label, judged.evaluated().outcome());
  }

  /**
   * Compares two sides. Where fates differ, both boot once more and are traced, so that it is known
   * where they part.
   */
  static Comparison compare(Comparing left, Comparing right, BootSettings settings) {
    Comparison comparison = Comparison.of(left.subject(), right.subject());
    return comparison.wantsTrace()
        ? Comparison.of(left.traced(settings).subject(), right.traced(settings).subject())
        : comparison;
  }

  private Comparing traced(BootSettings settings) {
    Platform platform = description.platform();
    return platform == null || choice == null
        ? this
        : new Comparing(
            label,
            description,
            boots,
            choice,
            Judged.run(description, platform, choice, boots, settings.boot(true)));
  }
}
