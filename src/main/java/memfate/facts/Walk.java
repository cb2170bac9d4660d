package memfate.facts;

import memfate.iomem.AddressRange;
import memfate.iomem.ResourceDescriptor;
import org.jspecify.annotations.Nullable;

/** Walks a tree for memory resources of one descriptor; the answers are {@link Walked} facts. */
public record Walk(Tree tree, ResourceDescriptor desc) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 1, NOWHERE, tree.name() + " " + desc);
  }

  private static final @Nullable AddressRange NOWHERE = null;
}
