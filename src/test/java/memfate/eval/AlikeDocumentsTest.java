package memfate.eval;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import memfate.batch.DecisionCache;
import memfate.batch.Occurrence;
import memfate.batch.RecordForm;
import memfate.boot.BootOptions;
import memfate.boot.Outcome;
import memfate.importer.DescriptionReader;
import memfate.importer.Origin;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.report.Evaluated;
import memfate.report.JsonLinesReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlikeDocumentsTest {
  private static final Choice CHOICE = Choice.named("p");
  private static final BootOptions OPTIONS = BootOptions.DEFAULT;

  private final Boots boots = new CachedBoots(AlikeDocumentsTest::boot, new DecisionCache());

  /** Says in words and in places where the first entry of the map and the machine stand. */
  private static Outcome boot(Platform platform, Choice choice, BootOptions options) {
    SourceLocation entry = platform.firmwareMap().rows().get(0).at();
    SourceLocation machine = platform.machine().at();
    String words = "\"%s\" of %s, %s".formatted(entry, platform.id(), machine);
    return new Outcome(
        platform.id(),
        choice.policy(),
        Outcome.Status.OK,
        List.of(),
        "",
        List.of(words),
        List.of(
            new Outcome.Finding("X", Diagnostic.Severity.INFO, words, "", -1, machine, null, null)),
        List.of(Diagnostic.error(words, entry)),
        List.of(),
        List.of());
  }

  private static String line(String id, String end) {
    return ("{\"machine\":{\"vendor\":\"v\"},\"schema\":\"memfate-platform/1\",\"id\":\"%s\","
            + "\"firmware-map\":[{\"range\":\"0x1000-0x%s\",\"e820\":\"usable\"}]}\n")
        .formatted(id, end);
  }

  private static List<Pending> pending(String file, String text) {
    List<Pending> all = new ArrayList<>();
    new DescriptionReader()
        .split(
            Origin.of(file),
            new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)),
            unread -> all.add(new PendingDocument(unread)));
    return all;
  }

  private Evaluated read(AlikeDocuments documents, Pending pending) {
    Description description = pending.read().get(0);
    Judged judged = Judged.run(description, description.platform(), CHOICE, boots, OPTIONS);
    documents.learn(pending, new AlikeDocuments.Booted(description, CHOICE, OPTIONS, 0, 1), judged);
    return judged.evaluated();
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(strings = {"x.jsonl", "a \"b\"\\c.jsonl", "é😀\t.jsonl", "-"})
  void theThirdIsAnsweredAsIfItWasRead(String file) {
    AlikeDocuments documents = new AlikeDocuments(boots);
    List<Pending> fleet = new ArrayList<>();
    fleet.addAll(pending("first.jsonl", line("a", "1fff") + line("bb", "1fff")));
    fleet.addAll(pending(file, "\n" + line("c", "1fff") + " " + line("longer", "1fff")));
    read(documents, fleet.get(0)); // before it the policy is not known to compile
    read(documents, fleet.get(1));

    for (Pending pending : fleet.subList(2, 4)) {
      AlikeDocuments.Alike alike = documents.find(pending).orElseThrow();
      Evaluated evaluated = read(new AlikeDocuments(boots), pending);
      RecordForm form = alike.answers().get(0);
      Occurrence occurrence = alike.occurrence();

      assertEquals(JsonLinesReport.line(evaluated), form.record(occurrence));
      assertEquals(evaluated, form.evaluated(occurrence));
      assertEquals(evaluated.outcome().diagnostics(), form.diagnostics(occurrence));
    }
  }

  @Test
  void theFirstIsOnlyTakenNoteOf() {
    AlikeDocuments documents = new AlikeDocuments(boots);
    List<Pending> fleet = pending("x", line("a", "1fff") + line("b", "1fff") + line("c", "2fff"));
    read(documents, fleet.get(0));

    assertEquals(Optional.empty(), documents.find(fleet.get(1)));
    read(documents, fleet.get(1));
    assertTrue(documents.find(fleet.get(0)).isPresent());
    assertEquals(Optional.empty(), documents.find(fleet.get(2)));
  }

  @Test
  void aDocumentIsKnownWhenAllItsPoliciesAre() {
    AlikeDocuments two = new AlikeDocuments(boots);
    List<Pending> fleet = pending("x", line("a", "1fff") + line("b", "1fff"));
    for (int policy : new int[] {0, 1}) {
      for (Pending pending : fleet) {
        assertEquals(Optional.empty(), two.find(pending));
        Description description = pending.read().get(0);
        Judged judged = Judged.run(description, description.platform(), CHOICE, boots, OPTIONS);
        two.learn(
            pending, new AlikeDocuments.Booted(description, CHOICE, OPTIONS, policy, 2), judged);
      }
    }
    assertEquals(2, two.find(fleet.get(0)).orElseThrow().answers().size());
  }

  @Test
  void thoseUsedLastAreKept() {
    String one = line("a", "1fff") + line("b", "1fff");
    String other = one.replace("1fff", "2fff");
    List<Pending> fleet = pending("x", one + one + other);
    AlikeDocuments unbounded = new AlikeDocuments(boots);
    fleet.forEach(pending -> read(unbounded, pending));
    AlikeDocuments small = new AlikeDocuments(boots, 2000);
    fleet.forEach(pending -> read(small, pending));
    AlikeDocuments none = new AlikeDocuments(boots, 0);
    fleet.forEach(pending -> read(none, pending));

    assertTrue(unbounded.find(fleet.get(0)).isPresent());
    assertFalse(small.find(fleet.get(0)).isPresent());
    assertTrue(small.find(fleet.get(5)).isPresent());
    assertFalse(none.find(fleet.get(5)).isPresent());
  }
}
