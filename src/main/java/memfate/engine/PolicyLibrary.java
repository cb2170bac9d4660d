package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import memfate.engine.lang.Lint;
import memfate.engine.lang.RuleText;
import memfate.platform.Diagnostic;
import memfate.platform.KernelBuild;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a rules folder: {@code lib/} and {@code checks/}, which all of them share, and
 * {@code policies/NAME/}.
 *
 * <p>A policy is compiled when it is first asked for and then shared by threads.
 */
public final class PolicyLibrary {
  private final RulesFolder rules;
  private final Map<String, Policy> compiled = new ConcurrentHashMap<>();
  private final Map<RuleSource, RuleText> texts = new ConcurrentHashMap<>();
  private final Map<WithQuirks, Policy> withQuirks = new ConcurrentHashMap<>();
  private final CompiledRules kept;
  private @Nullable List<VersionRow> versions;
  private @Nullable Invariants invariants;
  private RuleCache cache = RuleCache.NONE;

  /** Opens a rules folder. */
  public PolicyLibrary(Path rules) {
    this(new RulesFolder(rules), new CompiledRules());
  }

  private PolicyLibrary(RulesFolder rules, CompiledRules kept) {
    this.rules = rules;
    this.kept = kept;
  }

  /**
   * Opens the same folder again: what it holds by then counts. A policy that has not changed is the
   * same object, one that has is compiled where it has.
   */
  public PolicyLibrary reopened() {
    PolicyLibrary again = new PolicyLibrary(rules, kept);
    again.cacheIn(cache);
    return again;
  }

  /** Takes compiled policies from a cache from now on, and leaves new ones there. */
  public void cacheIn(RuleCache place) {
    cache = place;
  }

  /** Returns the folder. */
  public Path folder() {
    return rules.root();
  }

  /**
   * Returns the names of the policies in the folder, sorted.
   *
   * @throws PolicyException if the folder cannot be read
   */
  public List<String> names() {
    return rules.names();
  }

  /** Returns whether there is a policy of this name or in this folder, broken or not. */
  public boolean exists(String nameOrFolder) {
    return rules.exists(nameOrFolder);
  }

  /**
   * Returns a compiled policy.
   *
   * @param nameOrFolder name of a policy of this library, or the path of a policy folder anywhere
   * @throws PolicyException if there is none, or it does not compile
   */
  public Policy policy(String nameOrFolder) {
    Policy known = compiled.get(nameOrFolder);
    if (known != null) {
      return known;
    }
    synchronized (this) {
      Policy again = compiled.get(nameOrFolder);
      if (again == null) {
        again = compile(rules.folderOf(nameOrFolder));
        compiled.put(nameOrFolder, again);
      }
      return again;
    }
  }

  /** Returns whether the folder has rules that judge orders. */
  public boolean hasInvariants() {
    return Files.isDirectory(invariantsFolder());
  }

  /**
   * Returns the compiled invariants, which are the same for every policy.
   *
   * @throws PolicyException if there are none, or they do not compile
   */
  public synchronized Invariants invariants() {
    Invariants known = invariants;
    if (known == null) {
      known = compileInvariants();
      invariants = known;
    }
    return known;
  }

  private Invariants compileInvariants() {
    if (!hasInvariants()) {
      throw PolicyException.of("the rules folder has no invariants", invariantsFolder().toString());
    }
    return kept.invariants.get(
        rules.read(invariantsFolder()),
        files ->
            new Invariants(
                kept.units.compile(files, List.of()).base("the invariants do not compile")));
  }

  private Path invariantsFolder() {
    return rules.root().resolve("invariants");
  }

  /** A policy and the rules of the quirks that are in force. */
  private record WithQuirks(Policy plain, List<PackRules> packs) {}

  /**
   * Returns a compiled policy with the rules of quirks: those in force on a platform, and no
   * others. Each set of them is compiled once.
   *
   * @throws PolicyException if there is no such policy, or something does not compile
   */
  public Policy policy(String nameOrFolder, List<PackRules> packs) {
    Policy plain = policy(nameOrFolder);
    if (packs.isEmpty()) {
      return plain;
    }
    WithQuirks key = new WithQuirks(plain, packs);
    Policy known = withQuirks.get(key);
    return known != null
        ? known
        : withQuirks.computeIfAbsent(key, k -> kept.policies.get(k, any -> compile(plain, packs)));
  }

  private Policy compile(Policy plain, List<PackRules> packs) {
    List<RuleSource> rewriting = PackRules.sourcesOf(packs.stream(), true);
    List<RuleSource> booting = PackRules.sourcesOf(packs.stream(), false);
    RuleBase base =
        booting.isEmpty()
            ? plain.base()
            : plain.base().with(PackRules.compile(booting, kept.units));
    List<RuleSource> all = new ArrayList<>(rewriting);
    all.addAll(booting);
    return plain.withQuirks(
        base,
        rewriting.isEmpty() ? null : PackRules.compile(rewriting, kept.units),
        digest(all, ""));
  }

  /**
   * Returns warnings about the rules of a policy that compiles: what is hardly meant, and what no
   * case shows.
   *
   * @throws PolicyException if there is none, or its files cannot be read
   */
  public List<Diagnostic> lint(String nameOrFolder) {
    Path folder = rules.folderOf(nameOrFolder);
    Path library = rules.libraryFolder(folder);
    try {
      return Lint.warnings(
          texts(rules.parts(folder).sources()),
          texts(rules.read(library)),
          rules.optionsOf(folder).values(),
          rules.isOurs(folder) ? Set.of() : withoutCase(folder, library));
    } catch (IOException e) {
      throw PolicyException.of("cannot read the cases: " + e, folder.toString());
    }
  }

  /**
   * Returns warnings about the rules of a pack that compile: what is hardly meant. The events and
   * flags of all policies may come.
   */
  public List<Diagnostic> lint(PackRules pack) {
    return Lint.warnings(
        texts(PackRules.sourcesOf(pack)), texts(rules.read(rules.root())), Map.of(), Set.of());
  }

  private Set<String> withoutCase(Path folder, Path library) throws IOException {
    Set<String> own = new TreeSet<>();
    texts(rules.read(folder)).forEach(text -> own.addAll(text.rules()));
    own.removeAll(ShownRules.below(List.of(library, folder)));
    return own;
  }

  private List<RuleText> texts(List<RuleSource> sources) {
    return sources.stream()
        .map(
            source ->
                texts.computeIfAbsent(source, known -> RuleText.read(known.file(), known.text())))
        .toList();
  }

  /**
   * Returns {@link Policy#sha256} of a policy without compiling it.
   *
   * @throws PolicyException if there is none, or its files cannot be read
   */
  public String digest(String nameOrFolder) {
    RulesFolder.PolicyParts parts = rules.parts(rules.folderOf(nameOrFolder));
    return digest(parts.sources(), parts.definition().toString());
  }

  /**
   * Returns what a {@code policy.yaml} says; options and rules of bases are not among it.
   *
   * @throws PolicyException if there is none, or it cannot be read
   */
  public PolicyDefinition definition(String nameOrFolder) {
    Path folder = rules.folderOf(nameOrFolder);
    return PolicyReader.definition(folder, rules.policyFile(folder)).definition();
  }

  /**
   * Returns what a policy takes over, replaces and adds, without compiling it.
   *
   * @throws PolicyException if there is none, a file of it does not parse, it is based on what is
   *     not there or on itself, or it replaces a rule that no base has
   */
  public PolicyOutline outline(String nameOrFolder) {
    return rules.outline(rules.folderOf(nameOrFolder));
  }

  /**
   * Returns the row of {@code policies/versions.yaml} that a platform's kernel behaves by.
   *
   * @throws PolicyException if the table is broken, or no row takes the kernel
   */
  public VersionRow select(Platform platform) {
    KernelBuild kernel = platform.kernel();
    return select(
        new VersionRow.Kernel(kernel.version(), kernel.distro(), platform.machine().arch()));
  }

  /**
   * As {@link #select(Platform)}, for an x86 kernel of no distribution.
   *
   * @param version as {@code uname -r} prints it; empty means the newest
   */
  public VersionRow select(String version) {
    return select(new VersionRow.Kernel(version, "", "x86_64"));
  }

  private VersionRow select(VersionRow.Kernel kernel) {
    return versions().stream()
        .filter(row -> row.takes(kernel))
        .findFirst()
        .orElseThrow(
            () ->
                PolicyException.of(
                    "no policy for kernel version \"%s\"".formatted(kernel.version()),
                    rules.nameOf(rules.versionsFile())));
  }

  /**
   * Returns what is wrong with the table of versions: rows that cannot be read, policies that do
   * not exist, options that their policies do not have. Nothing when there is no table.
   */
  public List<Diagnostic> checkVersions() {
    if (!Files.isRegularFile(rules.versionsFile())) {
      return List.of();
    }
    try {
      return VersionTable.unresolved(
          rules.versionsFile(), rules.nameOf(rules.versionsFile()), new TreeSet<>(names()), this);
    } catch (PolicyException e) {
      return e.diagnostics();
    }
  }

  /**
   * Checks values of options against a policy, without compiling it.
   *
   * @throws PolicyException if it does not have one of them, or not with that value
   */
  void checkOptions(String policy, Map<String, String> changed) {
    Path folder = rules.folderOf(policy);
    PolicyOptions known = rules.optionsOf(folder);
    known.checkChange(rules.parts(folder).definition(), changed);
  }

  /** The table is read once, when the first description leaves the choice to it. */
  private synchronized List<VersionRow> versions() {
    List<VersionRow> known = versions;
    if (known == null) {
      known = VersionTable.read(rules.versionsFile(), rules.nameOf(rules.versionsFile()));
      versions = known;
    }
    return known;
  }

  private Policy compile(Path folder) {
    RulesFolder.PolicyParts parts = rules.parts(folder);
    PolicyDefinition definition = parts.definition();
    PolicyOptions options = rules.optionsOf(folder);
    options.checkAll(definition.options(), folder.resolve(PolicyReader.FILE).toString());
    return kept.policies.get(new Defined(parts, options), key -> compile(parts, options));
  }

  /** All that a policy without quirks depends on. */
  private record Defined(RulesFolder.PolicyParts parts, PolicyOptions options) {}

  private Policy compile(RulesFolder.PolicyParts parts, PolicyOptions options) {
    PolicyDefinition definition = parts.definition();
    return new Policy(
        definition,
        cache.base(
            parts.sources(),
            parts.replaced(),
            () ->
                kept.units
                    .compile(parts.sources(), parts.replaced())
                    .base("policy %s does not compile".formatted(definition.name()))),
        null,
        digest(parts.sources(), definition.toString()),
        "",
        options);
  }

  private static String digest(List<RuleSource> sources, String definition) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (RuleSource source : sources) {
        sha256.update(source.text().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      sha256.update(definition.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
