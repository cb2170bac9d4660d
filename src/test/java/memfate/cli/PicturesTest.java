package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import memfate.eval.BootEvaluation;
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
  void everyPanelCanBeLookedAtInThreeSizes() throws IOException {
    Path pictures = Files.createDirectories(Path.of("target/pictures"));
    Path capture =
        run(
            "eval -q --detail --policy v6.12 --policy v7.1",
            "capture",
            "inputs/captures/q35-sr-across-two");
    Path orders =
        run("explore -q --detail --policy v7.1", "orders", "inputs/examples/01-cxl-owns.yaml");
    Path fleet = page(Fleet.write(folder.resolve("fleet.jsonl"), 10_000, 200));
    try (Browser browser = Browser.start()) {
      for (int[] size : SIZES) {
        browser.size(size[0], size[1]);
        for (String panel : new String[] {"map/1", "timeline/1/20", "why/1", "diff/1"}) {
          picture(browser, capture, panel, pictures, size[0]);
        }
        picture(browser, orders, "orders", pictures, size[0]);
        picture(browser, fleet, "fleet", pictures, size[0]);
      }
    }
  }

  private static void picture(Browser browser, Path page, String where, Path pictures, int width)
      throws IOException {
    browser.open(page, where);
    String name = where.replaceFirst("/.*", "") + "-" + width + ".png";
    Files.write(pictures.resolve(name), browser.picture());
  }

  private Path run(String command, String name, String input) {
    Path run = folder.resolve(name + ".jsonl");
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
