package memfate.importer.capture;

import java.util.List;
import java.util.regex.Pattern;
import memfate.importer.CommandLine;
import memfate.importer.Problems;
import memfate.platform.KernelParameter;

/** {@code /proc/cmdline}. */
public final class KernelCommandLine implements Format {
  private static final Pattern NAME =
      Pattern.compile("(?:proc[-_.])?(?:kernel-)?cmdline(?:\\.txt)?");
  private static final Pattern BOOT_IMAGE = Pattern.compile("BOOT_IMAGE=\\S{1,400} .*");
  private static final int LONGEST = 1 << 16;

  @Override
  public String name() {
    return "/proc/cmdline";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return NAME.matcher(artifact.fileName()).matches() || Rows.firstLine(artifact, BOOT_IMAGE);
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    List<String> lines = artifact.lines();
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i).length() > LONGEST) {
        problems.warning(
            artifact.at(i + 1), "", "no kernel takes a command line of this length", "");
        continue;
      }
      for (CommandLine.Word word : CommandLine.words(lines.get(i))) {
        evidence.tell(
            new KernelParameter(word.name(), word.value(), artifact.at(i + 1, word.column())));
      }
    }
  }
}
