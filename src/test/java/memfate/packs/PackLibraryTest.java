package memfate.packs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import memfate.engine.Band;
import memfate.platform.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which packs there are, which quirks of them a platform has, and in which order. */
class PackLibraryTest {
  @TempDir private Path packs;

  private Selection select(String... switches) {
    return open(switches).select(Machines.x1());
  }

  private PackLibrary open(String... switches) {
    PackLibrary library = PackFolder.open(QuirkSwitches.of(List.of(switches)), packs);
    assertEquals(List.of(), library.broken());
    return library;
  }

  private static List<String> active(Selection selection) {
    return selection.active().stream().map(Selection.Applied::name).toList();
  }

  private static List<String> left(Selection selection) {
    return selection.left().stream().map(l -> l.quirk().name() + ": " + l.why()).toList();
  }

  @Test
  void theOrderIsBandThenSpecificityThenId() {
    PackFolder.of(packs, "b/far");
    PackFolder.of(packs, "a/far");
    PackFolder.of(packs, "c/near")
        .matching("dmi: {sys-vendor: Example Corp., product-name: X1-2U}");
    PackFolder.of(packs, "d/system", "system", "");
    assertEquals(List.of("d/system:odd", "c/near:odd", "a/far:odd", "b/far:odd"), active(select()));
  }

  @Test
  void theClosestRowOfAPackCounts() {
    PackFolder.of(packs, "a/rows")
        .write(
            "match.yaml",
            """
            rows:
              - match: {arch: x86_64}
                quirks: [odd]
              - match: {arch: x86_64, dmi: {product-name: "X1*"}}
                quirks: [odd]
            """);
    Selection.Applied applied = select().active().get(0);
    assertEquals(4, applied.specificity());
    assertEquals(4, applied.at().line());
  }

  @Test
  void packsOfTheAdministratorAreLocalWhateverTheyClaim() {
    PackFolder.of(packs.resolve("local"), "a/mine");
    PackLibrary library = PackFolder.open(QuirkSwitches.NONE, packs.resolve("local"));
    assertEquals(Band.LOCAL, library.packs().get(0).band());
  }

  @Test
  void aPackFoundLaterTakesThePlaceOfOneWithItsId() {
    PackFolder.of(packs.resolve("usr"), "a/same");
    PackFolder.of(packs.resolve("local"), "a/same");
    PackLibrary library =
        PackFolder.open(QuirkSwitches.NONE, packs.resolve("usr"), packs.resolve("local"));
    assertEquals(1, library.packs().size());
    assertEquals(Band.LOCAL, library.packs().get(0).band());
    assertEquals(1, library.shadowed().size());
  }

  @Test
  void aMaskReachesItsOwnBandAndThoseBelow() {
    PackFolder.of(packs, "a/plain");
    PackFolder.of(packs, "b/system", "system", "");
    PackFolder.of(packs, "c/masking", "vendor", "masks: [\"a/plain:odd\", \"b/system:odd\"]");
    Selection selection = select();
    assertEquals(List.of("b/system:odd", "c/masking:odd"), active(selection));
    assertEquals(List.of("a/plain:odd: masked by c/masking"), left(selection));
  }

  @Test
  void ofTwoThatMaskEachOtherTheStrongerStaysAndWhatIsMaskedMasksNothing() {
    PackFolder.of(packs, "a/first", "vendor", "masks: [\"b/second:odd\"]");
    PackFolder.of(packs, "b/second", "vendor", "masks: [\"a/first:odd\", \"c/third:odd\"]");
    PackFolder.of(packs, "c/third");
    assertEquals(List.of("a/first:odd", "c/third:odd"), active(select()));
  }

  @Test
  void whatIsSwitchedOnByHandIsNotMasked() {
    PackFolder.of(packs, "a/plain");
    PackFolder.of(packs, "c/masking", "vendor", "masks: [\"a/plain:odd\"]");
    assertEquals(List.of("a/plain:odd", "c/masking:odd"), active(select("+a/plain:odd")));
  }

  @Test
  void quirksAreSwitchedOnEveryPlatformAndOffOnEach() {
    PackFolder.of(packs, "a/arm").matching("arch: aarch64");
    PackFolder.of(packs, "b/x86");
    assertEquals(List.of("b/x86:odd"), active(select()));
    assertEquals(List.of("b/x86:odd", "a/arm:odd"), active(select("+a/arm:odd")));
    Selection none = select("-odd");
    assertEquals(List.of(), active(none));
    assertEquals(List.of("b/x86:odd: --quirk -odd"), left(none));
    assertEquals(List.of("even"), open("+even").unknownSwitches());
  }

  @Test
  void aQuirkThatHasToBeAskedForIsOfferedOnly() {
    PackFolder pack = PackFolder.of(packs, "a/offer");
    pack.write(
        "pack.yaml",
        """
        id: a/offer
        version: "1"
        title: t
        vendor: a
        license: Apache-2.0
        engine: {from: "0.1"}
        quirks:
          odd: {title: t, evidence: [https://example.com/], effect: e, opt-in: true}
        """);
    assertEquals(List.of("a/offer:odd: only with --quirk +odd"), left(select()));
    assertEquals(List.of("a/offer:odd"), active(select("+odd")));
  }

  @Test
  void aPackNeedsWhatItRequiresAndSoOn() {
    PackFolder.of(packs, "a/base", "vendor", "requires: [z/missing]");
    PackFolder.of(packs, "b/above", "vendor", "requires: [a/base]");
    PackFolder.of(packs, "c/alone");
    PackLibrary library = PackFolder.open(QuirkSwitches.NONE, packs);
    assertEquals(List.of("c/alone"), library.packs().stream().map(Pack::id).toList());
    assertEquals(
        List.of(
            "pack a/base requires pack z/missing, which is not there",
            "pack b/above requires pack a/base, which is not there"),
        library.broken().stream().map(b -> b.why().get(0).message()).toList());
  }

  @Test
  void aPackForAnotherMemfateIsNotUsed() {
    PackFolder pack = PackFolder.of(packs, "a/later");
    pack.write("pack.yaml", read(pack).replace("from: \"0.1\"", "from: \"2.0\""));
    assertTrue(
        broken().get(0).message().startsWith("pack a/later is written for other versions"),
        broken().toString());
  }

  @Test
  void everythingWrongWithAPackIsToldAtOnce() {
    PackFolder.of(packs, "a/wrong")
        .write(
            "pack.yaml",
            """
            id: b/wrong
            version: "1"
            vendor: a
            licence: Apache-2.0
            engine: {from: new}
            band: local
            quirks:
              Odd: {title: t, evidence: [somewhere], effects: e}
            """)
        .write("a.drl", "package p\n");
    List<String> told =
        broken().stream()
            .map(d -> "%d:%d %s".formatted(d.at().line(), d.at().column(), d.message()))
            .toList();
    assertEquals(
        List.of(
            "4:1 unknown key 'licence'",
            "1:5 the id has to be the vendor and a name",
            "1:1 'title' is missing",
            "1:1 'license' is missing",
            "5:16 'from' is \"new\", which is no version",
            "6:7 a pack is of band vendor or system, not 'local'",
            "8:8 'Odd' is no name",
            "8:42 unknown key 'effects'",
            "8:30 'somewhere' is no link",
            "8:8 'effect' is missing",
            "4:14 pack.yaml has no quirk 'odd'",
            "0:0 a rule file has to stand in the folder of its stage"),
        told);
  }

  private List<Diagnostic> broken() {
    return PackFolder.open(QuirkSwitches.NONE, packs).broken().get(0).why();
  }

  private static String read(PackFolder pack) {
    return PackFiles.ofFolder(pack.path(), "p").text("pack.yaml");
  }

  @Test
  void aReviewDateIsAWarningTheDayAfterAndChangesNothing() {
    PackFolder pack = PackFolder.of(packs, "a/dated");
    pack.write(
        "match.yaml",
        """
        rows:
          - match: {arch: x86_64}
            quirks: [odd]
            review-by: 2026-06-30
        """);
    Selection selection = select();
    assertEquals(List.of(), PackLibrary.overdue(selection, LocalDate.parse("2026-06-30")));
    Diagnostic warning = PackLibrary.overdue(selection, LocalDate.parse("2026-07-01")).get(0);
    assertEquals(Diagnostic.Severity.WARNING, warning.severity());
    assertEquals("this row of pack a/dated was to be reviewed by 2026-06-30", warning.message());
    assertEquals(2, warning.at().line());
    assertEquals(List.of("a/dated:odd"), active(selection));
  }
}
