package memfate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A page of the documentation, parts of which are written from what the tests know: those between
 * {@code <!-- NAME -->} and the next comment that begins with a slash. {@code -Dgolden.update}
 * rewrites them.
 */
public final class WrittenPage {
  private final Path file;
  private String text;

  /** Reads a page. */
  public WrittenPage(Path file) throws IOException {
    this.file = file;
    this.text = Files.readString(file);
  }

  /** Puts a text in its place. */
  public void write(String name, String part) {
    Matcher place =
        Pattern.compile("(<!-- %s -->\n).*?(<!-- /)".formatted(name), Pattern.DOTALL).matcher(text);
    assertTrue(place.find(), file + " has a place for " + name);
    text = place.replaceFirst(Matcher.quoteReplacement(place.group(1) + part + place.group(2)));
  }

  /** Fails when the page says something else. */
  public void check() throws IOException {
    if (System.getProperty("golden.update") != null) {
      Files.writeString(file, text);
    }
    assertEquals(text, Files.readString(file));
  }
}
