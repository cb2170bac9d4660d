package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;

/**
 * The machine below its firmware tables.
 *
 * @param arch {@code x86_64}, {@code aarch64} or {@code riscv64}
 * @param memoryBlockSize bytes
 * @param prmTranslation whether firmware offers PRM address translation
 */
public record Machine(String arch, long memoryBlockSize, boolean prmTranslation, SourceLocation at)
    implements Located {

  /** Returns how many bytes of a range lie outside whole memory blocks: kmem leaves them out. */
  public long stranded(AddressRange range) {
    AddressRange blocks = range.alignInward(memoryBlockSize);
    return blocks == null ? range.size() : range.size() - blocks.size();
  }
}
