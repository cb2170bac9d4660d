package memfate.eval;

import java.io.InputStream;
import java.util.List;
import java.util.function.Consumer;
import memfate.batch.DecisionCache;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.WhyNot;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleCache;
import memfate.engine.RuleInfo;
import memfate.iomem.AddressRange;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;

/**
 * What commands ask of the rest of memfate: reading descriptions, resolving policies, booting.
 *
 * <p>Tests answer in its place. Whatever has to do with a policy throws {@link
 * memfate.engine.PolicyException} if the policy does not compile, validate or resolve.
 */
public interface Evaluation extends Boots, AutoCloseable {

  /** Finds what the arguments name, one document at a time and in order, without reading it. */
  void split(List<String> paths, InputStream standardInput, Consumer<Pending> consumer);

  /** Reads what the arguments name, one description at a time and in order. */
  default void read(List<String> paths, InputStream standardInput, Consumer<Description> consumer) {
    split(paths, standardInput, pending -> pending.each(consumer));
  }

  /**
   * Returns the policies of the rules folder, for whoever needs more than fates of them. What is
   * run by them runs in this process.
   */
  PolicyLibrary library();

  /** Returns the quirk packs, for whoever needs more than their ids. */
  PackLibrary packLibrary();

  /** Returns the names of the policies in the rules folder. */
  List<String> policies();

  /** Returns a policy, by its name or its folder, with its digest, without compiling it. */
  Run.PolicyId identify(String nameOrFolder);

  /** Compiles a policy, by its name or its folder, and returns how many rules it has. */
  int compile(String nameOrFolder);

  /** Returns warnings about the rules of a policy that compiles. */
  List<Diagnostic> lint(String nameOrFolder);

  /** Returns the policies that a platform is evaluated under when nobody names one. */
  List<Choice> policiesOf(Platform platform);

  /** Returns what is wrong with the table that chooses policies by kernel version. */
  List<Diagnostic> checkVersions();

  /** Returns the quirk packs in use, by id. */
  default List<Run.PackId> packs() {
    return List.of();
  }

  /** Returns the ids of the packs that have a quirk in force on a platform, sorted. */
  default List<String> packsOf(Platform platform) {
    return List.of();
  }

  /** Returns what is wrong with packs, as far as it was noticed until now. */
  default List<Diagnostic> packProblems() {
    return List.of();
  }

  /** Compiles the rules of a pack in use and returns how many it has. */
  default int compilePack(String id) {
    throw new IllegalArgumentException("there is no pack " + id);
  }

  /** Returns warnings about the rules of a pack that compiles. */
  default List<Diagnostic> lintPack(String id) {
    return List.of();
  }

  /** Returns the same without quirk packs. */
  default Evaluation withoutPacks() {
    return this;
  }

  /** Returns what boots once what is alike to a policy. */
  default Boots cached(DecisionCache cache) {
    return new CachedBoots(this, cache);
  }

  /** Returns the same, with compiled rules from a cache. */
  default Evaluation caching(RuleCache cache) {
    return this;
  }

  /** Returns the rules of a policy, by file and line. */
  List<RuleInfo> rules(Platform platform, Choice choice);

  /**
   * Tells why a rule does not fire, or when it does, under each reading of unknown tables.
   *
   * @param range only what touches it counts; null for any
   */
  List<WhyNot> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      RuleInfo rule,
      @Nullable AddressRange range);

  /**
   * Tells of several rules why each does not fire for each range, under each reading of unknown
   * tables.
   */
  default List<WhyNot.About> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      List<RuleInfo> rules,
      List<AddressRange> ranges) {
    return List.of();
  }

  /** Explores the orders of events of a platform. */
  Exploration explore(
      Platform platform, Choice choice, BootOptions options, Exploration.Limits limits);

  /**
   * Judges by the invariants: each outcome of an exploration, or the order that the options ask
   * for.
   *
   * @param exploration what was explored, or null
   */
  List<Judgement> judge(
      Platform platform, Choice choice, BootOptions options, @Nullable Exploration exploration);

  /** Compiles the invariants and returns how many rules they are, 0 when the folder has none. */
  int compileInvariants();

  /**
   * Opens the same rules and packs again, as they are now, and keeps what has not changed; null
   * when nothing is kept.
   */
  default @Nullable Evaluation reopened() {
    return null;
  }

  /** Ends the processes that it started, if any. */
  @Override
  default void close() {}

  /** Returns the facts that rules see at the start, one text each, in the description's order. */
  List<String> facts(Platform platform);
}
