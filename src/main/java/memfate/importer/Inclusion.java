package memfate.importer;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import memfate.importer.Node.Entry;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import org.jspecify.annotations.Nullable;

/**
 * Puts {@code include}, {@code base} and {@code override} into effect: first the included files in
 * order, then {@code base}, then the description's own keys, then {@code override}. Mappings are
 * merged key by key, everything else is replaced.
 */
final class Inclusion {
  private static final Set<String> OWN_KEYS = Set.of("include", "base", "override");

  private final Limits limits;
  private final Problems problems;
  private final Deque<Path> open = new ArrayDeque<>();
  private int files;

  Inclusion(Limits limits, Problems problems) {
    this.limits = limits;
    this.problems = problems;
  }

  /** Returns the tree with its included files; what cannot be included is reported. */
  Node resolve(Node root, String file) {
    boolean plain =
        !(root instanceof Mapping mapping)
            || OWN_KEYS.stream().allMatch(key -> mapping.get(key) == null);
    if (plain) {
      return root;
    }
    open.push(identity(file));
    Mapping resolved = resolveIn((Mapping) root, file);
    open.pop();
    return resolved;
  }

  /** Names that are no path, such as {@code -}, stand for themselves. */
  private static Path identity(String file) {
    try {
      return Path.of(file).toRealPath();
    } catch (IOException | InvalidPathException e) {
      return Path.of("-");
    }
  }

  private Mapping resolveIn(Mapping root, String file) {
    Mapping merged = new Mapping(Map.of(), root.at());
    for (String key : List.of("include", "base")) {
      for (Node name : names(root, key)) {
        Optional<Mapping> loaded = load(name, file);
        merged = loaded.isPresent() ? merge(merged, loaded.get(), root) : merged;
      }
    }
    Map<String, Entry> own = new LinkedHashMap<>(root.entries());
    own.keySet().removeAll(OWN_KEYS);
    Mapping described = merge(merged, new Mapping(own, root.at()), root);
    return override(root).map(mapping -> merge(described, mapping, root)).orElse(described);
  }

  private List<Node> names(Mapping root, String key) {
    Node node = root.get(key);
    if (node == null) {
      return List.of();
    }
    return node instanceof Sequence list && key.equals("include") ? list.items() : List.of(node);
  }

  private Optional<Mapping> override(Mapping root) {
    Entry entry = root.entries().get("override");
    if (entry == null) {
      return Optional.empty();
    }
    if (root.get("base") == null) {
      problems.errorAtKey(entry, "'override' needs 'base'", "name the file that it overrides");
    }
    if (entry.value() instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.error(entry.value(), "override has to be a mapping", "");
    return Optional.empty();
  }

  private Optional<Mapping> load(Node name, String from) {
    if (!(name instanceof Scalar scalar) || scalar.isNull()) {
      problems.error(name, "the name of a file is a single value, found " + name.kind(), "");
      return Optional.empty();
    }
    if (limits.includedFiles() == 0) {
      problems.error(name, "other files cannot be included here", "write their keys into this one");
      return Optional.empty();
    }
    try {
      Path parent = from.equals("-") ? null : Path.of(from).getParent();
      Path path = resolvePath(parent, scalar.text());
      Path real = path.toRealPath();
      @Nullable String refusal = refusal(real);
      if (refusal != null) {
        problems.error(name, "cannot include '%s': %s".formatted(scalar.text(), refusal), "");
        return Optional.empty();
      }
      return parse(path, name);
    } catch (NoSuchFileException e) {
      String help = "the name is relative to the directory of the file that holds it";
      problems.error(name, "cannot include '%s': no such file".formatted(scalar.text()), help);
    } catch (IOException | InvalidPathException e) {
      String shown = Unsigned.shorten(scalar.text());
      problems.error(name, "cannot include '%s': it cannot be read".formatted(shown), "");
    }
    return Optional.empty();
  }

  private static Path resolvePath(@Nullable Path parent, String name) {
    return (parent == null ? Path.of(name) : parent.resolve(name)).normalize();
  }

  private @Nullable String refusal(Path real) {
    if (!Files.isRegularFile(real)) {
      return "it is not a regular file";
    }
    if (open.contains(real)) {
      return "it includes itself";
    }
    int most = limits.includedFiles();
    return ++files > most ? "more than %d files".formatted(most) : null;
  }

  private Optional<Mapping> parse(Path path, Node name) throws IOException {
    RawDocument raw;
    try (InputStream in = Files.newInputStream(path)) {
      byte[] bytes = in.readNBytes(limits.documentBytes() + 1);
      DocumentSplitter splitter =
          DocumentSplitter.of(new ByteArrayInputStream(bytes), limits.documentBytes());
      raw = splitter.next();
      if (raw == null || !raw.damage().isEmpty() || splitter.next() != null) {
        problems.error(name, "the file to include has to hold exactly one document", "");
        return Optional.empty();
      }
    }
    Source source = Decoding.decode(path.toString(), raw, problems);
    Node root = resolve(TreeReader.read(source, raw.json(), limits, problems), path.toString());
    if (root instanceof Mapping mapping) {
      return Optional.of(mapping);
    }
    problems.error(root, "an included file has to be a mapping, found " + root.kind(), "");
    return Optional.empty();
  }

  private static Mapping merge(Mapping below, Mapping above, Node at) {
    Map<String, Entry> entries = new LinkedHashMap<>(below.entries());
    for (Entry entry : above.entries().values()) {
      Entry other = entries.get(entry.key());
      boolean both =
          other != null && other.value() instanceof Mapping && entry.value() instanceof Mapping;
      entries.put(entry.key(), other != null && both ? mergeEntry(other, entry) : entry);
    }
    return new Mapping(entries, at.at());
  }

  private static Entry mergeEntry(Entry below, Entry above) {
    Mapping merged = merge((Mapping) below.value(), (Mapping) above.value(), above.value());
    return new Entry(above.key(), above.keyAt(), merged);
  }
}
