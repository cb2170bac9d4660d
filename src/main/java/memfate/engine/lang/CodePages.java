package memfate.engine.lang;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.stream.Stream;

/** The manual of the codes: of each what to avoid, what to prefer, and why. */
public final class CodePages {
  private CodePages() {}

  /** Returns the page of a code, in capitals or not; nothing when there is no such code. */
  public static Optional<String> page(String id) {
    return Stream.of(Code.values())
        .map(Code::id)
        .filter(id::equalsIgnoreCase)
        .findFirst()
        .map(CodePages::read);
  }

  private static String read(String id) {
    try (InputStream page = CodePages.class.getResourceAsStream("codes/" + id + ".md")) {
      if (page == null) {
        throw new IllegalStateException("code " + id + " has no page");
      }
      return new String(page.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read the page of " + id, e);
    }
  }
}
