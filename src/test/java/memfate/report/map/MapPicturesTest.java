package memfate.report.map;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Band;
import memfate.boot.Outcome.MapChange;
import memfate.boot.Outcome.MapRow;
import memfate.boot.Outcome.MapStep;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import memfate.report.Evaluated;
import memfate.report.Input;
import memfate.report.Run;
import memfate.report.Summary;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

class MapPicturesTest {
  private static final long GIB = 1L << 30;
  private static final String HOSTILE = "</svg><script>alert(1)</script>\u001b[31m\"&\ud800";

  @Test
  void theTextHasALineForEachLane() {
    assertEquals(
        """
                      0                      100000000
                      |----------------//////|-----------------------------
        fate                                 [HHH H 4 GiB, 1 GiB lost !!!!]
        firmware      [=== usable ====]      [====== soft-reserved =======]
        iomem         [=== usable ====]      [======= CXL Window 0 =======]
                                             [=============]
        """,
        text(
            change(Band.FATE, new MapRow(range(4, 4), "hmem", 0, 3 * GIB, SourceLocation.NONE)),
            change(
                Band.FIRMWARE, row(range(0, 1), "usable", 0), row(range(4, 4), "soft-reserved", 0)),
            change(
                Band.IOMEM,
                row(range(0, 1), "usable", 0),
                row(range(4, 4), "CXL Window 0", 0),
                row(range(4, 2), "", 1))));
  }

  @Test
  void whatIsTooNarrowForItsOwnColumnShowsTheLoss() {
    List<MapRow> rows = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      rows.add(new MapRow(range(4 + i, 1), "cxl", 0, i == 200 ? 0 : GIB, SourceLocation.NONE));
    }
    String fate = text(new MapChange(Band.FATE, 0, 0, rows)).lines().toList().get(2);
    assertEquals(1, fate.chars().filter(c -> c == '!').count());
    assertFalse(fate.contains("*"), fate);
  }

  @Test
  void thePictureIsWellFormedWhateverANameHolds() throws Exception {
    String svg = svg(outcome(HOSTILE, change(Band.DAX, row(range(1, 1), HOSTILE, 0))));
    Document parsed =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
    assertEquals(0, parsed.getElementsByTagName("script").getLength());
    assertTrue(svg.contains("&lt;/svg&gt;"), svg);
  }

  @Test
  void thePictureSaysALossInWordsAndHatchesIt() {
    String svg =
        svg(
            outcome(
                "x",
                change(Band.FATE, new MapRow(range(4, 4), "hmem", 0, 0, SourceLocation.NONE))));
    assertTrue(svg.contains("H 4 GiB lost</text>"), svg);
    assertTrue(svg.contains("fill=\"url(#lost)\""), svg);
    assertTrue(svg.contains("fate: hmem, 100000000-1ffffffff, 4 GiB, 0 bytes usable"), svg);
  }

  @Test
  void aRunWithoutMapsStillDrawsTheFates() {
    Outcome.RangeFate fate =
        new Outcome.RangeFate(
            range(4, 4),
            Outcome.Owner.CXL,
            4 * GIB,
            List.of(),
            null,
            null,
            List.of(),
            List.of(),
            SourceLocation.NONE);
    AddressMap map =
        AddressMap.of(
            new Outcome(
                "x",
                "v7.1",
                Outcome.Status.OK,
                List.of(fate),
                "",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of()));
    assertEquals(Map.of(Band.FATE, 1), Map.of(Band.FATE, map.bands().get(Band.FATE).size()));
  }

  private static String text(MapChange... changes) {
    return new AsciiMap(MapLayout.of(AddressMap.of(outcome("x", changes))), 53).draw();
  }

  private static String svg(Outcome outcome) {
    StringWriter text = new StringWriter();
    SvgReport report = new SvgReport(text);
    try {
      report.begin(new Run("1", List.of(), List.of(), Map.of()));
      report.outcome(new Evaluated(new Input("x.yaml", 1, 1, ""), null, outcome));
      report.end(new Summary());
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
    return text.toString();
  }

  private static Outcome outcome(String id, MapChange... changes) {
    return new Outcome(
        id,
        "v7.1",
        Outcome.Status.OK,
        List.of(),
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(),
        List.of(new MapStep(1, "boot", "firmware", 0, List.of(changes))));
  }

  private static MapChange change(Band band, MapRow... rows) {
    return new MapChange(band, 0, 0, List.of(rows));
  }

  private static MapRow row(AddressRange range, String name, int depth) {
    return new MapRow(range, name, depth, -1, SourceLocation.NONE);
  }

  private static AddressRange range(long gib, long size) {
    return AddressRange.ofSize(gib * GIB, size * GIB);
  }
}
