package memfate.boot;

import java.io.IOException;
import java.nio.file.Path;
import memfate.WrittenPage;
import org.junit.jupiter.api.Test;

/** What {@code races.md} says of outcomes is what all orders give. */
class RacesPageTest {

  @Test
  void everyOutcomeIsWhatAllOrdersGive() throws IOException {
    WrittenPage page = new WrittenPage(Path.of("src/site/markdown/races.md"));
    page.write("explored: table", RacesPage.table());
    for (Race race : Race.all()) {
      page.write("explored: " + race.id(), RacesPage.details(race));
    }
    page.check();
  }
}
