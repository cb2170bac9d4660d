package memfate.facts;

import memfate.platform.SourceLocation;

/**
 * A CXL memory device.
 *
 * @param index place in the description, from 0
 * @param hostBridge UID of the bridge above it, -1 when not told
 * @param present whether it is there at boot
 * @param capacity volatile bytes, -1 when not told
 * @param persistent persistent bytes, -1 when not told
 * @param accelerator whether it is a type 2 device
 */
public record Memdev(
    int index,
    String name,
    long hostBridge,
    boolean present,
    long capacity,
    long persistent,
    boolean accelerator,
    SourceLocation at)
    implements Located {

  /** Returns its bytes of both kinds, as far as they are told. */
  public long total() {
    return Math.max(0, capacity) + Math.max(0, persistent);
  }

  /** Returns the same device, present. */
  public Memdev arrived() {
    return new Memdev(index, name, hostBridge, true, capacity, persistent, accelerator, at);
  }

  /** Returns the same device, gone. */
  public Memdev gone() {
    return new Memdev(index, name, hostBridge, false, capacity, persistent, accelerator, at);
  }
}
