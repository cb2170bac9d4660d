package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;

/**
 * Looks for the first resource in a range that matches ({@code find_next_iomem_res()}); the answer,
 * if there is one, is {@link FoundResource}.
 */
public record FindResource(Tree tree, AddressRange range, ResourceDescriptor desc, long flags)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 3, range, tree.name() + " " + desc + " " + flags);
  }
}
