package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * A platform device hmem.N.
 *
 * @param id its number and that of its dax region
 */
public record HmemDevice(int id, AddressRange range) {

  /** Returns its name, {@code hmem.N}. */
  public String name() {
    return "hmem." + id;
  }

  /** Returns the name of its dax region, {@code daxN}. */
  public String daxRegion() {
    return "dax" + id;
  }
}
