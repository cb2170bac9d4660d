package memfate.facts;

import memfate.iomem.AddressRange;

/** A dax region device of a CXL region. */
public record DaxRegion(int id, String region, AddressRange range) {

  /** Returns the name of its dax device. */
  public String deviceName() {
    return "dax" + id + ".0";
  }
}
