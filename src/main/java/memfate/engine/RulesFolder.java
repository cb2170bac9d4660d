package memfate.engine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a rules folder: {@code lib/} and {@code checks/}, which all policies share, {@code
 * policies/NAME/} and {@code invariants/}. It is read when it is asked for, and nothing is
 * compiled.
 *
 * @param root the folder
 */
record RulesFolder(Path root) {
  /**
   * What a policy is made of.
   *
   * @param sources the files of lib, checks, its bases and itself, in this order
   * @param replaced which rules of the sources before them its files replace
   */
  record PolicyParts(
      PolicyDefinition definition,
      List<RuleSource> sources,
      List<RuleCompiler.Replacement> replaced) {}

  /**
   * Returns the names of the policies in the folder, sorted.
   *
   * @throws PolicyException if the folder cannot be read
   */
  List<String> names() {
    Path folder = root.resolve("policies");
    try (Stream<Path> entries = Files.list(folder)) {
      return entries
          .filter(entry -> Files.isRegularFile(entry.resolve(PolicyReader.FILE)))
          .map(entry -> entry.getFileName().toString())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw PolicyException.of("cannot list the policies: " + e, folder.toString());
    }
  }

  /**
   * Returns what a policy takes over, replaces and adds, without compiling it.
   *
   * @throws PolicyException if there is none, a file of it does not parse, it is based on what is
   *     not there or on itself, or it replaces a rule that no base has
   */
  PolicyOutline outline(Path folder) {
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

  /** The cases of the library's own policies lie with its tests, too. */
  boolean isOurs(Path folder) {
    return folder.toAbsolutePath().normalize().startsWith(root.toAbsolutePath().normalize());
  }

  /** Returns whether there is a policy of this name or in this folder, broken or not. */
  boolean exists(String nameOrFolder) {
    return candidates(nameOrFolder).anyMatch(RulesFolder::isPolicy);
  }

  /** Returns the table of versions, which need not be there. */
  Path versionsFile() {
    return root.resolve("policies").resolve(VersionTable.FILE);
  }

  /** Returns the options that a policy in a folder may set. */
  PolicyOptions optionsOf(Path folder) {
    return PolicyReader.options(libraryFolder(folder).resolve("lib").resolve("options.yaml"));
  }

  /**
   * Returns the folder of a policy.
   *
   * @param nameOrFolder name of a policy of this folder, or the path of a policy folder anywhere
   * @throws PolicyException if there is none
   */
  Path folderOf(String nameOrFolder) {
    return candidates(nameOrFolder)
        .filter(RulesFolder::isPolicy)
        .findFirst()
        .orElseThrow(
            () ->
                PolicyException.of(
                    Files.isDirectory(Path.of(nameOrFolder))
                        ? "the folder holds no " + PolicyReader.FILE
                        : "no policy \"%s\"; there are %s"
                            .formatted(nameOrFolder, String.join(", ", names())),
                    nameOrFolder));
  }

  private Stream<Path> candidates(String nameOrFolder) {
    return Stream.of(root.resolve("policies").resolve(nameOrFolder), Path.of(nameOrFolder));
  }

  private static boolean isPolicy(Path folder) {
    return Files.isRegularFile(folder.resolve(PolicyReader.FILE));
  }

  /**
   * Returns what a policy is made of.
   *
   * @throws PolicyException if a file cannot be read, or it is based on what is not there or on
   *     itself
   */
  PolicyParts parts(Path folder) {
    Path library = libraryFolder(folder);
    List<RuleSource> sources = new ArrayList<>(read(library.resolve("lib")));
    if (Files.isDirectory(library.resolve("checks"))) {
      sources.addAll(read(library.resolve("checks")));
    }
    List<RuleCompiler.Replacement> replaced = new ArrayList<>();
    PolicyDefinition definition = collect(folder, sources, replaced, new LinkedHashSet<>());
    return new PolicyParts(definition, sources, replaced);
  }

  /**
   * A policy folder inside another rules folder, {@code RULES/policies/NAME}, uses the lib of that
   * one; a folder anywhere else, even below one that holds some {@code lib}, uses the opened one.
   */
  Path libraryFolder(Path folder) {
    Path parent = folder.toAbsolutePath().normalize().getParent();
    Path above = parent == null ? null : parent.getParent();
    return parent != null
            && above != null
            && parent.endsWith("policies")
            && Files.isRegularFile(parent.resolve("versions.yaml"))
            && Files.isDirectory(above.resolve("lib"))
        ? above
        : root;
  }

  private PolicyDefinition collect(
      Path folder,
      List<RuleSource> sources,
      List<RuleCompiler.Replacement> replaced,
      Set<Path> seen) {
    PolicyReader.Read file = PolicyReader.definition(folder, policyFile(folder));
    PolicyDefinition own = file.definition();
    if (!seen.add(folder.toAbsolutePath().normalize())) {
      throw PolicyException.of(
          "policy %s is based on itself%s".formatted(own.name(), byWayOf(seen)), file.basedOnAt());
    }
    Map<String, String> options = new LinkedHashMap<>();
    if (!own.basedOn().isEmpty()) {
      if (!exists(own.basedOn())) {
        throw PolicyException.of(
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

  /** Returns what places call the {@code policy.yaml} of a folder. */
  String policyFile(Path folder) {
    return nameOf(folder.resolve(PolicyReader.FILE));
  }

  /** Returns the rules below a folder, sorted by name. */
  List<RuleSource> read(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".drl"))
          .sorted()
          .map(this::readFile)
          .toList();
    } catch (IOException e) {
      throw PolicyException.of("cannot read the rules: " + e, folder.toString());
    }
  }

  private RuleSource readFile(Path file) {
    try {
      return new RuleSource(
          nameOf(file), Files.readString(file, StandardCharsets.UTF_8), Band.POLICY, null);
    } catch (IOException e) {
      throw PolicyException.of("cannot read the rules: " + e, file.toString());
    }
  }

  /** Paths inside the rules folder are named as in the repository, {@code rules/...}. */
  String nameOf(Path file) {
    Path top = root.toAbsolutePath().normalize();
    Path absolute = file.toAbsolutePath().normalize();
    return absolute.startsWith(top)
        ? "rules/" + top.relativize(absolute).toString().replace('\\', '/')
        : file.toString();
  }
}
