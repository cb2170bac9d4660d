package memfate.report.map;

import java.io.IOException;
import java.io.Writer;
import memfate.report.Evaluated;
import memfate.report.Report;
import memfate.report.Run;
import memfate.report.Summary;

/** The address maps of a run below each other, as one SVG picture, for light and dark pages. */
public final class SvgReport implements Report {
  private static final int MARGIN = 12;
  private static final int BETWEEN = 18;
  private static final String LEGEND =
      "C cxl \u00b7 H hmem \u00b7 R system-ram \u00b7 - nobody \u00b7 cross-hatched: share that is lost"
          + " \u00b7 // nothing stands there \u00b7 widths grow with the fourth root of the size";
  private static final String STYLE =
      """
      <style>
      svg{background:#fff;color:#1c2128}
      text{font:11px ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;fill:#1c2128}
      .heading{font-weight:600;font-size:12px}
      .band,.address,.legend{fill:#57606a}.address,.legend{font-size:10px}.strong{font-weight:600;stroke:#fff;stroke-width:3px;paint-order:stroke}
      .axis,.cut{stroke:#8c959f}
      .row{fill:#eef1f4;stroke:#c5ccd3}
      .cxl{fill:#c9defc;stroke:#2f6fde}.hmem{fill:#fbe0b5;stroke:#9a6700}
      .system-ram{fill:#c9ecd2;stroke:#1a7f37}.none{fill:#f6f8fa;stroke:#8c959f}
      .hatch{stroke:none}.hatch.lost{stroke:#cf222e;stroke-width:1.5}
      pattern path{stroke-width:1;fill:none;stroke:#1c2128;stroke-opacity:.22}
      pattern .loss{stroke:#cf222e;stroke-opacity:.85;stroke-width:1.4}pattern .under{fill:#ffdcdb}
      @media (prefers-color-scheme:dark){
      svg{background:#0f1419;color:#e0e5ea}text{fill:#e0e5ea}.strong{stroke:#0f1419}
      .band,.address,.legend{fill:#9aa5b1}.axis,.cut{stroke:#5b6672}
      .row{fill:#1d242c;stroke:#3a444f}
      .cxl{fill:#12325e;stroke:#5b9bf8}.hmem{fill:#4d3608;stroke:#e0a030}
      .system-ram{fill:#123f22;stroke:#4ac26b}.none{fill:#161b21;stroke:#6b7683}
      pattern path{stroke:#e0e5ea}pattern .under{fill:#5a1519}pattern .loss{stroke:#ff7b72}
      .hatch.lost{stroke:#ff7b72}}
      </style>
      <defs>
      <pattern id="cxl" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 6L6 0"/></pattern>
      <pattern id="hmem" width="6" height="6" patternUnits="userSpaceOnUse"><path d="M0 0L6 6"/></pattern>
      <pattern id="system-ram" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M0 2.5H5"/></pattern>
      <pattern id="none" width="5" height="5" patternUnits="userSpaceOnUse"><path d="M2.5 0V5"/></pattern>
      <pattern id="lost" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="under" width="6" height="6"/><path class="loss" d="M0 0L6 6M0 6L6 0"/></pattern>
      </defs>
      """;

  private final Writer out;
  private final StringBuilder maps = new StringBuilder();
  private int height = MARGIN;

  public SvgReport(Writer out) {
    this.out = out;
  }

  @Override
  public void begin(Run run) {}

  @Override
  public void outcome(Evaluated evaluated) {
    String subject = evaluated.outcome().platform();
    String policy = evaluated.outcome().policy();
    for (NamedMap named : NamedMap.of(evaluated.outcome())) {
      String heading = subject + (policy.isEmpty() ? "" : " under " + policy);
      heading += named.condition().isEmpty() ? "" : ", " + named.condition();
      SvgMap.Drawn drawn = SvgMap.draw(MapLayout.of(named.map()), heading);
      maps.append("<g transform=\"translate(%d %d)\">\n".formatted(MARGIN, height));
      maps.append(drawn.svg()).append("</g>\n");
      height += drawn.height() + BETWEEN;
    }
  }

  @Override
  public void end(Summary summary) throws IOException {
    int width = SvgMap.WIDTH + 2 * MARGIN;
    out.write(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" width=\"%d\" height=\"%d\" role=\"img\">\n"
            .formatted(width, height + MARGIN, width, height + MARGIN));
    out.write("<title>Address map</title>\n" + STYLE + maps);
    out.write(
        "<text class=\"legend\" x=\"%d\" y=\"%d\">%s</text>\n"
            .formatted(MARGIN, height + 2, LEGEND));
    out.write("</svg>\n");
    out.flush();
  }
}
