package memfate.report.page;

import java.io.IOException;
import java.io.Writer;

/** Recorded runs as one HTML file, which asks no network for anything. */
public final class Page {
  private Page() {}

  /** Writes a page. */
  public static void write(PageData data, Writer out) throws IOException {
    PageAssets assets = PageAssets.read();
    out.write("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
    out.write(
        "<meta http-equiv=\"Content-Security-Policy\" content=\"%s\">\n"
            .formatted(assets.contentSecurityPolicy()));
    out.write("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
    out.write("<meta name=\"referrer\" content=\"no-referrer\">\n");
    out.write("<title>memfate report</title>\n");
    out.write("<style>" + assets.style() + "</style>\n</head>\n<body>\n" + assets.body());
    block(out, "application/json", "index", PageText.inScript(data.index()));
    block(out, "text/plain", "rules", data.rules());
    for (String chunk : data.chunks()) {
      block(out, "text/plain", "chunk", chunk);
    }
    for (String axes : data.axes()) {
      block(out, "text/plain", "axes", axes);
    }
    out.write("<script>" + assets.script() + "</script>\n</body>\n</html>\n");
    out.flush();
  }

  private static void block(Writer out, String type, String name, String text) throws IOException {
    out.write("<script type=\"%s\" data-block=\"%s\">".formatted(type, name));
    out.write(text);
    out.write("</script>\n");
  }
}
