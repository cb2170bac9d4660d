package memfate.serve;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets in who was given the address, and nobody else.
 *
 * <p>The token keeps out other people and other programs of this machine. {@code Host} keeps out a
 * page whose name was made to lead here (DNS rebinding), and {@code Origin} and {@code
 * Sec-Fetch-Site} a page from elsewhere that posts here.
 */
final class Gate {
  private static final int TOKEN_BYTES = 24;

  private final String authority;
  private final String token;

  /**
   * Makes a gate with a token that nobody can guess.
   *
   * @param authority the address and port that requests have to name
   */
  Gate(String authority) {
    this.authority = authority;
    byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    this.token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Returns the address of the page. */
  String address() {
    return "http://%s/%s/".formatted(authority, token);
  }

  /**
   * Returns what is asked for: the path without the token.
   *
   * @throws Refusal if the request is none of ours
   */
  String admit(String method, String path, Headers headers) throws Refusal {
    if (!authority.equals(only(headers, "Host"))) {
      throw new Refusal(421, "this server is " + authority + " and no other");
    }
    int end = path.indexOf('/', 1);
    String given = end < 0 ? "" : path.substring(1, end);
    if (!MessageDigest.isEqual(bytes(given), bytes(token))) {
      throw new Refusal(404, "there is nothing here");
    }
    if (!method.equals("GET")) {
      checkOrigin(headers);
    }
    return path.substring(end + 1);
  }

  private void checkOrigin(Headers headers) throws Refusal {
    String origin = only(headers, "Origin");
    String site = only(headers, "Sec-Fetch-Site");
    boolean ours = origin == null || origin.equals("http://" + authority);
    if (!ours || (site != null && !site.equals("same-origin"))) {
      throw new Refusal(403, "only the page of this server may ask for that");
    }
  }

  /** A header that is there twice is as good as a wrong one. */
  private static @Nullable String only(Headers headers, String name) {
    List<String> values = headers.get(name);
    return values == null ? null : String.join(", ", values);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
