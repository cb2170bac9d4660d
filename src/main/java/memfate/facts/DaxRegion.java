package memfate.facts;

import memfate.iomem.AddressRange;

/** A dax region device of a CXL region. */
public record DaxRegion(int id, String region, AddressRange range) {

  /** Returns its name, {@code dax0}. */
  public String name() {
    return "dax" + id;
  }

  /** Returns the name of its first dax device. */
  public String deviceName() {
    return "dax" + id + ".0";
  }
}
