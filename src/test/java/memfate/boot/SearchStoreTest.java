package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import memfate.boot.Exploration.Limits;
import memfate.boot.Exploration.Orders;
import memfate.platform.Platform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchStoreTest {
  private static final Platform PLATFORM = Described.example("01-cxl-owns.yaml");

  @TempDir private Path folder;

  @Test
  void aSearchInPiecesFindsWhatOneFindsAtOnce() throws IOException {
    Orders whole = explore("v6.12", 1_000, null);
    Path file = folder.resolve("search");
    int runs = 0;
    Orders found;
    do {
      found = explore("v6.12", 40, SearchStore.open(file));
      runs++;
    } while (!found.exhaustive());
    assertTrue(runs > 2, "it took " + runs + " runs");
    assertEquals(whole.count(), found.count());
    assertEquals(whole.states(), found.states());
    assertEquals(whole.ranges(), found.ranges());
    assertEquals(whole.endings(), found.endings());
    Orders again = explore("v6.12", 1, SearchStore.open(file));
    assertEquals(whole.count(), again.count(), "nothing is left to look at");
  }

  @Test
  void aFileKeepsSeveralSearchesApart() throws IOException {
    Path file = folder.resolve("search");
    Orders first = explore("v6.12", 1_000, SearchStore.open(file));
    Orders second = explore("rfc-2025-07", 1_000, SearchStore.open(file));
    assertEquals(first.count(), explore("v6.12", 1, SearchStore.open(file)).count());
    assertEquals(second.count(), explore("rfc-2025-07", 1, SearchStore.open(file)).count());
  }

  @Test
  void aTornOrForeignFileIsRefused() throws IOException {
    Path file = folder.resolve("search");
    explore("v6.12", 40, SearchStore.open(file));
    String text = Files.readString(file);
    Files.writeString(file, text.substring(0, text.length() / 2));
    String torn = assertThrows(IOException.class, () -> SearchStore.open(file)).getMessage();
    assertEquals("the file is torn or was edited: its last line does not fit", torn);
    Files.writeString(file, text.replaceFirst("state\t", "state\tzz"));
    String edited = assertThrows(IOException.class, () -> SearchStore.open(file)).getMessage();
    assertEquals(torn, edited);
    Files.writeString(file, "id: a description\n");
    String foreign = assertThrows(IOException.class, () -> SearchStore.open(file)).getMessage();
    assertEquals("no file that explore --resume wrote", foreign);
  }

  private static Orders explore(String policy, int states, SearchStore store) {
    return new Boot(Described.POLICIES.policy(policy), BootOptions.DEFAULT)
        .explore(PLATFORM, new Limits(states, 1, true, store))
        .readings()
        .get(0);
  }
}
