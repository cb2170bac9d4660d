package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import memfate.eval.BootEvaluation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;

/** The page of recorded runs, as a browser shows it. */
class PageInBrowserTest {
  private static final String EXAMPLES = "inputs/examples/";
  private static final List<String> PANELS =
      List.of("fleet", "map", "timeline", "why", "orders", "diff");

  @TempDir private static Path folder;
  private static Browser browser;
  private static Path explored;
  private static Path compared;
  private static Path fleet;

  @BeforeAll
  static void start() {
    browser = Browser.start();
    Shell shell = new Shell();
    Path run = folder.resolve("explored.jsonl");
    ran(
        shell,
        "explore --detail --policy v7.1 -o jsonl=%s %s01-cxl-owns.yaml".formatted(run, EXAMPLES));
    explored = page(run);
    run = folder.resolve("compared.jsonl");
    ran(
        shell,
        "eval -q --detail --policy v6.12 --policy v7.1 -o jsonl=%s %s02-no-region-hmem-takes-over.yaml"
                .formatted(run, EXAMPLES)
            + " %s04-sr-larger-than-region.yaml %s11-unknown-srat.yaml"
                .formatted(EXAMPLES, EXAMPLES));
    compared = page(run);
    fleet = page(Fleet.write(folder.resolve("fleet.jsonl"), 10_000, 200));
  }

  @AfterAll
  static void stop() {
    if (browser != null) {
      browser.close();
    }
  }

  private static void ran(Shell shell, String arguments) {
    Console console = shell.run("target/memfate/bin/memfate " + arguments);
    assertEquals(0, console.code(), console.out());
  }

  private static Path page(Path run) {
    Path page = Path.of(run.toString().replace(".jsonl", ".html"));
    Console console = report(run, page);
    assertEquals(0, console.code(), console.err());
    return page;
  }

  private static Console report(Path run, Path page) {
    return Console.run(BootEvaluation::new, "report", run.toString(), "-o", page.toString());
  }

  @ParameterizedTest(name = "{0} shows {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "fleet | 6 outcomes",
        "fleet | PARTIAL-OVERLAP-LOSS",
        "map/3 | 16 GiB \u2013 lost",
        "map/3 | CXL Window 0",
        "map/3 | 04-sr-larger-than-region.yaml:13",
        "timeline/1/0 | workqueue",
        "timeline/1/0 | before the boot",
        "why/1 | v7.1: a Soft Reserved range that CXL did not claim is registered",
        "why/1 | Why not: the rules that decide and did not fire for it",
        "why/1 | conditions hold at",
        "orders/1 | memfate explore --detail --policy v7.1",
        "diff/3 | 12 GiB lost",
        "diff/3 | 16 GiB gained",
      })
  void everyPanelShowsItsPart(String where, String text) {
    browser.open(compared, where);
    assertTrue(browser.text().contains(text), browser.text());
  }

  @Test
  void rulesShowTheirTextAndFactsTheirLine() {
    browser.open(compared, "why/1");
    browser.run("[...document.querySelectorAll('details')].forEach(d => { d.open = true; });");
    browser.await("return document.body.innerText.includes('RegionIntersects')");
    String text = browser.text();
    assertTrue(text.contains("rule \"v7.1: a range that a CXL Window touches awaits"), text);
    assertTrue(text.contains("02-no-region-hmem-takes-over.yaml:15:5"), text);
    assertTrue(text.contains("\u2717 false"), text);
    assertTrue(text.contains("\u00b7 unreached"), text);
  }

  @Test
  void theMapFollowsTheSlider() {
    browser.open(compared, "timeline/1/0");
    assertEquals(0L, browser.run("return document.querySelectorAll('.b-fate').length"));
    String work =
        "const work = [...document.querySelectorAll('.event')]"
            + ".findIndex(e => e.getAttribute('aria-label').includes('deferred-work')) + ";
    String fate = "return document.querySelector('.b-fate').getAttribute('aria-label')";
    browser.run(
        work
            + "0; const s = document.querySelector('input[type=range]'); s.value = work; s.dispatchEvent(new Event('input'));");
    assertTrue(browser.run(fate).toString().contains("owner nobody"), browser.text());
    assertTrue(browser.run(fate).toString().contains("16 GiB not in use yet"), browser.text());
    browser.run("document.querySelector('[aria-label=\"One event on\"]').click()");
    assertTrue(browser.text().contains("decision: register"), browser.text());
    browser.run(
        "const s = document.querySelector('input[type=range]'); s.value = s.max;"
            + " s.dispatchEvent(new Event('input'));");
    assertTrue(browser.run(fate).toString().contains("owner hmem"), browser.text());
    assertTrue(browser.run(fate).toString().contains("all usable"), browser.text());
    assertTrue(browser.isTrue("return document.querySelectorAll('.lanes .span').length > 0"));
  }

  @Test
  void twoOrdersStepTogetherAndTheCriticalPairIsMarked() {
    browser.open(explored, "orders");
    String text = browser.text();
    assertTrue(text.contains("6,525,870 orders"), text);
    assertTrue(text.contains("5,519,280"), text);
    browser.await("return document.querySelectorAll('.witnesses .at').length === 1");
    assertEquals(
        "memdev-probe mem0",
        browser.run(
            "return document.querySelector('.witnesses .at .good').previousSibling.textContent"));
    assertTrue(text.contains("critical: loses"), text);
    String maps =
        "return [...document.querySelectorAll('.twin .b-fate')].map(b => b.className).join()";
    browser.run(
        "const s = document.getElementById('orders-step'); s.value = s.max; s.dispatchEvent(new Event('input'));");
    assertTrue(browser.run(maps).toString().matches("(?s).*own-cxl.*own-hmem.*"), browser.text());
    browser.run("document.querySelector('[aria-label=\"Both one event back\"]').click()");
    assertEquals(
        "38/39", browser.run("return document.querySelector('.compare output').textContent"));
  }

  @Test
  void aMapIsPickedWithTheKeyboardAndLeadsToWhy() {
    browser.open(compared, "fleet");
    browser.tabTo("at.id === 'tab-fleet'");
    browser.tabTo("at.id === 'fleet-filter'");
    browser.press("04-sr");
    browser.await(
        "return document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '3'");
    browser.tabTo("at.matches('.grid-body [role=row]')");
    browser.press(Keys.ARROW_DOWN, Keys.ENTER);
    browser.awaitPanel("map");
    browser.tabTo("at.matches('input[type=range]')");
    browser.press(Keys.ARROW_LEFT, Keys.ARROW_RIGHT);
    browser.tabTo("at.matches('.block')");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN, Keys.ARROW_UP, Keys.END);
    assertEquals("soft-reserved", browser.run("return document.activeElement.textContent"));
    assertTrue(
        browser
            .run("return document.querySelector('.map-info').textContent")
            .toString()
            .contains("16 GiB"));
    browser.press("+", "-", "0");
    browser.press(Keys.ENTER);
    browser.awaitPanel("why");
    assertTrue(browser.text().contains("0x1000000000-0x13ffffffff"), browser.text());
    browser.press(Keys.chord(Keys.SHIFT, Keys.TAB));
    browser.tabTo("at.matches('summary')");
    browser.press(Keys.ENTER);
    for (String panel : List.of("orders", "diff")) {
      browser.run("document.getElementById('tabs').querySelector('[tabindex=\"0\"]').focus()");
      browser.press(Keys.ARROW_RIGHT);
      browser.awaitPanel(panel);
    }
    browser.await("return document.querySelectorAll('.grid-body [role=row]').length === 3");
    browser.tabTo("at.matches('.grid-body [role=row]')");
    browser.press(Keys.ARROW_DOWN, " ");
    browser.await("return document.querySelectorAll('.twin .block').length > 4");
    browser.run("document.getElementById('tab-diff').focus()");
    browser.press(Keys.HOME, Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    browser.awaitPanel("timeline");
    browser.tabTo("at.matches('.event')");
    browser.press(Keys.ARROW_LEFT);
    assertTrue(
        browser.isTrue("return document.activeElement.matches('.event[aria-current=step]')"));
  }

  @Test
  void nothingIsAskedOfTheNetworkAndTheConsoleIsQuiet() {
    browser.complaints();
    browser.requests();
    for (Path page : List.of(explored, compared, fleet)) {
      for (String panel : PANELS) {
        browser.open(page, panel);
      }
      List<String> requests =
          browser.requests().stream().filter(r -> !r.equals("about:blank")).distinct().toList();
      assertEquals(
          List.of(page.toUri().toString()),
          requests.stream().map(r -> r.replaceFirst("#.*", "")).distinct().toList());
    }
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void thePolicyOfThePageIsInForce() {
    browser.open(compared, "fleet");
    browser.run(
        "window.broken = []; document.addEventListener('securitypolicyviolation',"
            + " e => window.broken.push(e.effectiveDirective));"
            + "const s = document.createElement('script');"
            + "try { s.textContent = 'window.hacked = 1'; } catch (e) { window.broken.push('text'); }"
            + "document.body.append(s);"
            + "try { document.body.insertAdjacentHTML('beforeend', '<b>x</b>'); }"
            + " catch (e) { window.broken.push('markup'); }"
            + "fetch('https://memfate.invalid/').catch(() => {});"
            + "const i = new Image(); i.src = 'https://memfate.invalid/x.png'; document.body.append(i);"
            + "const d = document.createElement('div'); d.setAttribute('style', 'color:red'); document.body.append(d);");
    browser.await(
        "return ['markup', 'connect-src', 'img-src', 'style-src-attr']"
            + ".every(d => window.broken.includes(d))");
    assertFalse(browser.isTrue("return 'hacked' in window"));
    browser.complaints();
    browser.requests();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {
        "fleet",
        "map/3",
        "timeline/1/20",
        "why/1",
        "orders/1",
        "diff/3",
        "map/5",
        "why/5"
      })
  void noPanelHasABarrierForAnybody(String where) {
    browser.open(compared, where);
    openAll();
    barriersInLightAndDark(where);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"orders", "why/0", "diff"})
  void ofAllOrdersNoPanelHasABarrierForAnybody(String where) {
    browser.open(explored, where);
    openAll();
    barriersInLightAndDark(where);
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"fleet", "map/7", "timeline/7", "why/7", "orders/7", "diff"})
  void ofAFleetWithoutDetailNoPanelHasABarrierForAnybody(String where) {
    browser.open(fleet, where);
    barriersInLightAndDark(where);
  }

  private static void openAll() {
    browser.run("document.querySelectorAll('details').forEach(d => { d.open = true; });");
  }

  private static void barriersInLightAndDark(String what) {
    for (int theme = 0; theme < 2; theme++) {
      browser.run("document.getElementById('theme').click()");
      assertEquals(List.of(), browser.barriers(), what);
    }
  }

  @Test
  void aLongTableHasTheElementsOfItsRowsInView() {
    browser.open(fleet, "fleet");
    assertTrue(browser.text().contains("10,000 outcomes"), browser.text());
    String rows = "return document.querySelectorAll('.grid-body [role=row]').length";
    assertTrue((Long) browser.run(rows) < 80);
    browser.run("document.querySelector('.grid-scroll').scrollTop = 1e9");
    browser.await("return document.body.innerText.includes('node-04999')");
    assertTrue((Long) browser.run(rows) < 80);
    browser.run(
        "[...document.querySelectorAll('.count')].find(b => b.dataset.value === 'SR-UNALIGNED').click()");
    browser.await(
        "return document.querySelector('[role=grid]').getAttribute('aria-rowcount') === '667'");
    browser.run(
        "[...document.querySelectorAll('[role=columnheader] button')].find(b => b.textContent === 'lost').click()");
    assertEquals(
        "descending",
        browser.run(
            "return document.querySelectorAll('[role=columnheader]')[6].getAttribute('aria-sort')"));
    assertTrue(
        browser
            .run("return document.querySelector('.grid-body [role=row]').textContent")
            .toString()
            .contains("24 GiB"));
  }

  @Test
  void theFocusOfATableStaysWithItsRow() {
    browser.open(fleet, "fleet");
    browser.tabTo("at.matches('.grid-body [role=row]')");
    browser.press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
    String row = "return document.activeElement.getAttribute('aria-rowindex')";
    assertEquals("4", browser.run(row));
    browser.run("document.querySelector('.grid-scroll').scrollTop = 1e9");
    browser.await("return document.activeElement.matches('.grid-scroll')");
    browser.press(Keys.ARROW_DOWN);
    assertEquals("5", browser.run(row));
    assertTrue(
        browser
            .run("return document.activeElement.textContent")
            .toString()
            .startsWith("node-00001v7.1"));
    browser.press(Keys.END);
    assertEquals("10001", browser.run(row));
    browser.press(Keys.HOME, Keys.ENTER);
    browser.awaitPanel("map");
    assertTrue(browser.text().contains("node-00000"), browser.text());
  }

  @Test
  void aFilterThatNothingMatchesSaysSo() {
    browser.open(fleet, "fleet");
    browser.tabTo("at.id === 'fleet-filter'");
    browser.press("no such thing");
    browser.await("return document.body.innerText.includes('No outcome matches the filter.')");
    assertTrue(browser.text().contains("0 outcomes"), browser.text());
    browser.run(
        "const box = document.getElementById('fleet-filter'); box.value = '';"
            + " box.dispatchEvent(new Event('input'));");
    browser.await("return document.querySelectorAll('.grid-body [role=row]').length > 20");
  }

  @Test
  void aPageWithoutDetailSaysHowToRecordIt() {
    browser.open(fleet, "timeline/7");
    assertTrue(
        browser
            .text()
            .contains(
                "memfate eval --detail --policy v7.1 -o jsonl=run.jsonl fleet/rack7/node.yaml"),
        browser.text());
    browser.open(fleet, "map/7");
    assertTrue(browser.text().contains("CXL Window 3"), browser.text());
  }

  @Test
  void aNameIsTextWhateverItHolds() throws IOException {
    String name = "</script><img src=x onerror=window.hacked=1><!--{{1}}\\u2028";
    Path run = folder.resolve("hostile.jsonl");
    Files.writeString(
        run,
        Files.readString(folder.resolve("compared.jsonl"))
            .replace("02-no-region-hmem-takes-over\"", name + "\"")
            .replace("02-no-region-hmem-takes-over.yaml", name)
            .replace("await CXL initial probe", name)
            .replace("\"CXL Window 0\"", "\"" + name + "\"")
            .replace("\"v7.1\"", "\"" + name + "\"")
            .replace("deferred-work", name));
    Path page = page(run);
    browser.complaints();
    for (String panel : PANELS) {
      browser.open(page, panel + "/1/20");
      assertFalse(browser.isTrue("return 'hacked' in window"), panel);
      assertEquals(0L, browser.run("return document.querySelectorAll('img').length"));
      assertTrue(browser.text().contains("<img src=x onerror=window.hacked=1>"), panel);
    }
    assertEquals(List.of(), browser.complaints());
  }

  @Test
  void twoRunsAreComparedByPlatformAndPolicy() throws IOException {
    Path before = Fleet.write(folder.resolve("before.jsonl"), 40, 1);
    Path after = folder.resolve("after.jsonl");
    Files.writeString(
        after,
        Files.readString(before)
            .replace(
                "\"owner\":\"hmem\",\"usable\":\"0x200000000\"",
                "\"owner\":\"none\",\"usable\":\"0x0\""));
    Path page = folder.resolve("two.html");
    Console console =
        Console.run(
            BootEvaluation::new,
            "report",
            before.toString(),
            after.toString(),
            "-o",
            page.toString());
    assertEquals(0, console.code(), console.err());
    browser.open(page, "diff");
    browser.run(
        "const [left, right] = document.querySelectorAll('select');"
            + "right.value = '2'; right.dispatchEvent(new Event('change'));");
    browser.await("return document.body.innerText.includes('of 20 platforms changed')");
    assertTrue(browser.text().contains("v6.12 in " + after), browser.text());
    assertTrue(browser.text().contains("0 bytes gained"), browser.text());
    assertFalse(browser.text().contains("0 bytes lost, "), browser.text());
    browser.await("return document.querySelectorAll('.twin .block').length > 1");
    assertTrue(browser.text().contains("8 GiB lost"), browser.text());
  }

  @Test
  void aTornRunIsShownAndSaidToBeTorn() throws IOException {
    Path run = folder.resolve("torn.jsonl");
    List<String> lines = Files.readAllLines(folder.resolve("compared.jsonl"));
    Files.write(run, lines.subList(0, 3));
    Path page = folder.resolve("torn.html");
    Console console = report(run, page);
    assertEquals(3, console.code());
    assertTrue(console.err().contains("the run is torn"), console.err());
    browser.open(page, "fleet");
    assertTrue(browser.text().contains("the run is torn: it has no summary record"));
    assertTrue(browser.text().contains("2 outcomes"), browser.text());
  }

  @Test
  void whatNeverBootedSaysWhyInEveryPanel() throws IOException {
    Path machine = folder.resolve("broken.yaml");
    Files.writeString(
        machine,
        "schema: memfate-platform/1\nid: broken\nfirmware-map:\n"
            + "  - {range: \"0x2000-0x1fff\", e820: usable}\n");
    Path run = folder.resolve("broken.jsonl");
    Console console =
        Console.run(
            BootEvaluation::new, "eval", "--detail", "-o", "jsonl=" + run, machine.toString());
    assertEquals(3, console.code(), console.err());
    Path page = page(run);
    for (String panel : List.of("map", "timeline", "why", "orders")) {
      browser.open(page, panel);
      assertTrue(browser.text().contains("the description cannot be read"), browser.text());
      assertTrue(browser.text().contains("range ends at 0x1fff"), browser.text());
      assertFalse(browser.text().contains("Record it with"), browser.text());
    }
    assertEquals(List.of(), browser.barriers());
  }

  @Test
  void aRunOfFiftyMegabytesIsShown() {
    Path page = page(Fleet.write(folder.resolve("large.jsonl"), 500, 100_000));
    browser.open(page, "map/499");
    assertTrue(browser.text().contains("CXL Window 3"), browser.text());
  }
}
