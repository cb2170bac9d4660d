package memfate.engine;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rules of one quirk pack: those of all its quirks, or of the quirks in force on a platform.
 *
 * <p>Equal rules are compiled once.
 */
public final class PackRules {
  private final String pack;
  private final List<RuleSource> sources;

  private PackRules(String pack, List<RuleSource> sources) {
    this.pack = pack;
    this.sources = sources;
  }

  /**
   * A rule file of a pack.
   *
   * @param name what reports call it
   * @param stage what its rules may say
   */
  public record File(String name, Stage stage, String text) {}

  /**
   * Takes the rules of a pack, which are not read before {@link #rules()} or {@link
   * PolicyLibrary#policy(String, List)}.
   *
   * @param quirks the quirks that the pack has
   */
  public static PackRules of(String pack, Band band, List<File> files, Set<String> quirks) {
    return new PackRules(
        pack,
        files.stream()
            .map(
                file ->
                    new RuleSource(
                        file.name(),
                        file.text(),
                        band,
                        new RuleSource.Part(pack, file.stage(), quirks, quirks)))
            .toList());
  }

  /** Returns the rules of some of its quirks. */
  public PackRules only(Set<String> quirks) {
    return new PackRules(
        pack,
        sources.stream()
            .map(
                source ->
                    new RuleSource(
                        source.file(), source.text(), source.band(), part(source, quirks)))
            .toList());
  }

  private static RuleSource.Part part(RuleSource source, Set<String> active) {
    RuleSource.Part part = java.util.Objects.requireNonNull(source.part());
    return new RuleSource.Part(part.pack(), part.stage(), part.quirks(), active);
  }

  /**
   * Compiles the rules by themselves.
   *
   * @return the rules by file and line
   * @throws PolicyException with everything that is wrong with them
   */
  public List<RuleInfo> rules() {
    List<RuleInfo> rules = new ArrayList<>();
    for (boolean normalising : new boolean[] {true, false}) {
      List<RuleSource> some = sourcesOf(Stream.of(this), normalising);
      if (!some.isEmpty()) {
        rules.addAll(compile(some).rules().values());
      }
    }
    rules.sort(Comparator.comparing(RuleInfo::file).thenComparingInt(RuleInfo::line));
    return List.copyOf(rules);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof PackRules rules
        && rules.pack.equals(pack)
        && rules.sources.equals(sources);
  }

  @Override
  public int hashCode() {
    return sources.hashCode();
  }

  /** Returns the files that rewrite descriptions, or those that act in a boot. */
  static List<RuleSource> sourcesOf(Stream<PackRules> packs, boolean normalising) {
    return packs
        .flatMap(pack -> pack.sources.stream())
        .filter(source -> (stageOf(source) == Stage.NORMALISE) == normalising)
        .toList();
  }

  /** Returns all files. */
  static List<RuleSource> sourcesOf(PackRules pack) {
    return pack.sources;
  }

  private static Stage stageOf(RuleSource source) {
    return java.util.Objects.requireNonNull(source.part()).stage();
  }

  private static RuleBase compile(List<RuleSource> sources) {
    return compile(sources, new RuleUnits());
  }

  static RuleBase compile(List<RuleSource> sources, RuleUnits units) {
    return units.compile(sources, List.of()).base("the rules of a pack do not compile");
  }
}
