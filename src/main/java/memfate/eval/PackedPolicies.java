package memfate.eval;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListMap;
import memfate.engine.Policy;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.facts.Quirk;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.packs.Selection;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;

/**
 * Policies with the quirks of a platform.
 *
 * <p>A pack whose rules do not compile is reported and left out; the platform is evaluated with the
 * others.
 */
final class PackedPolicies {
  private final PolicyLibrary policies;
  private final PackLibrary library;
  private final LocalDate today;
  private final Map<String, List<Diagnostic>> broken = new ConcurrentSkipListMap<>();
  private final Map<String, Diagnostic> warnings = new ConcurrentSkipListMap<>();

  PackedPolicies(PolicyLibrary policies, PackLibrary library, LocalDate today) {
    this.policies = policies;
    this.library = library;
    this.today = today;
  }

  PackLibrary library() {
    return library;
  }

  /** A policy with the rules of quirks, and the quirks. */
  record Packed(Policy policy, List<Quirk> quirks) {}

  /** Returns a policy with the quirks of a platform. */
  Packed of(Policy plain, String policy, Platform platform) {
    Selection selection = library.select(platform).without(broken.keySet());
    PackLibrary.overdue(selection, today).forEach(w -> warnings.put(w.at().toString(), w));
    if (selection.active().isEmpty()) {
      return new Packed(plain, List.of());
    }
    try {
      return packed(policy, selection);
    } catch (PolicyException e) {
      Set<String> bad = brokenOf(selection);
      if (bad.isEmpty()) {
        throw e;
      }
      return packed(policy, selection.without(bad));
    }
  }

  private Packed packed(String policy, Selection selection) {
    return new Packed(policies.policy(policy, selection.rules()), selection.facts());
  }

  private Set<String> brokenOf(Selection selection) {
    Set<String> bad = new TreeSet<>();
    for (Pack pack : selection.active().stream().map(Selection.Applied::pack).distinct().toList()) {
      List<Diagnostic> problems = library.check(pack);
      if (!problems.isEmpty()) {
        broken.put(pack.id(), problems);
        bad.add(pack.id());
      }
    }
    return bad;
  }

  /** Returns what is wrong with packs, as far as it was noticed, and rows to review. */
  List<Diagnostic> problems() {
    List<Diagnostic> problems = new ArrayList<>();
    library.broken().forEach(pack -> problems.addAll(pack.why()));
    new TreeMap<>(broken).values().forEach(problems::addAll);
    problems.addAll(warnings.values());
    return problems;
  }
}
