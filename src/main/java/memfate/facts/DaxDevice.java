package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A dax device.
 *
 * @param name {@code dax0.0}
 * @param provider {@code cxl} or {@code hmem}
 * @param size bytes; 0 for an idle region
 * @param node whether it has a NUMA node
 */
public record DaxDevice(String name, String provider, AddressRange range, long size, boolean node)
    implements Ranged {

  /** Returns the name of its dax region, {@code dax0}. */
  public String region() {
    return name.substring(0, Math.max(0, name.indexOf('.')));
  }

  /** Returns the number of its dax region. */
  public int regionNumber() {
    return Integer.parseInt(region().substring("dax".length()));
  }

  /** Returns whether it is the first device of its region, which cannot be deleted. */
  public boolean first() {
    return name.endsWith(".0");
  }

  /** Returns the same device without memory. */
  public DaxDevice empty() {
    return new DaxDevice(name, provider, range, 0, node);
  }
}
