package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import memfate.platform.Diagnostic;
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
  private @Nullable List<VersionRow> versions;

  /** Opens a rules folder. */
  public PolicyLibrary(Path rules) {
    this.rules = rules;
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

  /**
   * Returns {@link Policy#sha256} of a policy without compiling it.
   *
   * @throws PolicyException if there is none, or its files cannot be read
   */
  public String digest(String nameOrFolder) {
    Parts parts = parts(folderOf(nameOrFolder));
    return digest(parts.sources(), parts.definition());
  }

  /**
   * Returns the policy that a kernel version behaves by, from {@code policies/versions.yaml}.
   *
   * @param version as {@code uname -r} prints it; empty means the newest
   * @throws PolicyException if no row takes the version
   */
  public VersionRow select(String version) {
    return versions().stream()
        .filter(row -> row.takes(version))
        .findFirst()
        .orElseThrow(
            () ->
                problem(
                    "no policy for kernel version \"%s\"".formatted(version),
                    "policies/versions.yaml"));
  }

  /** Returns whether there is a policy of this name or in this folder, broken or not. */
  public boolean exists(String nameOrFolder) {
    return candidates(nameOrFolder).anyMatch(PolicyLibrary::isPolicy);
  }

  /** The table is read once, when the first description leaves the choice to it. */
  private synchronized List<VersionRow> versions() {
    List<VersionRow> known = versions;
    if (known == null) {
      known = PolicyReader.versions(rules.resolve("policies").resolve("versions.yaml"));
      versions = known;
    }
    return known;
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
    PolicyOptions options =
        PolicyReader.options(libraryFolder(folder).resolve("lib").resolve("options.yaml"));
    options.checkAll(definition.options(), folder.resolve(PolicyReader.FILE).toString());
    RuleCompiler.Compilation result = RuleCompiler.compile(parts.sources(), parts.replaced());
    if (result.base() == null) {
      throw new PolicyException(
          "policy %s does not compile".formatted(definition.name()), result.diagnostics());
    }
    return new Policy(
        definition, result.base(), result.rules(), digest(parts.sources(), definition), options);
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
    PolicyDefinition own = PolicyReader.definition(folder);
    if (!seen.add(folder.toAbsolutePath().normalize())) {
      throw problem(
          "policy %s is based on itself".formatted(own.name()), lineOf(folder, "based-on"));
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (!own.basedOn().isEmpty()) {
      if (!exists(own.basedOn())) {
        throw problem(
            "policy %s is based on \"%s\", which is no policy; there are %s"
                .formatted(own.name(), own.basedOn(), String.join(", ", names())),
            lineOf(folder, "based-on"));
      }
      options.putAll(collect(folderOf(own.basedOn()), sources, replaced, seen).options());
    }
    for (String rule : own.replaces()) {
      replaced.add(new RuleCompiler.Replacement(rule, sources.size(), lineOf(folder, rule)));
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

  /** The line of a policy.yaml that has a text. */
  private SourceLocation lineOf(Path folder, String text) {
    Path file = folder.resolve(PolicyReader.FILE);
    try {
      int line = 1;
      for (String content : Files.readAllLines(file, StandardCharsets.UTF_8)) {
        if (content.contains(text)) {
          return new SourceLocation(nameOf(file), line, 0);
        }
        line++;
      }
    } catch (IOException e) {
      throw problem("cannot read it: " + e, file.toString());
    }
    return new SourceLocation(nameOf(file), 1, 0);
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

  private static String digest(List<RuleSource> sources, PolicyDefinition definition) {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      for (RuleSource source : sources) {
        sha256.update(source.text().getBytes(StandardCharsets.UTF_8));
        sha256.update((byte) 0);
      }
      sha256.update(definition.toString().getBytes(StandardCharsets.UTF_8));
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
