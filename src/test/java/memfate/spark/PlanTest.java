package memfate.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.cli.RandomFleet;
import memfate.importer.DescriptionReader;
import memfate.importer.JsonStretch.Extent;
import memfate.importer.UnreadDocument;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  private final Configuration hadoop = new Configuration();

  @TempDir private Path folder;

  @Test
  void stretchesOfAFileHaveItsDocuments() throws IOException {
    Path path = RandomFleet.of(1).withBroken().write(folder.resolve("fleet.jsonl"), 300);
    InputFile file = find(path);
    Plan plan = Plan.of(List.of(file), 10_000, Set.of(), hadoop);
    Map<Integer, Extent> extents = new HashMap<>();
    plan.parts().forEach(part -> extents.put(part.rank(), part.cut(hadoop, unread -> {})));
    List<String> cut = new ArrayList<>();
    plan.counted(extents).parts().forEach(part -> part.cut(hadoop, u -> cut.add(words(u))));
    List<String> whole = new ArrayList<>();
    new DescriptionReader().split(file.input(hadoop), u -> whole.add(words(u)));

    assertTrue(plan.parts().size() > 10, "parts: " + plan.parts().size());
    assertEquals(Set.of(), plan.wrong(extents));
    assertEquals(whole, cut);
  }

  @Test
  void aDocumentOverManyLinesLeavesItsFileWhole() throws IOException {
    Path path = folder.resolve("fleet.json");
    Files.writeString(path, "{\"id\":\"a\"}\n" + "{\n\"x\":\n{\"y\":\n{\"z\":1}}}\n".repeat(50));
    InputFile file = find(path);
    Plan plan = Plan.of(List.of(file), 100, Set.of(), hadoop);
    Map<Integer, Extent> extents = new HashMap<>();
    plan.parts().forEach(part -> extents.put(part.rank(), part.cut(hadoop, unread -> {})));

    assertEquals(Set.of(file), plan.wrong(extents));
    assertEquals(1, Plan.of(List.of(file), 100, plan.wrong(extents), hadoop).parts().size());
  }

  @Test
  void onlyJsonLinesAreCut() throws IOException {
    Path path = folder.resolve("fleet.yaml");
    Files.writeString(path, "---\nid: a\n".repeat(100));

    assertEquals(1, Plan.of(List.of(find(path)), 100, Set.of(), hadoop).parts().size());
  }

  @Test
  void smallFilesShareATask() throws IOException {
    List<InputFile> files = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      Path path = folder.resolve(i + ".yaml");
      Files.writeString(path, "id: x" + "y".repeat(25) + "\n");
      files.add(find(path));
    }
    Plan plan = Plan.of(files, 100, Set.of(), hadoop);

    assertEquals(List.of(3, 3, 3, 1), plan.tasks().stream().map(List::size).toList());
  }

  private InputFile find(Path path) throws IOException {
    return new InputFiles(hadoop).find(path.toString()).get(0);
  }

  private static String words(UnreadDocument unread) {
    return "%s %d:%d %s".formatted(unread.name(), unread.number(), unread.line(), unread.sha256());
  }
}
