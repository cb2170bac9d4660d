package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import memfate.batch.Limits;
import memfate.eval.BootEvaluation;
import memfate.serve.Playground;
import memfate.serve.PlaygroundSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What the server of the playground answers, and what it does not. */
class PlaygroundTest {
  private static final Path HOSTILE = Path.of("src/test/resources/hostile");
  private static final Limits TIGHT = new Limits(Duration.ofSeconds(12), 512);
  private static final Limits AMPLE = new Limits(Duration.ofSeconds(120), 512);
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @TempDir static Path folder;

  private static Playground playground;
  private static Path rules;

  /** With next to no rules: these tests are about the server. */
  @BeforeAll
  static void start() throws IOException {
    rules = folder.resolve("rules");
    Files.createDirectories(rules.resolve("lib"));
    Path policy = Files.createDirectories(rules.resolve("policies/harmless"));
    Files.writeString(policy.resolve("policy.yaml"), "title: next to nothing\n");
    Files.writeString(policy.resolve("a.drl"), "package x\n");
    playground = start(AMPLE);
  }

  private static Playground start(Limits limits) throws IOException {
    return Playground.start(
        new PlaygroundSettings(
            InetAddress.getByName("127.0.0.1"),
            0,
            rules,
            Path.of("inputs"),
            List.of("--no-packs"),
            limits,
            Main.class.getName()));
  }

  @AfterAll
  static void stop() {
    playground.close();
  }

  private static HttpRequest.Builder to(String what) {
    return to(playground, what);
  }

  private static HttpRequest.Builder to(Playground server, String what) {
    return HttpRequest.newBuilder(URI.create(server.address() + what));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static HttpRequest.Builder post(String body) {
    return post("run", body);
  }

  private static HttpRequest.Builder post(String what, String body) {
    return post(to(what), body);
  }

  private static HttpRequest.Builder post(HttpRequest.Builder request, String body) {
    return request.header("Content-Type", "application/json").POST(BodyPublishers.ofString(body));
  }

  private static String trial(String rules) {
    return trial(rules, "");
  }

  private static String trial(String rules, String ticket) {
    ObjectNode json = JsonMapper.shared().createObjectNode();
    json.put("policy", "harmless");
    json.put("rules", rules);
    json.put("name", "one.yaml");
    if (!ticket.isEmpty()) {
      json.put("ticket", ticket);
    }
    try {
      json.put("platform", Files.readString(Path.of("inputs/examples/01-cxl-owns.yaml")));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
    return json.toString();
  }

  private static JsonNode run(String rules) {
    return answer(post(trial(rules)));
  }

  private static JsonNode answer(HttpRequest.Builder request) {
    HttpResponse<String> answer = send(request);
    assertEquals(200, answer.statusCode(), answer.body());
    return JsonMapper.shared().readTree(answer.body());
  }

  private static void goesOn() {
    JsonNode answer = run("package x\n");
    assertEquals(0, answer.path("code").asInt(-1), answer.toString());
    assertTrue(answer.has("data"), answer.toString());
  }

  @Test
  void thePageLoadsNothingFromElsewhereAndIsKeptNowhere() {
    HttpResponse<String> page = send(to(""));
    assertEquals(200, page.statusCode());
    String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
    assertTrue(policy.startsWith("default-src 'none'; script-src 'self'"), policy);
    assertTrue(policy.contains("frame-ancestors 'none'"), policy);
    assertFalse(policy.contains("unsafe"), policy);
    assertEquals("no-store", page.headers().firstValue("Cache-Control").orElse(""));
    assertEquals("nosniff", page.headers().firstValue("X-Content-Type-Options").orElse(""));
    assertEquals("no-referrer", page.headers().firstValue("Referrer-Policy").orElse(""));
    assertFalse(page.body().contains("//"), page.body());
  }

  @ParameterizedTest(name = "token ''{0}''")
  @ValueSource(strings = {"", "x/", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/", "%2e%2e/"})
  void withoutTheTokenThereIsNothing(String token) {
    URI page = URI.create(playground.address());
    HttpRequest.Builder request = HttpRequest.newBuilder(page.resolve("/" + token));
    HttpResponse<String> answer = send(request);
    assertEquals(404, answer.statusCode());
    assertEquals("there is nothing here\n", answer.body());
  }

  @ParameterizedTest(name = "Host: {0}")
  @ValueSource(strings = {"memfate.invalid", "localhost", "127.0.0.1", "127.0.0.1:1"})
  void anotherHostIsRefused(String host) throws IOException {
    URI page = URI.create(playground.address());
    try (Socket socket = new Socket(page.getHost(), page.getPort())) {
      String request =
          "GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n"
              .formatted(page.getPath(), host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
      assertTrue(answer.startsWith("HTTP/1.1 421"), answer);
    }
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "Origin, https://memfate.invalid",
    "Origin, null",
    "Origin, http://127.0.0.1:1",
    "Sec-Fetch-Site, cross-site",
    "Sec-Fetch-Site, same-site",
    "Sec-Fetch-Site, none",
  })
  void anotherPageMayNotPost(String header, String value) {
    assertEquals(403, send(post(trial("package x\n")).header(header, value)).statusCode());
    assertEquals(403, send(post("cancel", "{}").header(header, value)).statusCode());
  }

  @ParameterizedTest(name = "{0} {1} is answered with {2}")
  @CsvSource({
    "GET, run, 405",
    "POST, choices, 405",
    "GET, cancel, 405",
    "POST, packs, 405",
    "PUT, run, 405",
    "DELETE, '', 405",
    "HEAD, page.js, 405",
    "GET, page.html, 404",
    "GET, ../etc/passwd, 404",
    "GET, report/7.html, 404",
    "GET, report/99999999999.html, 404",
  })
  void onlyWhatThereIsIsAnswered(String method, String what, int status) {
    HttpResponse<String> answer = send(to(what).method(method, BodyPublishers.noBody()));
    assertEquals(status, answer.statusCode(), answer.body());
  }

  @Test
  void aBodyMayNotBeTooLarge() {
    String body = " ".repeat(Playground.LARGEST_BODY + 1);
    assertEquals(413, send(post(body)).statusCode());
    assertEquals(413, send(post("cancel", body)).statusCode());
  }

  @Test
  void aFormOfAnotherPageIsNoRequestOfOurs() {
    HttpRequest.Builder request =
        to("run").header("Content-Type", "text/plain").POST(BodyPublishers.ofString(trial("")));
    assertEquals(415, send(request).statusCode());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "{",
        "[]",
        "\"x\"",
        "{\"policy\": \"harmless\", \"name\": \"one.yaml\"}",
        "{\"policy\": \"harmless\", \"name\": \"../one.yaml\", \"platform\": \"\"}",
        "{\"policy\": \"harmless\", \"name\": \"--rules.yaml\", \"platform\": \"\"}",
        "{\"policy\": \"--help\", \"name\": \"one.yaml\", \"platform\": \"\"}",
        "{\"policy\": \"../harmless\", \"name\": \"one.yaml\", \"platform\": \"\"}",
        "{\"policy\": \"harmless\", \"name\": \"one.yaml\", \"platform\": \"\", \"quirk\": \"-x --help\"}",
        "{\"policy\": \"harmless\", \"name\": \"one.yaml\", \"platform\": \"\", \"ticket\": \"<b>\"}",
        "{\"policy\": \"harmless\", \"against\": \"/\", \"name\": \"one.yaml\", \"platform\": \"\"}",
        "{\"policy\": \"harmless\", \"rules\": \"\", \"replaced\": \"/etc/passwd\","
            + " \"name\": \"one.yaml\", \"platform\": \"\"}",
      })
  void whatThePageDoesNotSendIsRefused(String body) {
    HttpResponse<String> answer = send(post(body));
    assertEquals(400, answer.statusCode(), answer.body());
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"{", "[]", "{\"ticket\": \"\"}", "{\"ticket\": \"../run\"}"})
  void whatIsNoTicketCancelsNothing(String body) {
    assertEquals(400, send(post("cancel", body)).statusCode());
  }

  @Test
  void aRuleThatFiresForEverIsEndedByTheLimitOnFiringsWhichNamesIt() throws IOException {
    JsonNode answer = run(Files.readString(HOSTILE.resolve("feeds-itself.drl")));
    JsonNode problem = answer.path("diagnostics").path(0);
    assertEquals("error", problem.path("severity").asString());
    String said = problem.path("message").asString();
    assertTrue(said.startsWith("the limit on rule firings is hit; rule \"hostile\" fired"), said);
    assertEquals("harmless-edited/edited.drl", problem.path("file").asString());
  }

  @Test
  void aRunThatIsCancelledEndsAndTheServerGoesOn() throws IOException {
    String slow = trial(Files.readString(HOSTILE.resolve("cross-join-unseen.drl")), "mine-1");
    CompletableFuture<HttpResponse<String>> asked =
        CLIENT.sendAsync(post(slow).build(), BodyHandlers.ofString());
    String ticket = "{\"ticket\": \"mine-1\"}";
    boolean cancelled = false;
    while (!cancelled && !asked.isDone()) {
      cancelled = answer(post("cancel", ticket)).path("cancelled").asBoolean(false);
    }
    assertTrue(cancelled, "the run was over before it could be cancelled");
    assertEquals("{\"cancelled\":true}", asked.join().body());
    assertFalse(answer(post("cancel", ticket)).path("cancelled").asBoolean(true));
    goesOn();
  }

  @Test
  void ofRulesThatCompileTheWarningsAreToldToo() {
    JsonNode answer =
        run(
            "package x\nimport memfate.facts.*\nrule \"hardly meant\"\nwhen\n"
                + "    $flag : Flag( name == \"a\" )\nthen\n    insert( new Flag(\"b\", \"\") );\nend\n");
    assertTrue(answer.has("data"), answer.toString());
    JsonNode warnings = answer.path("diagnostics");
    List<String> codes = warnings.valueStream().map(w -> w.path("code").asString()).toList();
    assertTrue(codes.contains("unused-variable"), warnings.toString());
    assertFalse(codes.contains("no-case"), warnings.toString());
    JsonNode unused = warnings.path(codes.indexOf("unused-variable"));
    assertEquals("warning", unused.path("severity").asString());
    assertEquals("harmless-edited/edited.drl", unused.path("file").asString());
    assertEquals(5, unused.path("line").asInt());
  }

  @Test
  void aRuleThatEndsTheProcessDoesNotCompile() {
    String rules =
        "package x\nimport memfate.facts.*\nrule \"ends\"\nwhen\n    Flag()\nthen\n"
            + "    System.exit(0);\nend\n";
    JsonNode answer = run(rules);
    JsonNode problem = answer.path("diagnostics").path(0);
    assertEquals("harmless-edited/edited.drl", problem.path("file").asString());
    assertEquals(7, problem.path("line").asInt());
    assertEquals(5, problem.path("column").asInt());
    assertFalse(answer.has("data"));
    goesOn();
  }

  @Test
  void aDescriptionReadsNoOtherFile() {
    ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(trial("package x\n"));
    body.put("platform", "include: /etc/passwd\n");
    HttpResponse<String> answer = send(post(body.toString()));
    assertFalse(answer.body().contains("root:"), answer.body());
    assertTrue(
        answer
            .body()
            .contains(
                "\"message\":\"other files cannot be included here\","
                    + "\"file\":\"one.yaml\",\"line\":1,\"column\":10"),
        answer.body());
  }

  @Test
  void whatTakesTooLongIsEndedAndMeanwhileNoMoreThanTwoRun() throws IOException {
    String slow = trial(Files.readString(HOSTILE.resolve("cross-join-unseen.drl")));
    try (Playground tight = start(TIGHT)) {
      List<CompletableFuture<HttpResponse<String>>> asked =
          IntStream.range(0, 3)
              .mapToObj(i -> post(to(tight, "run"), slow).build())
              .map(request -> CLIENT.sendAsync(request, BodyHandlers.ofString()))
              .toList();
      List<HttpResponse<String>> answers = asked.stream().map(CompletableFuture::join).toList();
      assertEquals(
          List.of(200, 200, 503), answers.stream().map(HttpResponse::statusCode).sorted().toList());
      for (HttpResponse<String> answer : answers) {
        boolean ran = answer.statusCode() == 200;
        assertTrue(answer.body().contains(ran ? "more than 12 s" : "wait for one"), answer.body());
      }
      assertEquals(200, send(to(tight, "choices")).statusCode());
    }
  }

  @Test
  void theFilesOfATryAreRemoved() throws IOException {
    ObjectNode body = (ObjectNode) JsonMapper.shared().readTree(trial("package x\n"));
    assertTrue(answer(post(body.put("name", "to-be-removed.yaml").toString())).has("data"));
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    try (Stream<Path> folders = Files.list(temporary)) {
      List<Path> servers =
          folders.filter(f -> f.getFileName().toString().startsWith("memfate-serve")).toList();
      assertFalse(servers.isEmpty());
      for (Path server : servers) {
        try (Stream<Path> files =
            Files.find(server, 2, (file, is) -> file.endsWith("to-be-removed.yaml"))) {
          assertEquals(List.of(), files.toList());
        }
      }
    }
  }

  @Test
  void aFolderWithoutPoliciesIsNotServed() throws IOException {
    Path none = folder.resolve("none");
    Files.createDirectories(none.resolve("policies"));
    Console console = Console.run(BootEvaluation::new, "serve", "--rules", none.toString());
    assertEquals(4, console.code());
    assertTrue(console.err().contains("there is no policy in"), console.err());
  }

  @Test
  void aPortInUseIsSaidToBe() {
    String port = String.valueOf(URI.create(playground.address()).getPort());
    Console console =
        Console.run(BootEvaluation::new, "serve", "--rules", rules.toString(), "--port", port);
    assertEquals(2, console.code());
    assertTrue(console.err().contains("cannot listen on 127.0.0.1 port " + port), console.err());
  }

  @ParameterizedTest(name = "serve {0}: {1}")
  @CsvSource({
    "--bind=0.0.0.0, --bind needs one address of this machine",
    "--bind=::, --bind needs one address of this machine",
    "--bind=memfate.invalid, is no address",
    "--port=70000, --port needs 0 to 65535",
    "--no-sandbox, serve runs rules in the sandbox only",
  })
  void theCommandRefusesWhatIsNotSafe(String option, String message) {
    Console console = Console.run(BootEvaluation::new, "serve", option);
    assertEquals(2, console.code());
    assertTrue(console.err().contains(message), console.err());
  }
}
