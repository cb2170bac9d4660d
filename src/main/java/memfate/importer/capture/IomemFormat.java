package memfate.importer.capture;

import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.Problems;

/**
 * {@code /proc/iomem}, as the kernel prints it or as mails quote it.
 *
 * <p>The listing is told as it is, and the rows of a description that it shows: the firmware's
 * memory map, PCI windows, CXL Windows, regions and dax devices. How far to believe them is for the
 * merge: the tree is what the kernel made of the firmware's map, not the map.
 */
public final class IomemFormat implements Format {
  /** {@code /proc/ioports} has four digits where this file has eight. */
  private static final int FEWEST_DIGITS = 8;

  private static final List<String> NAMES =
      List.of("System RAM", "Reserved", "Soft Reserved", "PCI Bus ", "CXL Window ");

  private static final Pattern WHEN =
      Pattern.compile("iomem(?:\\.|[-_](?=after|before|early|final|step))([^./]++)(?:\\.\\w++)*+");
  private static final Pattern PROMPT =
      Pattern.compile("[$#].*+|\\[[^\\]]{0,80}+\\][#$].*+|[\\w.-]{1,60}+@[^#$]{0,80}+[#$].*+");

  @Override
  public String name() {
    return "/proc/iomem";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    String name = artifact.fileName().toLowerCase(Locale.ROOT);
    if (name.startsWith("iomem") || name.equals("proc_iomem")) {
      return true;
    }
    int entries = 0;
    int others = 0;
    boolean known = false;
    for (String line : artifact.head().lines().toList()) {
      IomemLine entry = IomemLine.parse(line, 1);
      if (entry != null && entry.last().length() >= FEWEST_DIGITS) {
        entries++;
        known |= NAMES.stream().anyMatch(entry.name()::startsWith);
      } else if (!isSilent(line)) {
        others++;
      }
    }
    return known && entries > others;
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    IomemReading reading = new IomemReading(artifact, evidence, problems);
    Iterator<String> lines = artifact.text().lines().iterator();
    for (int number = 1; lines.hasNext(); number++) {
      reading.line(number, lines.next());
    }
    reading.finish(when(artifact.fileName()));
  }

  /** What stands in {@code iomem.early} or {@code iomem-after-unplug.txt}; else nothing. */
  private static String when(String fileName) {
    Matcher matcher = WHEN.matcher(fileName);
    boolean plain = !matcher.matches() || matcher.group(1).matches("txt|log|out");
    return plain ? "" : matcher.group(1);
  }

  /** Prompts, ellipses and empty lines around an excerpt mean nothing. */
  static boolean isSilent(String text) {
    String line = text.length() > 200 ? text.substring(0, 200) : text;
    String bare = line.replaceFirst("^[> \\t]++", "").strip();
    return bare.isEmpty()
        || bare.startsWith("...")
        || bare.startsWith("\u2026")
        || bare.equals("[...]")
        || bare.equals("[snip]")
        || bare.equals("<snip>")
        || bare.startsWith("```")
        || bare.endsWith("/proc/iomem")
        || PROMPT.matcher(bare).matches();
  }
}
