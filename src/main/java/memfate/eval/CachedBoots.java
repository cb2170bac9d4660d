package memfate.eval;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import memfate.batch.DecisionCache;
import memfate.batch.Occurrence;
import memfate.batch.RecordForm;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.platform.Platform;

/** Boots once what is alike to a policy. */
final class CachedBoots implements Boots {
  private final Boots boots;
  private final DecisionCache cache;

  /** Policies that compile: one that does not is told of by the platform that asks for it. */
  private final Set<String> compiled = ConcurrentHashMap.newKeySet();

  CachedBoots(Boots boots, DecisionCache cache) {
    this.boots = boots;
    this.cache = cache;
  }

  @Override
  public Outcome run(Platform platform, Choice choice, BootOptions options) {
    if (!isCached(options)) {
      return boots.run(platform, choice, options);
    }
    if (!compiled.contains(choice.policy())) {
      Outcome outcome = boots.run(platform, choice, options);
      compiled.add(choice.policy());
      return outcome;
    }
    return cache.outcome(
        platform, context(choice, options), form -> boots.run(form, choice, options));
  }

  @Override
  public Optional<RecordForm> records(
      Platform platform, Choice choice, BootOptions options, Occurrence first, int idOffset) {
    return isCached(options)
        ? cache.records(platform, context(choice, options), first, idOffset)
        : Optional.empty();
  }

  private static boolean isCached(BootOptions options) {
    return options.witness() == null && !options.tracing() && !options.mapping();
  }

  private static String context(Choice choice, BootOptions options) {
    return choice + "\n" + options;
  }
}
