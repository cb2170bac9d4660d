package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.batch.Limits;
import memfate.serve.Playground;
import memfate.serve.PlaygroundSettings;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;

/** The playground, as a browser shows it. */
class PlaygroundInBrowserTest {
  private static final String RULES =
      "document.querySelector('#rule-editor .CodeMirror').CodeMirror";
  private static final String PLATFORM =
      "document.querySelector('#platform-editor .CodeMirror').CodeMirror";
  private static final String FATE =
      "return document.querySelector('.b-fate').getAttribute('aria-label')";

  private static final List<String> PANELS =
      List.of("why", "map", "timeline", "orders", "diff", "fleet");

  @TempDir static Path folder;

  private static Browser browser;
  private static Playground playground;

  @BeforeAll
  static void start() throws IOException {
    browser = Browser.start();
    playground =
        Playground.start(
            new PlaygroundSettings(
                InetAddress.getByName("127.0.0.1"),
                0,
                Path.of("rules").toAbsolutePath(),
                Path.of("inputs"),
                List.of(),
                Limits.DEFAULT,
                Main.class.getName()));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
    if (playground != null) {
      playground.close();
    }
  }

  @BeforeEach
  void open() {
    browser.visit(playground.address());
    awaitRun();
  }

  @AfterEach
  void theConsoleIsQuietAndNobodyElseIsAsked() {
    assertEquals(List.of(), browser.complaints());
    assertEquals(
        List.of(),
        browser.requests().stream()
            .filter(r -> !r.startsWith(playground.address()))
            .filter(r -> r.startsWith("http"))
            .toList());
  }

  private static void awaitRun() {
    browser.await("return document.body.dataset.run === 'done'");
  }

  private static void edit(String editor, String from, String to) {
    browser.run(
        "const [from, to] = arguments; const editor = %s; const text = editor.getValue();"
                .formatted(editor)
            + " if (!text.includes(from)) throw new Error(text);"
            + " editor.setValue(text.replace(from, () => to)); editor.focus();",
        from,
        to);
  }

  private static void runWithKeys() {
    browser.chord(Keys.CONTROL, Keys.ENTER);
    awaitRun();
  }

  private static String subject() {
    return (String) browser.run("return document.getElementById('subject').textContent");
  }

  private static String fate() {
    return String.valueOf(browser.run(FATE));
  }

  @Test
  void anEditedRuleChangesTheFateAndTheDiffShowsIt() throws IOException {
    assertTrue(fate().contains("owner cxl"), fate());
    edit(RULES, "insert( Decision.drop(", "insert( Decision.register(");
    runWithKeys();
    assertTrue(fate().contains("owner hmem"), fate());
    assertTrue(subject().contains("under v7.1-edited"), subject());

    pick("Compare with", "v7.1");
    awaitRun();
    browser.run("document.getElementById('tab-diff').click()");
    browser.await("return document.body.innerText.includes('1 of 1 platform changed')");

    browser.run("document.getElementById('tab-why').click()");
    browser.awaitPanel("why");
    assertTrue(browser.text().contains("v7.1-edited/deferred-work.drl:"), browser.text());
    savedPageShowsTheSame();
  }

  private static void savedPageShowsTheSame() throws IOException {
    Object html =
        browser.runAsync(
            "const done = arguments[0];"
                + "const click = HTMLAnchorElement.prototype.click;"
                + "HTMLAnchorElement.prototype.click = function () {"
                + " fetch(this.href).then(r => r.text()).then(done); };"
                + "document.getElementById('save').click();"
                + "HTMLAnchorElement.prototype.click = click;");
    Path saved = Files.writeString(folder.resolve("saved.html"), (String) html);
    browser.open(saved, "fleet");
    assertTrue(browser.text().contains("2 outcomes"), browser.text());
    assertTrue(browser.text().contains("v7.1-edited"), browser.text());
  }

  private static void pick(String label, String value) {
    browser.run(
        "const [name, value] = arguments;"
            + "const label = [...document.querySelectorAll('label')].find(l => l.textContent === name);"
            + "const box = document.getElementById(label.htmlFor);"
            + "if (box.type === 'checkbox') box.checked = !box.checked; else box.value = value;"
            + "box.dispatchEvent(new Event('change'));",
        label,
        value);
  }

  @Test
  void problemsOfRulesAndDescriptionsAreMarkedWhereTheyAre() {
    edit(RULES, "insert( Decision.drop(", "System.exit(0); insert( Decision.drop(");
    edit(PLATFORM, "size: 16GiB, ways", "size: \uD83D\uDE00, ways");
    runWithKeys();
    assertEquals(List.of("17:4-17:10"), marks(RULES));
    assertTrue(browser.text().contains("v7.1-edited/deferred-work.drl:17:5"), browser.text());
    assertTrue(browser.text().contains("\"System\" begins no statement"), browser.text());
    assertTrue(fate().contains("owner cxl"), "the run before stays");

    edit(RULES, "System.exit(0); ", "");
    runWithKeys();
    assertEquals(List.of(), marks(RULES));
    assertEquals(List.of("22:33-22:35"), marks(PLATFORM));
    browser.run("document.querySelector('#problems button').click()");
    assertEquals(
        "21:33",
        browser.run("const at = %s.getCursor(); return at.line + ':' + at.ch".formatted(PLATFORM)));
  }

  private static Object marks(String editor) {
    return browser.run(
        ("return %s.getAllMarks().map(m => m.find()).map(({from, to}) =>"
                + " (from.line + 1) + ':' + from.ch + '-' + (to.line + 1) + ':' + to.ch)")
            .formatted(editor));
  }

  /** A long panel in a low window once pressed the tabs out of the page. */
  @Test
  void thePanelsCanBePickedWhateverIsInView() {
    browser.run("document.getElementById('tab-why').click()");
    browser.awaitPanel("why");
    assertTrue(
        browser.isTrue(
            "const nav = document.querySelector('#page nav'); return nav.clientHeight >="
                + " document.getElementById('tabs').clientHeight"));
  }

  @Test
  void aNameIsTextWhateverItHolds() {
    String name = "<img src=x onerror=window.hacked=1>";
    edit(RULES, "CXL claims a range that one", name + " one");
    edit(PLATFORM, "id: 01-cxl-owns", "id: \"%s\"".formatted(name));
    runWithKeys();
    for (String panel : PANELS) {
      browser.run("document.getElementById('tab-%s').click()".formatted(panel));
      browser.awaitPanel(panel);
      assertFalse(browser.isTrue("return 'hacked' in window"), panel);
      assertEquals(0L, browser.run("return document.querySelectorAll('img').length"));
    }
    assertTrue(browser.text().contains(name), browser.text());
  }

  @Test
  void aRunIsCancelledWithEscapeAndTheNextOneRuns() throws IOException {
    String before = (String) browser.run("return %s.getValue()".formatted(RULES));
    browser.run(
        "const editor = %s; editor.setValue(arguments[0]); editor.focus();".formatted(RULES),
        Files.readString(Path.of("src/test/resources/hostile/cross-join-unseen.drl")));
    browser.chord(Keys.CONTROL, Keys.ENTER);
    browser.await("return !document.getElementById('cancel').disabled");
    browser.press(Keys.ESCAPE);
    awaitRun();
    assertTrue(status().startsWith("Cancelled"), status());
    assertTrue(browser.isTrue("return document.getElementById('cancel').disabled"));
    assertTrue(fate().contains("owner cxl"), "the run before stays");
    browser.run("%s.setValue(arguments[0])".formatted(RULES), before);
    runWithKeys();
    assertEquals("Done", status());
  }

  private static String status() {
    return (String) browser.run("return document.getElementById('status').innerText");
  }

  @Test
  void warningsAboutRulesThatCompileAreMarkedWhereTheyAre() {
    edit(RULES, "CurrentEvent( name", "$unused : CurrentEvent( name");
    runWithKeys();
    assertEquals("Done, 1 warning", status());
    assertEquals(List.of("12:4-12:11"), marks(RULES));
    assertTrue(
        browser.isTrue(
            "return document.querySelectorAll('.problem-mark.sev-warning').length === 1"));
    assertTrue(subject().contains("under v7.1-edited"), subject());
  }

  @Test
  void aQuirkThatIsPickedIsInForceWhateverTheMachine() {
    String quirk = "+whole-window-cxl-keeps-part";
    browser.await(
        "return [...document.querySelectorAll('#picks option')].some(o => o.value === '%s')"
            .formatted(quirk));
    Object machine =
        browser.run(
            "return [...document.querySelectorAll('#platform-bar option')]"
                + ".find(o => o.text === 'examples/04-sr-larger-than-region.yaml').value");
    pick("Machine", (String) machine);
    awaitRun();
    assertTrue(fate().contains("owner hmem"), fate());
    pick("Quirks", quirk);
    awaitRun();
    assertTrue(fate().contains("owner cxl"), fate());
    pick("Quirks", "none");
    awaitRun();
    assertTrue(fate().contains("owner hmem"), fate());
  }

  @Test
  void allOfItCanBeDoneWithTheKeyboard() {
    browser.tabTo("at.matches('#picks select')");
    browser.tabTo("at.matches('#picks input[type=checkbox]')");
    browser.press(" ");
    awaitRun();
    browser.tabTo("at.id === 'tab-orders' || at.matches('#rule-editor textarea')");
    browser.tabTo("at.matches('#rule-editor textarea')");
    browser.chord(Keys.CONTROL, Keys.END);
    browser.press("// typed");
    assertTrue(browser.isTrue("return %s.getValue().endsWith('// typed')".formatted(RULES)));
    browser.tabTo("at.matches('#platform-editor textarea')");
    runWithKeys();
    assertTrue(subject().contains("under v7.1-edited"), subject());
    browser.tabTo("at.matches('[role=tab][aria-selected=true]')");
    browser.press(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitPanel("orders");
    assertTrue(browser.text().contains("6,525,870 orders"), browser.text());
  }

  @Test
  void noPartHasABarrierForAnybody() {
    pick("Compare with", "v6.12");
    pick("All orders", "");
    awaitRun();
    for (String panel : PANELS) {
      browser.run("document.getElementById('tab-%s').click()".formatted(panel));
      browser.awaitPanel(panel);
      barriersInLightAndDark(panel);
    }
    edit(RULES, "insert( Decision.drop(", "System.exit(0); insert( Decision.drop(");
    runWithKeys();
    barriersInLightAndDark("with problems");
    // What the checker itself does to a canvas is no matter of the page.
    browser.complaints();
  }

  private static void barriersInLightAndDark(String what) {
    for (int theme = 0; theme < 3; theme++) {
      browser.run("document.getElementById('theme').click()");
      assertEquals(List.of(), browser.barriers(), what);
    }
  }
}
