package memfate.packs;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import memfate.engine.PackRules;
import memfate.engine.PolicyException;
import memfate.engine.RuleInfo;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;

/**
 * The packs of a search path.
 *
 * <p>A pack that is broken is reported and not there; it changes nothing for the others. What its
 * YAML says is read at once, its rules when they are first needed.
 */
public final class PackLibrary {

  /** No pack at all. */
  public static final PackLibrary NONE =
      new PackLibrary(
          new TreeMap<>(), List.of(), List.of(), QuirkSwitches.NONE, new ConcurrentHashMap<>());

  /**
   * A pack that is not in use.
   *
   * @param name what reports call it
   * @param why why not
   */
  public record Broken(String name, List<Diagnostic> why) {}

  /** A pack that another one of the same id, found later, stands in for. */
  public record Shadowed(Pack pack, Pack by) {}

  private final SortedMap<String, Pack> packs;
  private final List<Broken> broken;
  private final List<Shadowed> shadowed;
  private final QuirkSwitches switches;
  private final Map<PackRules, Compiled> compiled;

  /** The rules of a pack, or what is wrong with them. */
  private record Compiled(List<RuleInfo> rules, List<Diagnostic> problems) {

    static Compiled of(PackRules rules) {
      try {
        return new Compiled(rules.rules(), List.of());
      } catch (PolicyException e) {
        return new Compiled(List.of(), e.diagnostics());
      }
    }
  }

  private PackLibrary(
      SortedMap<String, Pack> packs,
      List<Broken> broken,
      List<Shadowed> shadowed,
      QuirkSwitches switches,
      Map<PackRules, Compiled> compiled) {
    this.compiled = compiled;
    this.packs = packs;
    this.broken = broken;
    this.shadowed = shadowed;
    this.switches = switches;
  }

  /**
   * Opens the packs of a path.
   *
   * @param version version of memfate
   * @param keys whose signatures count
   */
  public static PackLibrary open(
      PackPath path, String version, TrustedKeys keys, QuirkSwitches switches) {
    TreeMap<String, Pack> packs = new TreeMap<>();
    List<Broken> broken = new ArrayList<>();
    List<Shadowed> shadowed = new ArrayList<>();
    for (PackPath.Place place : path.places()) {
      try {
        for (PackPath.Candidate candidate : PackPath.candidates(place)) {
          add(candidate, version, keys, packs, shadowed, broken);
        }
      } catch (PolicyException e) {
        broken.add(new Broken(place.name(), e.diagnostics()));
      }
    }
    requireOthers(packs, broken);
    return new PackLibrary(
        packs, List.copyOf(broken), List.copyOf(shadowed), switches, new ConcurrentHashMap<>());
  }

  private static void add(
      PackPath.Candidate candidate,
      String version,
      TrustedKeys keys,
      Map<String, Pack> packs,
      List<Shadowed> shadowed,
      List<Broken> broken) {
    try {
      Pack pack = read(candidate.files(), candidate.local(), version, keys);
      Pack earlier = packs.put(pack.id(), pack);
      if (earlier != null) {
        shadowed.add(new Shadowed(earlier, pack));
      }
    } catch (PolicyException e) {
      broken.add(new Broken(candidate.name(), e.diagnostics()));
    }
  }

  /**
   * Reads one pack: digests and signature if it has them, then what it says.
   *
   * @throws PolicyException with everything that is wrong with it
   */
  public static Pack read(PackFiles files, String version) {
    return read(files, false, version, TrustedKeys.NONE);
  }

  private static Pack read(PackFiles files, boolean local, String version, TrustedKeys keys) {
    List<Diagnostic> tampered = new ArrayList<>(files.checkSums());
    tampered.addAll(keys.check(files));
    if (!tampered.isEmpty()) {
      throw new PolicyException("%s was changed".formatted(files.name()), tampered);
    }
    Pack pack = PackReader.read(files, local);
    if (!pack.definition().engine().takes(version)) {
      throw PackFiles.broken(
          "pack %s is written for other versions of memfate than %s".formatted(pack.id(), version),
          files.nameOf(PackReader.FILE));
    }
    return pack;
  }

  /** A pack whose requirement is missing is missing itself, and so on. */
  private static void requireOthers(SortedMap<String, Pack> packs, List<Broken> broken) {
    boolean again = true;
    while (again) {
      again = false;
      for (Pack pack : List.copyOf(packs.values())) {
        for (String required : pack.definition().requires()) {
          if (!packs.containsKey(required) && packs.remove(pack.id()) != null) {
            String message =
                "pack %s requires pack %s, which is not there".formatted(pack.id(), required);
            String file = pack.files().nameOf(PackReader.FILE);
            broken.add(
                new Broken(
                    pack.files().name(),
                    List.of(Diagnostic.error(message, new SourceLocation(file, 0, 0)))));
            again = true;
          }
        }
      }
    }
  }

  /** Returns the packs in use, by id. */
  public List<Pack> packs() {
    return List.copyOf(packs.values());
  }

  /** Returns the pack of an id. */
  public Optional<Pack> pack(String id) {
    return Optional.ofNullable(packs.get(id));
  }

  /** Returns the pack that has this id, or was found under this name. */
  public Optional<Pack> named(String idOrName) {
    return packs.values().stream()
        .filter(pack -> pack.id().equals(idOrName) || pack.files().name().equals(idOrName))
        .findFirst();
  }

  /** Returns the packs that could not be read, in the order in which they were found. */
  public List<Broken> broken() {
    return broken;
  }

  /** Returns the packs that others stand in for. */
  public List<Shadowed> shadowed() {
    return shadowed;
  }

  /** Returns the ids of {@code --quirk} that no pack has. */
  public List<String> unknownSwitches() {
    Set<String> ids = new LinkedHashSet<>(switches.on());
    ids.addAll(switches.off());
    for (Pack pack : packs.values()) {
      for (String quirk : pack.definition().quirks().keySet()) {
        ids.remove(quirk);
        ids.remove(pack.id() + ":" + quirk);
      }
    }
    return List.copyOf(ids);
  }

  /** Returns the ids of all quirks, for messages. */
  public List<String> quirks() {
    return packs.values().stream()
        .flatMap(pack -> pack.definition().quirks().keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  /** Returns a pack and those that it requires, by themselves. */
  public PackLibrary only(Pack pack) {
    TreeMap<String, Pack> some = new TreeMap<>();
    take(pack, some);
    return new PackLibrary(some, List.of(), List.of(), switches, compiled);
  }

  private void take(Pack pack, Map<String, Pack> some) {
    if (some.putIfAbsent(pack.id(), pack) == null) {
      pack.definition().requires().stream()
          .flatMap(id -> pack(id).stream())
          .forEach(required -> take(required, some));
    }
  }

  /** Returns the same packs with other switches. */
  public PackLibrary with(QuirkSwitches other) {
    return new PackLibrary(packs, broken, shadowed, other, compiled);
  }

  /** Returns the same packs; what another library has compiled of them is not compiled again. */
  public PackLibrary knowing(PackLibrary other) {
    return new PackLibrary(packs, broken, shadowed, switches, other.compiled);
  }

  /**
   * Compiles the rules of a pack, once.
   *
   * @return what is wrong with them, nothing when they compile
   */
  public List<Diagnostic> check(Pack pack) {
    return compiled.computeIfAbsent(pack.rules(), Compiled::of).problems();
  }

  /** Returns what is wrong with the rules of a pack, nothing when they compile. */
  public static List<Diagnostic> problemsOf(Pack pack) {
    return Compiled.of(pack.rules()).problems();
  }

  /** Returns the rules of a pack by file and line, none when they do not compile. */
  public List<RuleInfo> rules(Pack pack) {
    return compiled.computeIfAbsent(pack.rules(), Compiled::of).rules();
  }

  /** Returns the quirks of a platform, the strongest first. */
  public Selection select(Platform platform) {
    List<Selection.Applied> candidates = new ArrayList<>();
    List<Selection.Left> left = new ArrayList<>();
    List<Selection.Missed> missed = new ArrayList<>();
    for (Pack pack : packs.values()) {
      for (QuirkDefinition quirk : pack.definition().quirks().values()) {
        consider(pack, quirk, platform, candidates, left);
      }
      pack.rows().stream()
          .map(row -> row.match(platform))
          .filter(RowMatch::isClose)
          .forEach(match -> missed.add(new Selection.Missed(pack, match)));
    }
    candidates.sort(STRONGEST_FIRST);
    Masking masking = new Masking(candidates, switches);
    left.addAll(masking.masked());
    return new Selection(masking.active(), List.copyOf(left), List.copyOf(missed));
  }

  static final Comparator<Selection.Applied> STRONGEST_FIRST =
      Comparator.comparing((Selection.Applied a) -> a.pack().band())
          .thenComparingInt(Selection.Applied::specificity)
          .reversed()
          .thenComparing(Selection.Applied::name);

  private void consider(
      Pack pack,
      QuirkDefinition quirk,
      Platform platform,
      List<Selection.Applied> candidates,
      List<Selection.Left> left) {
    Optional<RowMatch> match = pack.best(quirk.id(), platform);
    Selection.Applied applied = new Selection.Applied(pack, quirk, match.orElse(null));
    if (switches.turnsOn(pack, quirk.id())) {
      candidates.add(applied);
    } else if (match.isPresent()) {
      if (switches.turnsOff(pack, quirk.id())) {
        left.add(new Selection.Left(applied, "--quirk -%s".formatted(quirk.id())));
      } else if (quirk.optIn()) {
        left.add(new Selection.Left(applied, "only with --quirk +%s".formatted(quirk.id())));
      } else {
        candidates.add(applied);
      }
    }
  }

  /** Returns a warning for each row of a quirk in force that somebody should have looked at. */
  public static List<Diagnostic> overdue(Selection selection, LocalDate today) {
    Map<SourceLocation, Diagnostic> warnings = new LinkedHashMap<>();
    for (Selection.Applied applied : selection.active()) {
      RowMatch match = applied.match();
      LocalDate date = match == null ? null : match.row().reviewBy();
      if (match != null && date != null && date.isBefore(today)) {
        warnings.putIfAbsent(
            match.row().at(),
            new Diagnostic(
                Diagnostic.Severity.WARNING,
                "this row of pack %s was to be reviewed by %s".formatted(applied.pack().id(), date),
                match.row().at(),
                1,
                "",
                "see whether its quirks still hold, then write a later date"));
      }
    }
    return List.copyOf(warnings.values());
  }
}
