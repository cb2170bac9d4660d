package memfate.facts;

/**
 * Publishes every window of the private tree in iomem, in address order ({@code
 * add_cxl_resources()}); the answers are {@link PublicWindow} facts.
 *
 * <p>A window grows over what it partially overlaps there. A following private window that the
 * grown one contains is dropped, one that it overlaps starts behind it.
 */
public record PublishWindows() implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(EffectStage.INSERT, Long.MAX_VALUE, null, "");
  }
}
