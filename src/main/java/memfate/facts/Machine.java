package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * The machine below its firmware tables.
 *
 * @param arch {@code x86_64}, {@code aarch64} or {@code riscv64}
 * @param memoryBlockSize bytes
 * @param prmTranslation whether firmware offers PRM address translation
 */
public record Machine(String arch, long memoryBlockSize, boolean prmTranslation, SourceLocation at)
    implements Located {}
