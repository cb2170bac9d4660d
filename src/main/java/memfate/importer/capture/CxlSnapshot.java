package memfate.importer.capture;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.importer.Problems;

/**
 * {@code cxl.s0}, {@code cxl.step01-bind}: names of the devices of {@code /sys/bus/cxl} between the
 * steps of a boot. It tells which memory devices there are: {@code cxl.memdevs}.
 */
public final class CxlSnapshot implements Format {
  private static final Pattern MEMDEV = Pattern.compile("(mem\\d{1,6})");

  @Override
  public String name() {
    return "/sys/bus/cxl between steps";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Snapshots.isListing(artifact.fileName(), "cxl");
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    List<Rows.Row> rows = Rows.matching(artifact, MEMDEV);
    String names = rows.stream().map(row -> row.group(1)).collect(Collectors.joining(" "));
    evidence.tell(new Setting("cxl.memdevs", names, artifact.at()));
  }
}
