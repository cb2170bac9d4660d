package memfate.platform;

import java.util.List;

/**
 * The Heterogeneous Memory Attribute Table.
 *
 * @param state whether the table is there; {@link Table.State#UNKNOWN} when nobody told
 * @param revision table revision, 0 when the table is not there
 * @param targets proximity domains with attributes
 * @param caches memory-side caches
 * @param at where the description says so
 */
public record Hmat(
    Table.State state, int revision, List<Target> targets, List<Cache> caches, SourceLocation at) {

  /** Attributes of one memory proximity domain; -1 for a value that is not told. */
  public record Target(
      long pxm, long initiator, long readLatency, long readBandwidth, SourceLocation at) {}

  /** A memory-side cache: size in bytes, mode as written ({@code extended-linear}, ...). */
  public record Cache(long pxm, long size, String mode, SourceLocation at) {}
}
