package memfate.facts;

/**
 * States that an event waits while another is pending: {@code first} happens before {@code then}.
 */
public record Ordering(String first, String firstSubject, String then, String thenSubject)
    implements Effect {

  @Override
  public EffectKey key() {
    return new EffectKey(
        EffectStage.SCHEDULE,
        Long.MIN_VALUE,
        null,
        first + " " + firstSubject + " " + then + " " + thenSubject);
  }
}
