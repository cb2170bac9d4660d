package memfate.trial;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import memfate.boot.Mismatch;
import memfate.platform.Expectation;
import memfate.platform.SourceLocation;
import org.snakeyaml.engine.v2.nodes.Node;

/**
 * Rewrites expectations with what came out.
 *
 * <p>Values that the cases have are replaced where they stand; comments and layout stay. What a
 * person chose to look for - texts of the log or the tree, finding codes, rules - is not rewritten,
 * nor is what differs from policy to policy.
 */
public final class CaseUpdate {
  private static final int CONTEXT = 2;

  /**
   * A file that changes.
   *
   * @param after its new text
   */
  public record Change(Path file, String before, String after) {

    /** Returns the lines of a unified diff. */
    public List<String> diff() {
      List<String> old = before.lines().toList();
      return UnifiedDiffUtils.generateUnifiedDiff(
          file.toString(),
          file.toString(),
          old,
          DiffUtils.diff(old, after.lines().toList()),
          CONTEXT);
    }

    /** Writes the new text. */
    public void write() throws IOException {
      Files.writeString(file, after);
    }
  }

  private record Value(SourceLocation at, String field) {}

  private final Map<SourceLocation, Integer> compared = new LinkedHashMap<>();
  private final Map<Value, List<Mismatch>> mismatches = new LinkedHashMap<>();
  private final Map<Value, Path> files = new LinkedHashMap<>();
  private final List<Change> changes = new ArrayList<>();
  private final List<String> kept = new ArrayList<>();

  private CaseUpdate() {}

  /**
   * Works out what to rewrite, and writes nothing.
   *
   * @throws IOException if a file cannot be read again
   */
  public static CaseUpdate of(List<CaseResult> results) throws IOException {
    CaseUpdate update = new CaseUpdate();
    results.forEach(update::add);
    update.rewrite();
    return update;
  }

  public List<Change> changes() {
    return List.copyOf(changes);
  }

  /** Returns what is not rewritten, and why, one sentence each. */
  public List<String> kept() {
    return List.copyOf(kept);
  }

  private void add(CaseResult result) {
    for (Expectation expected : result.test().expectations(result.policy())) {
      compared.merge(expected.at(), 1, Integer::sum);
      expected.ranges().forEach(range -> compared.merge(range.at(), 1, Integer::sum));
    }
    if (result.verdict() == CaseResult.Verdict.FAILED) {
      for (Mismatch mismatch : result.mismatches()) {
        Value value = new Value(mismatch.at(), mismatch.field());
        mismatches.computeIfAbsent(value, v -> new ArrayList<>()).add(mismatch);
        files.put(value, result.test().file());
      }
      result.problems().forEach(problem -> keep(result.title(), problem));
    }
  }

  private void keep(String where, String why) {
    kept.add("%s: %s".formatted(where, why.lines().findFirst().orElse("")));
  }

  private void rewrite() throws IOException {
    Map<Path, Set<Value>> byFile = new TreeMap<>();
    mismatches
        .keySet()
        .forEach(
            value ->
                byFile
                    .computeIfAbsent(
                        files.getOrDefault(value, Path.of("")), f -> new LinkedHashSet<>())
                    .add(value));
    for (Map.Entry<Path, Set<Value>> file : byFile.entrySet()) {
      rewrite(file.getKey(), file.getValue());
    }
  }

  private void rewrite(Path file, Set<Value> values) throws IOException {
    String before = Files.readString(file);
    YamlPlaces places = new YamlPlaces(before);
    TreeMap<Integer, Edit> edits = new TreeMap<>();
    for (Value value : values) {
      edit(file, value, before, places).ifPresent(edit -> edits.put(edit.start, edit));
    }
    StringBuilder after = new StringBuilder(before);
    edits.descendingMap().values().forEach(e -> after.replace(e.start, e.end, e.text));
    if (!edits.isEmpty()) {
      changes.add(new Change(file, before, after.toString()));
    }
  }

  private record Edit(int start, int end, String text) {}

  private Optional<Edit> edit(Path file, Value value, String text, YamlPlaces places) {
    List<Mismatch> found = mismatches.getOrDefault(value, List.of());
    Mismatch first = found.get(0);
    boolean agree = found.stream().map(Mismatch::got).distinct().count() == 1;
    if (!agree || found.size() < compared.getOrDefault(value.at, 0)) {
      keep(
          value.at.toString(),
          "%s is not the same in all boots: %s".formatted(value.field, first.text()));
      return Optional.empty();
    }
    if (!value.at.file().equals(file.toString())) {
      keep(value.at.toString(), "it is included, other cases may be too: " + first.text());
      return Optional.empty();
    }
    Optional<Node> old =
        value.field.equals("tree")
            ? places.value(value.at, "iomem", "tree")
            : places.value(value.at, value.field);
    Optional<Edit> edit =
        old.flatMap(
            node ->
                new ExpectedValue(text, places)
                    .of(first, node)
                    .map(written -> new Edit(places.start(node), places.end(node), written)));
    if (edit.isEmpty()) {
      keep(value.at.toString(), first.text());
    }
    return edit;
  }
}
