package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;

/**
 * Asks what a range overlaps in a tree; the answer is {@link Overlaps}, which the rules of {@code
 * rules/lib} classify as {@link RegionIntersects}.
 */
public record Intersect(Tree tree, AddressRange range, ResourceDescriptor desc, long flags)
    implements Effect {

  /** Memory resources with that descriptor. */
  public static Intersect memory(Tree tree, AddressRange range, ResourceDescriptor desc) {
    return new Intersect(tree, range, desc, ResourceFlags.MEM);
  }

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 2, range, tree.name() + " " + desc + " " + flags);
  }
}
