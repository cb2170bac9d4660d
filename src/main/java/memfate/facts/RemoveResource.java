package memfate.facts;

import memfate.iomem.AddressRange;

/**
 * Takes a resource out of a tree; its children move up ({@code remove_resource()}).
 *
 * @param subtree whether its children go with it ({@code release_resource()})
 */
public record RemoveResource(Tree tree, String name, AddressRange range, boolean subtree)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.REMOVE, 0, range, name);
  }
}
