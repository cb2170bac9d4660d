package memfate.report.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;

/**
 * What a page is made of besides its data.
 *
 * @param style the style sheet
 * @param script the script: small modules one after the other, in a scope of their own
 * @param body the markup that the script fills
 */
public record PageAssets(String style, String script, String body) {
  /** In this order: a module uses those before it. */
  private static final List<String> MODULES =
      List.of(
          "dom",
          "units",
          "store",
          "boot",
          "axis",
          "map",
          "details",
          "fleet",
          "timeline",
          "why",
          "orders",
          "diff",
          "app");

  /** Reads them. */
  public static PageAssets read() {
    return readWith("");
  }

  /**
   * Reads them for a page that does more.
   *
   * @param more a module that runs after the others and sees what they have
   */
  public static PageAssets readWith(String more) {
    StringBuilder script = new StringBuilder("(() => {\n\"use strict\";\n");
    for (String module : MODULES) {
      script.append("// ").append(module).append('\n').append(text(module + ".js"));
    }
    script.append(more).append("})();\n");
    return new PageAssets(text("page.css"), script.toString(), text("body.html"));
  }

  /**
   * Returns the policy by which a browser runs this script and applies this style, and nothing
   * else: no other script, no request of any kind.
   */
  public String contentSecurityPolicy() {
    return "default-src 'none'; script-src '%s'; style-src '%s'; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'"
        .formatted(hash(script), hash(style));
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "sha256-" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static String text(String name) {
    try (InputStream in = PageAssets.class.getResourceAsStream("/memfate/report/page/" + name)) {
      if (in == null) {
        throw new IllegalStateException("no resource " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
