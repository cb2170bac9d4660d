package memfate.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import memfate.facts.Overlaps;
import memfate.facts.PolicyOption;
import memfate.facts.RegionIntersects;
import memfate.facts.Tree;
import memfate.iomem.AddressRange;
import memfate.iomem.GoldenVector;
import memfate.iomem.GoldenVector.RegionQuery;
import memfate.iomem.OverlapSummary;
import memfate.iomem.ResourceDescriptor;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * Asks the rules of {@code rules/lib/intersect} what the kernel's own {@code region_intersects()}
 * was asked: {@code golden/resource-tree/SOURCE.md}, or the vectors in {@code -Dgolden.dir=DIR}.
 *
 * <p>The trees are {@code memfate.iomem}'s, the answers the rules'. A query is told apart by the
 * range of its {@link Overlaps} fact, which the rules hand on and never look into: query n has the
 * range n to n. So queries of size 0, or that wrap, need no range of their own.
 */
class GoldenRulesTest {
  private static final int SHOWN = 20;
  private static final int FIRINGS = 1_000_000;

  private final JsonMapper json = JsonMapper.builder().build();

  @TestFactory
  Stream<DynamicTest> theRulesAnswerEveryQueryAsTheKernelDid() throws IOException {
    List<Path> files = files();
    assertNotEquals(List.of(), files, "folder of golden vectors");
    return files.stream()
        .flatMap(
            file ->
                Stream.of("descending", "top-level")
                    .map(
                        form ->
                            DynamicTest.dynamicTest(
                                file.getFileName() + ", " + form, () -> compare(file, form))));
  }

  private void compare(Path file, String form) throws IOException {
    List<RegionQuery> queries = queries(file);
    Map<AddressRange, List<String>> answers = answers(queries, form);
    List<String> differences = new ArrayList<>();
    for (int i = 0; i < queries.size(); i++) {
      RegionQuery query = queries.get(i);
      String expected = form.equals("descending") ? query.newer() : query.older();
      List<String> answer = answers.getOrDefault(new AddressRange(i, i), List.of());
      if (!answer.equals(List.of(expected))) {
        differences.add(query.what() + ": rules say " + answer + ", " + query.overlaps());
      }
    }
    System.out.printf(
        "%s: %d region_intersects queries through the rules (%s); %d differences%n",
        file.getFileName(), queries.size(), form, differences.size());
    assertNotEquals(0, queries.size(), "queries in " + file.getFileName());
    assertEquals(
        List.of(), differences.stream().limit(SHOWN).toList(), differences.size() + " differences");
  }

  private static Map<AddressRange, List<String>> answers(List<RegionQuery> queries, String form)
      throws IOException {
    Map<AddressRange, List<String>> answers = new HashMap<>();
    try (RuleSession session = intersectRules().open(FIRINGS, false)) {
      session.insert(new PolicyOption("region-intersects", form));
      for (int i = 0; i < queries.size(); i++) {
        OverlapSummary counts = queries.get(i).overlaps();
        session.insert(
            new Overlaps(
                Tree.IOMEM,
                new AddressRange(i, i),
                ResourceDescriptor.NONE,
                0,
                counts.matching(),
                counts.other(),
                counts.matchingBelow(),
                counts.coveredBelow()));
      }
      session.fire();
      for (RegionIntersects answer : session.facts(RegionIntersects.class)) {
        answers
            .computeIfAbsent(answer.range(), range -> new ArrayList<>())
            .add(answer.result().name().substring(0, 1));
      }
    }
    return answers;
  }

  private static Policy intersectRules() throws IOException {
    List<RuleSource> sources = new ArrayList<>();
    try (Stream<Path> files = Files.list(Path.of("rules/lib/intersect"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".drl")).sorted().toList()) {
        sources.add(new RuleSource(file.toString(), Files.readString(file), Band.POLICY, null));
      }
    }
    return new Policy(
        new PolicyDefinition("intersect", "", "", List.of(), "", List.of(), Map.of()),
        RuleCompiler.compile(sources, List.of()).base("they do not compile"),
        null,
        "",
        "",
        new PolicyOptions(Map.of(), Set.of()));
  }

  private List<RegionQuery> queries(Path file) throws IOException {
    List<RegionQuery> queries = new ArrayList<>();
    try (BufferedReader lines = open(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (!line.isBlank()) {
          queries.addAll(new GoldenVector(json.readTree(line)).regionQueries());
        }
      }
    }
    return queries;
  }

  private static List<Path> files() throws IOException {
    String folder = System.getProperty("golden.dir", "src/test/resources/golden/resource-tree");
    try (Stream<Path> files = Files.list(Path.of(folder))) {
      return files.filter(file -> file.toString().matches(".*\\.jsonl(\\.gz)?")).sorted().toList();
    }
  }

  private static BufferedReader open(Path file) throws IOException {
    InputStream bytes = Files.newInputStream(file);
    try {
      InputStream text = file.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes;
      return new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8));
    } catch (IOException e) {
      bytes.close();
      throw e;
    }
  }
}
