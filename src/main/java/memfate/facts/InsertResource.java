package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;

/**
 * Puts a resource into a tree; the answer is {@link Placed} or {@link Conflict}.
 *
 * @param tree which tree
 * @param parent name of the resource to start at, empty for the root
 * @param range addresses
 * @param name as /proc/iomem prints it
 * @param flags {@code IORESOURCE_*}
 * @param desc {@code IORES_DESC_*}
 * @param mode which kernel function
 * @param order place among the insertions of one round; the same place goes by address
 */
public record InsertResource(
    Tree tree,
    String parent,
    AddressRange range,
    String name,
    long flags,
    ResourceDescriptor desc,
    Mode mode,
    long order)
    implements Effect {

  /** The kernel function that puts a resource into a tree. */
  public enum Mode {
    /** {@code insert_resource()}: nests, fails on partial overlap. */
    INSERT,
    /** {@code insert_resource_expand_to_fit()}: grows over what it partially overlaps. */
    EXPAND,
    /** {@code request_resource()}: fails on any overlap. */
    REQUEST,
    /** {@code __request_region()}: descends through what is not busy. */
    CLAIM,
    /** {@code reserve_region_with_split()}: takes what is free of the range. */
    FILL,
    /**
     * {@code alloc_free_mem_region()}: takes the lowest free place of that size, 256 MiB aligned.
     */
    ALLOCATE
  }

  /** {@code insert_resource()} at the root. */
  public static InsertResource insert(
      Tree tree, AddressRange range, String name, long flags, ResourceDescriptor desc) {
    return new InsertResource(tree, "", range, name, flags, desc, Mode.INSERT, 0);
  }

  /** {@code insert_resource_expand_to_fit()} at the root. */
  public static InsertResource expand(
      Tree tree, AddressRange range, String name, long flags, ResourceDescriptor desc) {
    return new InsertResource(tree, "", range, name, flags, desc, Mode.EXPAND, 0);
  }

  /** {@code request_resource()} at the root. */
  public static InsertResource request(
      Tree tree, AddressRange range, String name, long flags, ResourceDescriptor desc) {
    return new InsertResource(tree, "", range, name, flags, desc, Mode.REQUEST, 0);
  }

  /** {@code __request_region()} at the root. */
  public static InsertResource claim(Tree tree, AddressRange range, String name, long flags) {
    return new InsertResource(tree, "", range, name, flags, ResourceDescriptor.NONE, Mode.CLAIM, 0);
  }

  /** {@code reserve_region_with_split()} at the root, after the other insertions of the round. */
  public static InsertResource fill(Tree tree, AddressRange range, String name, long flags) {
    return new InsertResource(
        tree, "", range, name, flags, ResourceDescriptor.NONE, Mode.FILL, Long.MAX_VALUE);
  }

  /** {@code alloc_free_mem_region()} below a named resource. */
  public static InsertResource allocate(Tree tree, String parent, long size, String name) {
    return new InsertResource(
        tree,
        parent,
        AddressRange.ofSize(0, size),
        name,
        ResourceFlags.MEM,
        ResourceDescriptor.NONE,
        Mode.ALLOCATE,
        0);
  }

  /** Returns the same insertion below a named resource. */
  public InsertResource below(String parentName) {
    return new InsertResource(tree, parentName, range, name, flags, desc, mode, order);
  }

  /** Returns the same insertion at another place of its round. */
  public InsertResource ordered(long place) {
    return new InsertResource(tree, parent, range, name, flags, desc, mode, place);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.INSERT, order, range, name);
  }
}
