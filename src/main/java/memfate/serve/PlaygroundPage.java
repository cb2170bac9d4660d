package memfate.serve;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import memfate.report.page.PageAssets;

/** The files of the page, by name: the report's page with an editor beside it. */
final class PlaygroundPage {
  private static final String OURS = "/memfate/serve/";
  private static final String CODEMIRROR = "/META-INF/resources/webjars/codemirror/5.65.20/";

  /** A file of the page. */
  record Asset(String type, String text) {}

  private PlaygroundPage() {}

  static Map<String, Asset> read() {
    PageAssets report = PageAssets.readWith(text(OURS + "bench.js"));
    String editor =
        text(CODEMIRROR + "lib/codemirror.js")
            + text(CODEMIRROR + "mode/yaml/yaml.js")
            + text(OURS + "drl.js");
    String style = text(CODEMIRROR + "lib/codemirror.css") + report.style();
    String page = text(OURS + "page.html").replace("<!--report-->", report.body());
    return Map.of(
        "", new Asset("text/html", page),
        "page.css", new Asset("text/css", style + text(OURS + "bench.css")),
        "editor.js", new Asset("text/javascript", editor),
        "page.js", new Asset("text/javascript", report.script()),
        "codemirror-license.txt", new Asset("text/plain", text(CODEMIRROR + "LICENSE")));
  }

  private static String text(String name) {
    try (InputStream in = PlaygroundPage.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
