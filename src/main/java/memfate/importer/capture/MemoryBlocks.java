package memfate.importer.capture;

import java.util.regex.Pattern;
import memfate.importer.Node;
import memfate.importer.Problems;
import memfate.importer.RangeText;
import memfate.importer.ScalarException;
import memfate.importer.SizeText;
import memfate.importer.Unsigned;
import memfate.iomem.AddressRange;
import memfate.platform.Machine;
import memfate.platform.SourceLocation;

/**
 * The size of a memory block, which is all that decides anything here: from {@code lsmem} as text
 * or JSON, from {@code memory-blocks.txt} of a capture, or from {@code block_size_bytes}, which
 * sysfs prints in hexadecimal without {@code 0x}.
 */
public final class MemoryBlocks implements Format {
  private static final Pattern LSMEM =
      Pattern.compile("Memory block size:\\s{1,80}(\\S{1,20})\\s*");
  private static final Pattern LSMEM_HEADER = Pattern.compile("RANGE +SIZE .*");
  private static final Pattern LISTED =
      Pattern.compile("block_size(?:_bytes)?[=:] ?(\\S{1,20})\\s*");
  private static final Pattern BARE = Pattern.compile("([0-9a-fA-F]{4,16})\\s*");
  private static final Pattern JSON = Pattern.compile("(?s)\\s*\\{\\s*\"memory\"\\s*:.*");

  @Override
  public String name() {
    return "memory blocks";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    return !Rows.isIntermediate(artifact)
        && (isSysfsFile(artifact)
            || artifact.fileName().equals("memory-blocks.txt")
            || JSON.matcher(artifact.head()).matches()
            || Rows.startWith(artifact, LSMEM_HEADER)
            || Rows.startWith(artifact, LSMEM)
            || Rows.startWith(artifact, LISTED));
  }

  private static boolean isSysfsFile(Artifact artifact) {
    return artifact.fileName().matches("block_size_bytes(\\.txt)?");
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    if (JSON.matcher(artifact.head()).matches()) {
      json(artifact, evidence, problems);
      return;
    }
    for (Rows.Row row : Rows.matching(artifact, LSMEM)) {
      tell(() -> SizeText.parse(row.group(1)), row.at(), evidence, problems);
    }
    for (Rows.Row row : Rows.matching(artifact, LISTED)) {
      tell(() -> Unsigned.parseRangeEnd(row.group(1)), row.at(), evidence, problems);
    }
    if (isSysfsFile(artifact)) {
      Rows.matching(artifact, BARE).stream()
          .findFirst()
          .ifPresent(
              row ->
                  tell(() -> Unsigned.parseRangeEnd(row.group(1)), row.at(), evidence, problems));
    }
  }

  /** {@code lsmem -J} has no line for it: the size of a range divided by its number of blocks. */
  private static void json(Artifact artifact, Evidence evidence, Problems problems) {
    for (JsonRow top : JsonRow.read(artifact, problems)) {
      for (JsonRow row : top.rows("memory")) {
        long blocks = blocks(row.text("block"));
        if (blocks > 0 && row.node().get("range") instanceof Node.Scalar range) {
          tell(() -> length(range.text()) / blocks, row.at(), evidence, problems);
          return;
        }
      }
    }
  }

  private static long length(String range) throws ScalarException {
    AddressRange addresses = RangeText.parse(range);
    return addresses.end() - addresses.start() + 1;
  }

  private static long blocks(String text) {
    if (!text.matches("\\d{1,9}(-\\d{1,9})?")) {
      return 0;
    }
    int dash = text.indexOf('-');
    return dash < 0
        ? 1
        : Long.parseLong(text.substring(dash + 1)) - Long.parseLong(text.substring(0, dash)) + 1;
  }

  /** A number that may not be one. */
  private interface Bytes {
    long parse() throws ScalarException;
  }

  private static void tell(Bytes number, SourceLocation at, Evidence evidence, Problems problems) {
    try {
      long bytes = number.parse();
      if (Long.bitCount(bytes) != 1
          || Long.compareUnsigned(bytes, Machine.SMALLEST_MEMORY_BLOCK_SIZE) < 0) {
        String message =
            "a memory block of 0x%x bytes is not a power of two of at least 64 KiB"
                .formatted(bytes);
        problems.warning(at, "", message, "");
        return;
      }
      evidence.tell(new Setting("machine.memory-block-size", Long.toUnsignedString(bytes), at));
    } catch (ScalarException e) {
      problems.warning(at, "", e.message(), e.help());
    }
  }
}
