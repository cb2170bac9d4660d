package memfate.facts;

import memfate.iomem.ResourceDescriptor;

/** Walks a tree for memory resources of one descriptor; the answers are {@link Walked} facts. */
public record Walk(Tree tree, ResourceDescriptor desc) implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.QUERY, 1, null, tree.name() + " " + desc);
  }
}
