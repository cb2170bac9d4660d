package memfate.report.page;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPOutputStream;

/** Data as text that stands in a page and cannot be taken for markup. */
final class PageText {
  private PageText() {}

  /** Returns JSON that ends no script and begins no comment, with the same value. */
  static String inScript(String json) {
    return json.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026");
  }

  /** Returns text packed by gzip, in letters of base64. */
  static String packed(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("memory is never full of bytes", e);
    }
    return Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
