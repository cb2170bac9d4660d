package memfate.trial;

import java.util.Set;
import java.util.TreeSet;
import memfate.boot.Exploration.Verdict;
import memfate.packs.QuirkSwitches;

/**
 * What a quirk changes on a platform.
 *
 * @param words what it changes, empty when nothing
 * @param verdict whether the order of events decides with it
 */
record QuirkEffect(String words, String verdict) {
  static final QuirkEffect NONE = new QuirkEffect("", "");

  boolean found() {
    return !words.isEmpty();
  }

  /**
   * Boots a platform with a quirk and without it.
   *
   * @param quirk whole name of the quirk
   */
  static QuirkEffect of(RuleCase sample, String quirk, PackBoots boots) {
    QuirkSwitches on = switched(sample.switches(), quirk, true);
    QuirkSwitches off = switched(sample.switches(), quirk, false);
    for (String policy : boots.policiesOf(sample.platform())) {
      QuirkEffect effect = under(policy, sample, on, off, boots);
      if (effect.found()) {
        return effect;
      }
    }
    return NONE;
  }

  private static QuirkEffect under(
      String policy, RuleCase sample, QuirkSwitches on, QuirkSwitches off, PackBoots boots) {
    String changed =
        Changes.words(
            boots.boot(sample.platform(), policy, on), boots.boot(sample.platform(), policy, off));
    Verdict with = boots.verdict(sample.platform(), policy, on);
    String verdict = "with it the outcome is " + word(with);
    String id = sample.platform().id();
    if (!changed.isEmpty()) {
      return new QuirkEffect("%s of %s under %s".formatted(changed, id, policy), verdict);
    }
    Verdict without = boots.verdict(sample.platform(), policy, off);
    return with == without
        ? NONE
        : new QuirkEffect(
            "the verdict about the order of events of %s under %s, %s without it"
                .formatted(id, policy, word(without)),
            verdict);
  }

  private static QuirkSwitches switched(QuirkSwitches by, String quirk, boolean on) {
    Set<String> ons = new TreeSet<>(by.on());
    Set<String> offs = new TreeSet<>(by.off());
    (on ? ons : offs).add(quirk);
    return new QuirkSwitches(ons, offs);
  }

  private static String word(Verdict verdict) {
    return switch (verdict) {
      case INDEPENDENT -> "independent of the order of events";
      case DEPENDENT -> "dependent on the order of events";
      case UNKNOWN -> "the same in all orders of events that were looked at";
    };
  }
}
