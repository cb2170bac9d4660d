package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.openqa.selenium.Keys;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.interactions.Actions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Chromium without a window. Where there is none its tests are skipped, unless {@code
 * -Dbrowser.required} or the environment's {@code MEMFATE_BROWSER=required} says that there must be
 * one.
 */
final class Browser implements AutoCloseable {
  /** Kept: a logger that nobody holds forgets its level. */
  private static final Logger SELENIUM = Logger.getLogger("org.openqa.selenium");

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ChromeDriver driver;
  private final Path profile;

  private Browser(ChromeDriver driver, Path profile) {
    this.driver = driver;
    this.profile = profile;
  }

  /** Starts it, or skips the test. */
  static Browser start() {
    Optional<Path> chromium = onPath("chromium", "chromium-browser", "google-chrome");
    Optional<Path> driver = onPath("chromedriver");
    boolean there = chromium.isPresent() && driver.isPresent();
    String missing =
        "no chromium and chromedriver on the PATH: the page is not tested in a browser (Debian:"
            + " apt-get install chromium chromium-driver)";
    if (isRequired()) {
      assertTrue(there, missing);
    }
    assumeTrue(there, missing);
    SELENIUM.setLevel(Level.SEVERE);
    try {
      Path profile = Files.createTempDirectory("memfate-browser");
      ChromeDriverService service =
          new ChromeDriverService.Builder()
              .usingDriverExecutable(driver.orElseThrow().toFile())
              .usingAnyFreePort()
              .build();
      ChromeDriver started = new ChromeDriver(service, options(chromium.orElseThrow(), profile));
      started.manage().timeouts().scriptTimeout(PATIENCE).pageLoadTimeout(PATIENCE);
      return new Browser(started, profile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isRequired() {
    return Boolean.getBoolean("browser.required")
        || "required".equals(System.getenv("MEMFATE_BROWSER"));
  }

  private static ChromeOptions options(Path chromium, Path profile) {
    ChromeOptions options = new ChromeOptions();
    options.setBinary(chromium.toFile());
    options.addArguments(
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--disable-dev-shm-usage",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
        "--window-size=1280,800",
        "--user-data-dir=" + profile);
    LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    options.setCapability("goog:loggingPrefs", logs);
    return options;
  }

  private static Optional<Path> onPath(String... names) {
    String path = System.getenv("PATH");
    return Stream.of(path == null ? new String[0] : path.split(File.pathSeparator))
        .flatMap(folder -> Stream.of(names).map(name -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Opens a page at a panel, such as {@code why/0/-1/2}, and waits until it is there. */
  void open(Path page, String where) {
    driver.get("about:blank");
    driver.get(page.toUri() + "#" + where);
    awaitPanel(where.replaceFirst("/.*", ""));
  }

  /** Opens an address. */
  void visit(String address) {
    driver.get(address);
  }

  void awaitPanel(String panel) {
    await("return document.body.dataset.ready === '%s'".formatted(panel));
  }

  /** Waits until a script returns true. */
  void await(String script) {
    Object there =
        driver.executeAsyncScript(
            "const done = arguments[0]; const is = () => { "
                + script
                + " };"
                + "const look = () => is() ? done(true) : setTimeout(look, 15); look();");
    assertTrue(Boolean.TRUE.equals(there), script);
  }

  Object run(String script, Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** Runs a script that calls its last argument when it is done. */
  Object runAsync(String script) {
    return driver.executeAsyncScript(script);
  }

  boolean isTrue(String script) {
    return Boolean.TRUE.equals(run(script));
  }

  /** Returns the text that is to be seen. */
  String text() {
    return (String) run("return document.body.innerText");
  }

  /** Types keys, wherever the focus is. */
  void press(CharSequence... keys) {
    for (CharSequence key : keys) {
      new Actions(driver).sendKeys(key).perform();
    }
  }

  /** Presses a key while another is held. */
  void chord(Keys held, CharSequence key) {
    new Actions(driver).keyDown(held).sendKeys(key).keyUp(held).perform();
  }

  /** Presses the tab key until a script about {@code document.activeElement} returns true. */
  void tabTo(String script) {
    for (int i = 0; i < 80; i++) {
      if (isTrue("const at = document.activeElement; return " + script)) {
        return;
      }
      press(Keys.TAB);
    }
    throw new AssertionError("the tab key does not come to: " + script + "\n" + text());
  }

  /** Returns what the console says is wrong since the last call. */
  List<String> complaints() {
    List<String> complaints = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.BROWSER)) {
      if (entry.getLevel().intValue() >= Level.WARNING.intValue()) {
        complaints.add(entry.getMessage());
      }
    }
    return complaints;
  }

  /** Returns the addresses that were asked for since the last call. */
  List<String> requests() {
    List<String> addresses = new ArrayList<>();
    for (LogEntry entry : driver.manage().logs().get(LogType.PERFORMANCE)) {
      JsonNode message = JsonMapper.shared().readTree(entry.getMessage()).path("message");
      if (message.path("method").asString("").equals("Network.requestWillBeSent")) {
        addresses.add(message.path("params").path("request").path("url").asString(""));
      }
    }
    return addresses;
  }

  /** Returns what axe-core finds grave in the page as it is, a line each. */
  List<String> barriers() {
    if (!isTrue("return typeof window.axe === 'object'")) {
      run(resource("/META-INF/resources/webjars/axe-core/4.6.3/axe.min.js"));
    }
    Object found =
        driver.executeAsyncScript(
            "const done = arguments[0];"
                + "axe.run(document, {resultTypes: ['violations']}).then(r => done(JSON.stringify("
                + "r.violations.filter(v => v.impact === 'serious' || v.impact === 'critical')"
                + ".map(v => v.id + ': ' + v.nodes.slice(0, 3).map(n => n.html + ' ' +"
                + " n.failureSummary).join(' | ')))), e => done(JSON.stringify(['axe failed: ' + e])));");
    List<String> barriers = new ArrayList<>();
    JsonMapper.shared().readTree((String) found).forEach(b -> barriers.add(b.asString()));
    return barriers;
  }

  Object devTools(String command, Map<String, Object> parameters) {
    return driver.executeCdpCommand(command, parameters);
  }

  void size(int width, int height) {
    devTools(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", width, "height", height, "deviceScaleFactor", 1, "mobile", false));
  }

  /** Returns what is in view, as PNG. */
  byte[] picture() {
    return driver.getScreenshotAs(org.openqa.selenium.OutputType.BYTES);
  }

  private static String resource(String name) {
    try (InputStream in = Browser.class.getResourceAsStream(name)) {
      assertTrue(in != null, name);
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    driver.quit();
    try (Stream<Path> files = Files.walk(profile)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
