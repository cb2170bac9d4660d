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
 * @param quirk a quirk that is in force whatever the machine is, null for none
 * @param explore whether all orders are run
 * @param name file name of the description
 * @param platform the description, YAML
 * @param ticket by what the page calls the run off, empty if it never does
 */
record Trial(
    String policy,
    @Nullable String rules,
    @Nullable String replaced,
    @Nullable String against,
    boolean packs,
    @Nullable String quirk,
    boolean explore,
    String name,
    String platform,
    String ticket) {
  private static final Pattern TICKET = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern QUIRK = Pattern.compile("[A-Za-z0-9][\\w.-]{0,80}");
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
          quirk(json),
          json.path("explore").asBoolean(false),
          name,
          text(json, "platform"),
          json.has("ticket") ? ticket(json) : "");
    } catch (JacksonException e) {
      throw new Refusal(400, "the body is not what the page sends");
    }
  }

  /**
   * Returns the ticket that a page sends.
   *
   * @throws Refusal if it is none
   */
  private static String ticket(JsonNode json) throws Refusal {
    String ticket = json.path("ticket").asString("");
    if (!TICKET.matcher(ticket).matches()) {
      throw new Refusal(400, "no ticket");
    }
    return ticket;
  }

  /**
   * Reads the body of a request that calls a run off, and returns its ticket.
   *
   * @throws Refusal if it is no such request
   */
  static String readTicket(byte[] body) throws Refusal {
    try {
      return ticket(JsonMapper.shared().readTree(body));
    } catch (JacksonException e) {
      throw new Refusal(400, "the body is not what the page sends");
    }
  }

  private static @Nullable String quirk(JsonNode json) throws Refusal {
    String quirk = optional(json, "quirk");
    if (quirk != null && !QUIRK.matcher(quirk).matches()) {
      throw new Refusal(400, "no name of a quirk");
    }
    return quirk;
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
