package memfate.serve;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What a page asks to try.
 *
 * @param policy the policy that is run, or that the edited rules are based on
 * @param rules the edited rules, null if the policy is run as it is
 * @param replaced the file whose rules they take the place of, null if they come in addition
 * @param against another policy to compare with, null for none
 * @param packs whether quirk packs apply
 * @param explore whether all orders are run
 * @param name file name of the description
 * @param platform the description, YAML
 */
record Trial(
    String policy,
    @Nullable String rules,
    @Nullable String replaced,
    @Nullable String against,
    boolean packs,
    boolean explore,
    String name,
    String platform) {
  private static final Pattern FILE_NAME = Pattern.compile("[A-Za-z0-9][\\w.-]{0,80}\\.yaml");

  /**
   * Reads the body of a request.
   *
   * @throws Refusal if it asks for nothing that can be tried
   */
  static Trial read(byte[] body) throws Refusal {
    try {
      JsonNode json = JsonMapper.shared().readTree(body);
      String name = text(json, "name");
      if (!FILE_NAME.matcher(name).matches()) {
        throw new Refusal(400, "no file name of a description");
      }
      return new Trial(
          text(json, "policy"),
          optional(json, "rules"),
          optional(json, "replaced"),
          optional(json, "against"),
          json.path("packs").asBoolean(true),
          json.path("explore").asBoolean(false),
          name,
          text(json, "platform"));
    } catch (JacksonException e) {
      throw new Refusal(400, "the body is not what the page sends");
    }
  }

  private static String text(JsonNode json, String key) throws Refusal {
    String value = optional(json, key);
    if (value == null) {
      throw new Refusal(400, "the body has no " + key);
    }
    return value;
  }

  private static @Nullable String optional(JsonNode json, String key) {
    JsonNode value = json.path(key);
    return value.isString() ? value.asString() : null;
  }
}
