package memfate.iomem;

/**
 * Where kernels with a private Soft Reserved tree put what the firmware's memory map reserves
 * ({@code insert_resource_late} in the RFC of 2025-07, the e820 code since v7.1).
 *
 * @param iomem the tree behind {@code /proc/iomem}
 * @param softReserved the private tree
 */
public record LateRegistration(ResourceTree iomem, ResourceTree softReserved) {

  /** Returns the tree that {@code resource} belongs into, by its descriptor. */
  public ResourceTree treeFor(Resource resource) {
    return resource.descriptor() == ResourceDescriptor.SOFT_RESERVED ? softReserved : iomem;
  }

  /** Inserts {@code resource} into its tree, widening it where it must. */
  public Expansion insert(Resource resource) {
    return treeFor(resource).insertExpandToFit(resource);
  }
}
