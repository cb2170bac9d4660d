package memfate.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.StringWriter;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.batch.Overrun;
import memfate.report.page.Page;
import memfate.report.page.PageData;
import memfate.serve.PlaygroundPage.Asset;

/** A small server of one page, on which rules and descriptions are edited and run. */
public final class Playground implements AutoCloseable {
  /** Most bytes of a request: what an editor holds. */
  public static final int LARGEST_BODY = 2 << 20;

  private static final int HTTP = 80;
  private static final int AT_ONCE = 2;
  private static final int THREADS = 8;
  private static final Pattern SAVED = Pattern.compile("report/(\\d{1,9})\\.html");

  private static final String CONTENT_POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
          + " img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none';"
          + " require-trusted-types-for 'script'; trusted-types 'none'";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Gate gate;
  private final CommandLines commands;
  private final Workbench workbench;
  private final Path folder;
  private final Map<String, Asset> assets = PlaygroundPage.read();
  private final Map<String, Recall> recalls = new ConcurrentHashMap<>();
  private final Semaphore running = new Semaphore(AT_ONCE);

  private Playground(PlaygroundSettings settings, HttpServer server) throws IOException {
    this.server = server;
    this.gate = new Gate(authority(server.getAddress()));
    this.folder = Files.createTempDirectory("memfate-serve");
    this.commands = new CommandLines(settings.mainClass(), settings.limits());
    this.workbench = new Workbench(settings, commands, folder);
    this.threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, "playground");
              thread.setDaemon(true);
              return thread;
            });
  }

  /**
   * Starts a server.
   *
   * @throws IOException if it cannot listen there
   */
  public static Playground start(PlaygroundSettings settings) throws IOException {
    // The JDK's server waits for the rest of a request without end unless it is told not to.
    System.setProperty("sun.net.httpserver.maxReqTime", "30");
    HttpServer server =
        HttpServer.create(new InetSocketAddress(settings.bind(), settings.port()), 0);
    Playground playground = new Playground(settings, server);
    server.setExecutor(playground.threads);
    server.createContext("/", playground::handle);
    server.start();
    return playground;
  }

  /** Returns what a browser puts into {@code Host}: HTTP's own port is left out. */
  private static String authority(InetSocketAddress at) {
    String host = at.getAddress().getHostAddress();
    String name = at.getAddress() instanceof Inet6Address ? "[" + host + "]" : host;
    return at.getPort() == HTTP ? name : name + ":" + at.getPort();
  }

  /** Returns the address of the page, with the token that lets in. */
  public String address() {
    return gate.address();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      try {
        String method = exchange.getRequestMethod();
        String path = String.valueOf(exchange.getRequestURI().getRawPath());
        answer(exchange, method, gate.admit(method, path, exchange.getRequestHeaders()));
      } catch (Refusal e) {
        send(exchange, e.status(), "text/plain; charset=utf-8", bytes(e.getMessage() + "\n"));
      } catch (RuntimeException e) {
        send(exchange, 500, "text/plain; charset=utf-8", bytes("a bug in memfate: " + e + "\n"));
      }
    }
  }

  private void answer(HttpExchange exchange, String method, String what)
      throws Refusal, IOException {
    Asset asset = assets.get(what);
    Matcher saved = SAVED.matcher(what);
    boolean posted = what.equals("run") || what.equals("cancel");
    boolean known = posted || what.equals("choices") || what.equals("packs");
    if (asset == null && !saved.matches() && !known) {
      throw new Refusal(404, "there is nothing here");
    }
    String allowed = posted ? "POST" : "GET";
    if (!method.equals(allowed)) {
      exchange.getResponseHeaders().set("Allow", allowed);
      throw new Refusal(405, "this is for " + allowed);
    }
    if (asset != null) {
      send(exchange, 200, asset.type() + "; charset=utf-8", bytes(asset.text()));
    } else if (posted) {
      byte[] body = body(exchange);
      String said = what.equals("run") ? run(Trial.read(body)) : cancel(Trial.readTicket(body));
      send(exchange, 200, "application/json", bytes(said));
    } else if (saved.matches()) {
      save(exchange, Integer.parseInt(saved.group(1)));
    } else {
      String said = what.equals("packs") ? packs() : workbench.choices();
      send(exchange, 200, "application/json", bytes(said));
    }
  }

  private String packs() throws Refusal {
    try {
      return workbench.packs();
    } catch (Overrun e) {
      throw new Refusal(503, "the packs cannot be listed: " + e.getMessage());
    }
  }

  private static byte[] body(HttpExchange exchange) throws Refusal, IOException {
    String type = String.valueOf(exchange.getRequestHeaders().getFirst("Content-Type"));
    if (!type.equals("application/json")) {
      throw new Refusal(415, "the body has to be application/json");
    }
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      throw new Refusal(413, "the body has more than %d bytes".formatted(LARGEST_BODY));
    }
    return body;
  }

  private String run(Trial trial) throws Refusal, IOException {
    if (!running.tryAcquire()) {
      throw new Refusal(503, "%d runs are under way: wait for one".formatted(AT_ONCE));
    }
    Recall recall = new Recall();
    try {
      recalls.put(trial.ticket(), recall);
      return workbench.run(trial, recall);
    } finally {
      recalls.remove(trial.ticket(), recall);
      running.release();
    }
  }

  /** Ends a run that is under way; one that is over, or was never there, is none. */
  private String cancel(String ticket) {
    Recall recall = recalls.get(ticket);
    if (recall != null) {
      recall.call();
    }
    return "{\"cancelled\":%b}".formatted(recall != null);
  }

  private void save(HttpExchange exchange, int number) throws Refusal, IOException {
    PageData data = workbench.run(number);
    if (data == null) {
      throw new Refusal(404, "that run is not kept any more: run again");
    }
    StringWriter page = new StringWriter();
    Page.write(data, page);
    exchange
        .getResponseHeaders()
        .set("Content-Disposition", "attachment; filename=\"memfate-report.html\"");
    send(exchange, 200, "text/html; charset=utf-8", bytes(page.toString()));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", type);
    headers.set("Content-Security-Policy", CONTENT_POLICY);
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cache-Control", "no-store");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    if (exchange.getRequestMethod().equals("HEAD")) {
      exchange.sendResponseHeaders(status, -1);
      return;
    }
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Ends the server and its processes, and removes its temporary files. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    commands.close();
    TrialFolder.delete(folder);
  }
}
