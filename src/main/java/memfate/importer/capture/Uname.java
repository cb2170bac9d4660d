package memfate.importer.capture;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/**
 * {@code uname -a} and {@code uname -r}: version and architecture, and the distribution if told.
 */
public final class Uname implements Format {
  private static final String RELEASE = "(\\d{1,3}\\.\\d{1,4}(?:[.+~_-][\\w.+~-]{0,100})?)";
  private static final Pattern ALL = Pattern.compile("Linux \\S{1,100} " + RELEASE + " #.{0,400}");
  private static final Pattern VERSION = Pattern.compile(RELEASE + "\\s*");
  private static final Pattern ARCH = Pattern.compile(" (x86_64|aarch64|riscv64)\\b");

  /** What distributions put behind the version. */
  private static final Map<Pattern, String> DISTROS =
      Map.of(
          Pattern.compile("[+~.-]deb(\\d{1,3})\\b"), "debian-",
          Pattern.compile("\\.fc(\\d{1,3})\\b"), "fedora-",
          Pattern.compile("\\.el(\\d{1,3})\\b"), "rhel-");

  @Override
  public String name() {
    return "uname";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return Rows.firstLine(artifact, ALL)
        || (artifact.fileName().startsWith("uname") && Rows.firstLine(artifact, VERSION));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    Pattern line = Rows.firstLine(artifact, ALL) ? ALL : VERSION;
    Rows.matching(artifact, line).stream().findFirst().ifPresent(row -> read(row, evidence));
  }

  private static void read(Rows.Row row, Evidence evidence) {
    evidence.tell(new Setting("kernel.version", row.group(1), row.at()));
    DISTROS.forEach(
        (suffix, distro) -> {
          Matcher found = suffix.matcher(row.group(1));
          if (found.find()) {
            evidence.tell(new Setting("kernel.distro", distro + found.group(1), row.at()));
          }
        });
    Matcher arch = ARCH.matcher(row.match().group());
    String last = "";
    while (arch.find()) {
      last = arch.group(1);
    }
    if (!last.isEmpty()) {
      evidence.tell(new Setting("machine.arch", last, row.at()));
    }
  }
}
