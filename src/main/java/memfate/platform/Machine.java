package memfate.platform;

import java.util.Map;

/**
 * The hardware below the firmware tables.
 *
 * @param arch {@code x86_64}, {@code aarch64} or {@code riscv64}
 * @param vendor vendor name, or empty
 * @param dmi DMI strings by key ({@code sys-vendor}, {@code bios-version}, ...)
 * @param cpu CPU keys ({@code family}, {@code model}, ...)
 * @param memoryBlockSize bytes of one memory block ({@code block_size_bytes}), a power of two
 * @param physBits physical address bits, 0 if not told
 * @param prmTranslation whether firmware offers the PRM address translation handler
 * @param at where the description says so
 */
public record Machine(
    String arch,
    String vendor,
    Map<String, String> dmi,
    Map<String, String> cpu,
    long memoryBlockSize,
    int physBits,
    boolean prmTranslation,
    SourceLocation at) {

  /** 128 MiB, what x86 uses below 64 GiB of memory. */
  public static final long DEFAULT_MEMORY_BLOCK_SIZE = 128L << 20;

  /** Below the smallest page of any architecture that has memory blocks there is none. */
  public static final long SMALLEST_MEMORY_BLOCK_SIZE = 64L << 10;
}
