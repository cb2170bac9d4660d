package memfate.boot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * What {@code races.md} says of outcomes is what all orders give; {@code -Dgolden.update} rewrites
 * it.
 */
class RacesPageTest {
  private static final Path PAGE = Path.of("src/site/markdown/races.md");

  @Test
  void everyOutcomeIsWhatAllOrdersGive() throws IOException {
    String page = Files.readString(PAGE);
    String written = replace(page, "table", RacesPage.table());
    for (Race race : Race.all()) {
      written = replace(written, race.id(), RacesPage.details(race));
    }
    if (System.getProperty("golden.update") != null) {
      Files.writeString(PAGE, written);
    }
    assertEquals(written, Files.readString(PAGE));
  }

  /** Puts a text between {@code <!-- explored: NAME -->} and the next comment. */
  private static String replace(String page, String name, String text) {
    Matcher place =
        Pattern.compile(
                "(<!-- explored: %s -->\n).*?(<!-- /explored -->)".formatted(name), Pattern.DOTALL)
            .matcher(page);
    assertEquals(true, place.find(), "the page has a place for " + name);
    return place.replaceFirst(Matcher.quoteReplacement(place.group(1) + text + place.group(2)));
  }
}
