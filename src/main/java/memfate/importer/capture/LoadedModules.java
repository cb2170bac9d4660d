package memfate.importer.capture;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.importer.Problems;
import memfate.platform.SourceLocation;

/**
 * {@code /proc/modules} and {@code lsmod}. The youngest module comes first, so that the listing
 * backwards is the order of loading, which is what it tells: {@code modules.load-order}.
 */
public final class LoadedModules implements Format {
  private static final Pattern PROC =
      Pattern.compile(
          "(\\w{1,100}) \\d{1,12} \\d{1,9} (?:-|\\S{1,4000},) (?:Live|Loading|Unloading).*");
  private static final Pattern LSMOD =
      Pattern.compile("(\\w{1,100}) {1,80}\\d{1,12} {1,40}\\d{1,9}(?: .*)?");
  private static final Pattern BRIEF = Pattern.compile("(\\w{1,100}) \\d{1,9} .*");
  private static final Pattern HEADER = Pattern.compile("Module +Size +Used by.*");

  @Override
  public String name() {
    return "/proc/modules";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return isSnapshot(artifact)
        || !Rows.isIntermediate(artifact)
            && (Rows.startWith(artifact, HEADER) || Rows.firstLine(artifact, PROC));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Pattern row = isSnapshot(artifact) ? BRIEF : Rows.startWith(artifact, HEADER) ? LSMOD : PROC;
    List<Rows.Row> rows =
        new ArrayList<>(
            Rows.matching(artifact, row).stream()
                .filter(line -> Concerned.module(line.group(1)))
                .toList());
    if (rows.isEmpty() && !isSnapshot(artifact)) {
      return;
    }
    Collections.reverse(rows);
    String order = rows.stream().map(line -> line.group(1)).collect(Collectors.joining(" "));
    SourceLocation at = rows.isEmpty() ? artifact.at() : rows.get(rows.size() - 1).at();
    evidence.tell(new Setting("modules.load-order", order, at));
  }

  /** {@code lsmod.s0}: a list between the steps of a boot, which counts even when it is empty. */
  private static boolean isSnapshot(Artifact artifact) {
    return Snapshots.isListing(artifact.fileName(), "lsmod");
  }
}
