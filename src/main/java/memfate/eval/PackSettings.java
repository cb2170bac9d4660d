package memfate.eval;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.engine.PolicyException;
import memfate.importer.DidYouMean;
import memfate.packs.PackLibrary;
import memfate.packs.PackPath;
import memfate.packs.QuirkSwitches;
import memfate.packs.TrustedKeys;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * Which quirk packs a command uses.
 *
 * @param folders places besides the usual ones
 * @param none whether it uses none
 * @param switches quirks that are switched on or off
 * @param keys files of keys whose signatures count
 * @param today what review dates are compared with
 */
public record PackSettings(
    List<Path> folders, boolean none, QuirkSwitches switches, List<Path> keys, LocalDate today) {

  /** No packs. */
  public static final PackSettings NONE =
      new PackSettings(List.of(), true, QuirkSwitches.NONE, List.of(), LocalDate.EPOCH);

  /** Returns the usual places and more, where no date matters. */
  public static PackSettings of(List<Path> folders) {
    return new PackSettings(folders, false, QuirkSwitches.NONE, List.of(), LocalDate.EPOCH);
  }

  /** Returns the same with more places. */
  public PackSettings with(List<String> more) {
    List<Path> all = new ArrayList<>(folders);
    more.stream().map(Path::of).forEach(all::add);
    return new PackSettings(all, none, switches, keys, today);
  }

  /** Returns the same with another date. */
  public PackSettings at(LocalDate date) {
    return new PackSettings(folders, none, switches, keys, date);
  }

  /** Returns the day of {@code SOURCE_DATE_EPOCH}, else that of the clock. */
  public static LocalDate today(@Nullable String epoch) {
    boolean told = epoch != null && epoch.matches("\\d{1,11}");
    Instant now = told ? Instant.ofEpochSecond(Long.parseLong(epoch)) : Clock.systemUTC().instant();
    return now.atZone(ZoneOffset.UTC).toLocalDate();
  }

  /**
   * Opens the packs.
   *
   * @param rules the rules folder, which has some
   * @throws PolicyException if a quirk is switched that no pack has, or a key cannot be read
   */
  public PackLibrary open(Path rules) {
    if (none) {
      return PackLibrary.NONE;
    }
    return open(PackPath.usual(rules, folders), TrustedKeys.usual(keys), switches);
  }

  /**
   * Opens the packs of a path.
   *
   * @param keys whose signatures count
   * @throws PolicyException if a quirk is switched that no pack has
   */
  public static PackLibrary open(PackPath path, TrustedKeys keys, QuirkSwitches switches) {
    PackLibrary library = PackLibrary.open(path, Version.current(), keys, switches);
    List<Diagnostic> unknown = new ArrayList<>();
    for (String id : library.unknownSwitches()) {
      List<String> known = library.quirks();
      String near = DidYouMean.nearest(id, known).map("did you mean '%s'?"::formatted).orElse("");
      unknown.add(
          new Diagnostic(
              Diagnostic.Severity.ERROR,
              "no pack has a quirk '%s'".formatted(id),
              SourceLocation.NONE,
              1,
              "",
              near));
    }
    if (!unknown.isEmpty()) {
      throw new PolicyException("unknown quirks", unknown);
    }
    return library;
  }

  /** Returns whether there are packs that the rules folder does not bring along. */
  public boolean hasForeign(Path rules) {
    return !none && PackPath.hasForeign(rules, folders);
  }

  /** Returns the options that ask for the same. */
  public List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    if (none) {
      arguments.add("--no-packs");
    }
    folders.forEach(folder -> arguments.addAll(List.of("--packs", folder.toString())));
    switches.words().forEach(word -> arguments.addAll(List.of("--quirk", word)));
    keys.forEach(key -> arguments.addAll(List.of("--pack-key", key.toString())));
    arguments.addAll(List.of("--today", today.toString()));
    return arguments;
  }

  /** Returns what a run record says of them: what changes outcomes, if it was asked for. */
  public Map<String, String> record() {
    Map<String, String> options = new TreeMap<>();
    if (none) {
      options.put("packs", "none");
    }
    if (!switches.isEmpty()) {
      options.put("quirk", String.join(" ", switches.words()));
    }
    return options;
  }
}
