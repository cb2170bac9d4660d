package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.batch.Limits;
import memfate.eval.BootEvaluation;
import memfate.serve.Playground;
import memfate.serve.PlaygroundSettings;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The pictures of README and site are what memfate draws ({@code -Dgolden.update} draws them
 * again); and pictures of the page at three sizes, in {@code target/pictures}, for people to look
 * at.
 */
@Tag("long")
class PicturesTest {
  private static final Path IMAGES = Path.of("src/site/resources/images");
  private static final Path WORDS = Path.of("src/test/resources/pictures");
  private static final String EXAMPLES = "inputs/examples/";
  private static final int[][] SIZES = {{390, 844}, {1280, 800}, {1920, 1080}};

  @TempDir private Path folder;

  @Test
  void thePictureOfTheReadmeIsWhatMemfateDraws() throws IOException {
    String svg =
        ran(
            "eval -q --policy v6.12 --policy v7.1 -o svg"
                + " inputs/examples/04-sr-larger-than-region.yaml");
    Path picture = IMAGES.resolve("sr-larger-than-region.svg");
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(IMAGES);
      Files.writeString(picture, svg);
    }
    assertEquals(Files.readString(picture), svg);
  }

  @Test
  void thePicturesOfTheSiteShowWhatThePagesShow() throws IOException {
    Path races = run("explore -q --detail --policy v7.1", "orders", EXAMPLES + "01-cxl-owns.yaml");
    Path capture =
        run(
            "eval -q --detail --policy v6.12 --policy v7.1",
            "capture",
            "inputs/captures/q35-sr-across-two");
    try (Browser browser = Browser.start();
        Playground playground = playground()) {
      browser.size(1100, 660);
      browser.open(capture, "timeline/1/29");
      shows(browser, "report-timeline");
      browser.open(races, "orders");
      browser.await("return document.querySelectorAll('.witnesses .at').length === 1");
      browser.run("document.querySelector('.compare').scrollIntoView()");
      shows(browser, "report-orders");
      edit(browser, playground);
      shows(browser, "playground");
    }
  }

  /**
   * A picture is compared by the words that it was made of: pixels differ from machine to machine.
   */
  private static void shows(Browser browser, String name) throws IOException {
    String words = (String) browser.run("return document.getElementById('main').innerText");
    Path picture = IMAGES.resolve(name + ".png");
    Path golden = WORDS.resolve(name + ".txt");
    if (System.getProperty("golden.update") != null) {
      Files.createDirectories(WORDS);
      Files.writeString(golden, words + "\n");
      Files.write(picture, Palette.reduced(browser.picture()));
    }
    assertEquals(Files.readString(golden), words + "\n", picture + " is of another page");
    assertTrue(Files.size(picture) < 100_000, picture + " is too large");
  }

  private static Playground playground() throws IOException {
    return Playground.start(
        new PlaygroundSettings(
            InetAddress.getByName("127.0.0.1"),
            0,
            Path.of("rules").toAbsolutePath(),
            Path.of("inputs"),
            List.of(),
            Limits.DEFAULT,
            Main.class.getName()));
  }

  /** Runs what becomes of an example if one word of a rule is another. */
  private static void edit(Browser browser, Playground playground) {
    browser.visit(playground.address());
    browser.await("return document.body.dataset.run === 'done'");
    browser.run(
        "const editor = document.querySelector('#rule-editor .CodeMirror').CodeMirror;"
            + "editor.setValue(editor.getValue().replace('Decision.drop(', 'Decision.register('));"
            + "editor.scrollIntoView({line: 20, ch: 0}); document.getElementById('run').click();");
    browser.await("return document.body.dataset.run === 'done'");
  }

  @Test
  void everyPanelCanBeLookedAtInThreeSizes() throws IOException {
    Path pictures = Files.createDirectories(Path.of("target/pictures"));
    Path capture =
        run(
            "eval -q --detail --policy v6.12 --policy v7.1",
            "capture",
            "inputs/captures/q35-sr-across-two");
    Path orders = run("explore -q --detail --policy v7.1", "orders", EXAMPLES + "01-cxl-owns.yaml");
    Path large = folder.resolve("large.yaml");
    ran("synth --count 1 --ranges 500 -o " + large);
    Path machine = run("eval -q --detail --policy v6.12 --policy v7.1", "large", large.toString());
    Path fleet = page(Fleet.write(folder.resolve("fleet.jsonl"), 10_000, 200));
    try (Browser browser = Browser.start();
        Playground playground = playground()) {
      edit(browser, playground);
      for (int[] size : SIZES) {
        browser.size(size[0], size[1]);
        Files.write(pictures.resolve("playground-" + size[0] + ".png"), browser.picture());
      }
      for (int[] size : SIZES) {
        browser.size(size[0], size[1]);
        for (String panel : new String[] {"map/1", "timeline/1", "diff"}) {
          picture(browser, machine, panel, pictures, "large-", size[0]);
        }
        for (String panel : new String[] {"map/1", "timeline/1/20", "why/1", "diff/1"}) {
          picture(browser, capture, panel, pictures, "", size[0]);
        }
        picture(browser, orders, "orders", pictures, "", size[0]);
        picture(browser, fleet, "fleet", pictures, "", size[0]);
      }
    }
  }

  private static void picture(
      Browser browser, Path page, String where, Path pictures, String prefix, int width)
      throws IOException {
    browser.open(page, where);
    String name = prefix + where.replaceFirst("/.*", "") + "-" + width + ".png";
    Files.write(pictures.resolve(name), browser.picture());
  }

  private static Path run(String command, String name, String input) throws IOException {
    // In the page's head, and so the same wherever it is made.
    Path run = Files.createDirectories(Path.of("target/pictures")).resolve(name + ".jsonl");
    ran(command + " -o jsonl=" + run + " " + input);
    return page(run);
  }

  private static Path page(Path run) {
    Path page = Path.of(run.toString().replace(".jsonl", ".html"));
    ran("report " + run + " -o " + page);
    return page;
  }

  private static String ran(String arguments) {
    Console console = Console.run(BootEvaluation::new, arguments.split(" "));
    assertEquals(0, console.code(), console.err());
    return console.out();
  }
}
