package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.engine.lang.Lint;
import memfate.engine.lang.RuleText;
import memfate.platform.Diagnostic;
import memfate.platform.KernelBuild;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The policies of a rules folder: {@code lib/} and {@code checks/}, which all of them share, and
 * {@code policies/NAME/}.
 *
 * <p>A policy is compiled when it is first asked for and then shared by threads.
 */
public final class PolicyLibrary {
  private final Path rules;
  private final Map<String, Policy> compiled = new ConcurrentHashMap<>();
  private final Map<RuleSource, RuleText> texts = new ConcurrentHashMap<>();
  private final Map<WithQuirks, Policy> withQuirks = new ConcurrentHashMap<>();
  private final CompiledRules kept;
  private @Nullable List<VersionRow> versions;
  private @Nullable Invariants invariants;
  private RuleCache cache = RuleCache.NONE;

  /** Opens a rules folder. */
  public PolicyLibrary(Path rules) {
    this(rules, new CompiledRules());
  }

  private PolicyLibrary(Path rules, CompiledRules kept) {
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
    return rules;
  }

  /**
   * Returns the names of the policies in the folder, sorted.
   *
   * @throws PolicyException if the folder cannot be read
   */
  public List<String> names() {
    Path folder = rules.resolve("policies");
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(PolicyReader.FILE)))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw problem("cannot list the policies: " + e, folder.toString());
    }
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
        again = compile(folderOf(nameOrFolder));
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
      throw problem("the rules folder has no invariants", invariantsFolder().toString());
    }
    return kept.invariants.get(
        read(invariantsFolder()),
        files ->
            new Invariants(
                kept.units.compile(files, List.of()).base("the invariants do not compile")));
  }

  private Path invariantsFolder() {
    return rules.resolve("invariants");
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
    Path folder = folderOf(nameOrFolder);
    Path library = libraryFolder(folder);
    try {
      return Lint.warnings(
          texts(parts(folder).sources()),
          texts(read(library)),
          optionsOf(folder).values(),
          isOurs(folder) ? Set.of() : withoutCase(folder, library));
    } catch (IOException e) {
      throw problem("cannot read the cases: " + e, folder.toString());
    }
  }

  /**
   * Returns warnings about the rules of a pack that compile: what is hardly meant. The events and
   * flags of all policies may come.
   */
  public List<Diagnostic> lint(PackRules pack) {
    return Lint.warnings(texts(PackRules.sourcesOf(pack)), texts(read(rules)), Map.of(), Set.of());
  }

  /** The cases of the library's own policies lie with its tests, too. */
  private boolean isOurs(Path folder) {
    return folder.toAbsolutePath().normalize().startsWith(rules.toAbsolutePath().normalize());
  }

  private Set<String> withoutCase(Path folder, Path library) throws IOException {
    Set<String> own = new TreeSet<>();
    texts(read(folder)).forEach(text -> own.addAll(text.rules()));
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
    Parts parts = parts(folderOf(nameOrFolder));
    return digest(parts.sources(), parts.definition().toString());
  }

  /**
   * Returns what a {@code policy.yaml} says; options and rules of bases are not among it.
   *
   * @throws PolicyException if there is none, or it cannot be read
   */
  public PolicyDefinition definition(String nameOrFolder) {
    Path folder = folderOf(nameOrFolder);
    return PolicyReader.definition(folder, policyFile(folder)).definition();
  }

  /**
   * Returns what a policy takes over, replaces and adds, without compiling it.
   *
   * @throws PolicyException if there is none, a file of it does not parse, it is based on what is
   *     not there or on itself, or it replaces a rule that no base has
   */
  public PolicyOutline outline(String nameOrFolder) {
    Path folder = folderOf(nameOrFolder);
    Path library = libraryFolder(folder);
    List<RuleCompiler.Replacement> replaced = new ArrayList<>();
    collect(folder, new ArrayList<>(), replaced, new LinkedHashSet<>());
    List<PolicyDefinition> definitions = new ArrayList<>();
    Deque<OutlineReader.Layer> layers = new ArrayDeque<>();
    for (Path at = folder; at != null; at = baseOf(definitions.get(definitions.size() - 1))) {
      PolicyReader.Read read = PolicyReader.definition(at, policyFile(at));
      definitions.add(read.definition());
      layers.addFirst(
          new OutlineReader.Layer(
              read.definition().name(),
              read(at),
              replaced.stream().filter(r -> read.replacesAt().contains(r.at())).toList()));
    }
    if (Files.isDirectory(library.resolve("checks"))) {
      layers.addFirst(
          new OutlineReader.Layer("checks", read(library.resolve("checks")), List.of()));
    }
    layers.addFirst(new OutlineReader.Layer("lib", read(library.resolve("lib")), List.of()));
    return OutlineReader.read(List.copyOf(layers), definitions);
  }

  private @Nullable Path baseOf(PolicyDefinition definition) {
    return definition.basedOn().isEmpty() ? null : folderOf(definition.basedOn());
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
                problem(
                    "no policy for kernel version \"%s\"".formatted(kernel.version()),
                    nameOf(versionsFile())));
  }

  /**
   * Returns what is wrong with the table of versions: rows that cannot be read, policies that do
   * not exist, options that their policies do not have. Nothing when there is no table.
   */
  public List<Diagnostic> checkVersions() {
    if (!Files.isRegularFile(versionsFile())) {
      return List.of();
    }
    try {
      return VersionTable.unresolved(
          versionsFile(), nameOf(versionsFile()), new TreeSet<>(names()), this);
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
    Path folder = folderOf(policy);
    PolicyOptions known = optionsOf(folder);
    known.checkChange(parts(folder).definition(), changed);
  }

  /** Returns whether there is a policy of this name or in this folder, broken or not. */
  public boolean exists(String nameOrFolder) {
    return candidates(nameOrFolder).anyMatch(PolicyLibrary::isPolicy);
  }

  /** The table is read once, when the first description leaves the choice to it. */
  private synchronized List<VersionRow> versions() {
    List<VersionRow> known = versions;
    if (known == null) {
      known = VersionTable.read(versionsFile(), nameOf(versionsFile()));
      versions = known;
    }
    return known;
  }

  private Path versionsFile() {
    return rules.resolve("policies").resolve(VersionTable.FILE);
  }

  private PolicyOptions optionsOf(Path folder) {
    return PolicyReader.options(libraryFolder(folder).resolve("lib").resolve("options.yaml"));
  }

  private Path folderOf(String nameOrFolder) {
    return candidates(nameOrFolder)
        .filter(PolicyLibrary::isPolicy)
        .findFirst()
        .orElseThrow(
            () ->
                problem(
                    Files.isDirectory(Path.of(nameOrFolder))
                        ? "the folder holds no " + PolicyReader.FILE
                        : "no policy \"%s\"; there are %s"
                            .formatted(nameOrFolder, String.join(", ", names())),
                    nameOrFolder));
  }

  private Stream<Path> candidates(String nameOrFolder) {
    return Stream.of(rules.resolve("policies").resolve(nameOrFolder), Path.of(nameOrFolder));
  }

  private static boolean isPolicy(Path folder) {
    return Files.isRegularFile(folder.resolve(PolicyReader.FILE));
  }

  /** What a policy is made of. */
  private record Parts(
      PolicyDefinition definition,
      List<RuleSource> sources,
      List<RuleCompiler.Replacement> replaced) {}

  private Policy compile(Path folder) {
    Parts parts = parts(folder);
    PolicyDefinition definition = parts.definition();
    PolicyOptions options = optionsOf(folder);
    options.checkAll(definition.options(), folder.resolve(PolicyReader.FILE).toString());
    return kept.policies.get(new Defined(parts, options), key -> compile(parts, options));
  }

  /** All that a policy without quirks depends on. */
  private record Defined(Parts parts, PolicyOptions options) {}

  private Policy compile(Parts parts, PolicyOptions options) {
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

  private Parts parts(Path folder) {
    Path library = libraryFolder(folder);
    List<RuleSource> sources = new ArrayList<>(read(library.resolve("lib")));
    if (Files.isDirectory(library.resolve("checks"))) {
      sources.addAll(read(library.resolve("checks")));
    }
    List<RuleCompiler.Replacement> replaced = new ArrayList<>();
    PolicyDefinition definition = collect(folder, sources, replaced, new LinkedHashSet<>());
    return new Parts(definition, sources, replaced);
  }

  /**
   * A policy folder inside another rules folder, {@code RULES/policies/NAME}, uses the lib of that
   * one; a folder anywhere else, even below one that holds some {@code lib}, uses the opened one.
   */
  private Path libraryFolder(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    Path above = parent == null ? null : parent.getParent();
    return parent != null
            && above != null
            && parent.endsWith("policies")
            && Files.isRegularFile(parent.resolve("versions.yaml"))
            && Files.isDirectory(above.resolve("lib"))
        ? above
        : rules;
  }

  private PolicyDefinition collect(
      Path folder,
      List<RuleSource> sources,
      List<RuleCompiler.Replacement> replaced,
      Set<Path> seen) {
    PolicyReader.Read file = PolicyReader.definition(folder, policyFile(folder));
    PolicyDefinition own = file.definition();
    if (!seen.add(folder.toAbsolutePath().normalize())) {
      throw problem(
          "policy %s is based on itself%s".formatted(own.name(), byWayOf(seen)), file.basedOnAt());
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (!own.basedOn().isEmpty()) {
      if (!exists(own.basedOn())) {
        throw problem(
            "policy %s is based on \"%s\", which is no policy; there are %s"
                .formatted(own.name(), own.basedOn(), String.join(", ", names())),
            file.basedOnAt());
      }
      options.putAll(collect(folderOf(own.basedOn()), sources, replaced, seen).options());
    }
    for (int i = 0; i < own.replaces().size(); i++) {
      replaced.add(
          new RuleCompiler.Replacement(
              own.replaces().get(i), sources.size(), file.replacesAt().get(i)));
    }
    sources.addAll(read(folder));
    options.putAll(own.options());
    return new PolicyDefinition(
        own.name(),
        own.title(),
        own.kernels(),
        own.sources(),
        own.basedOn(),
        own.replaces(),
        options);
  }

  private static String byWayOf(Set<Path> chain) {
    return chain.size() < 2
        ? ""
        : chain.stream()
            .skip(1)
            .map(folder -> String.valueOf(folder.getFileName()))
            .collect(Collectors.joining(", ", ", by way of ", ""));
  }

  private String policyFile(Path folder) {
    return nameOf(folder.resolve(PolicyReader.FILE));
  }

  private List<RuleSource> read(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".drl"))
          .sorted()
          .map(this::readFile)
          .toList();
    } catch (IOException e) {
      throw problem("cannot read the rules: " + e, folder.toString());
    }
  }

  private RuleSource readFile(Path file) {
    try {
      return new RuleSource(
          nameOf(file), Files.readString(file, StandardCharsets.UTF_8), Band.POLICY, null);
    } catch (IOException e) {
      throw problem("cannot read the rules: " + e, file.toString());
    }
  }

  /** Paths inside the rules folder are named as in the repository, {@code rules/...}. */
  private String nameOf(Path file) {
    Path root = rules.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(root)
        ? "rules/" + root.relativize(absolute).toString().replace('\\', '/')
        : file.toString();
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

  static PolicyException problem(String message, String file) {
    return problem(message, new SourceLocation(file, 0, 0));
  }

  private static PolicyException problem(String message, SourceLocation at) {
    return new PolicyException(message, List.of(Diagnostic.error(message, at)));
  }
}
