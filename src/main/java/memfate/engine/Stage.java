package memfate.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.facts.Decision;
import memfate.facts.Finding;
import memfate.facts.LossExplained;
import memfate.facts.Ordering;
import memfate.facts.RankOrder;
import memfate.facts.Rewrite;

/**
 * What a rule of a quirk pack may say. A folder of the pack holds the rules of each stage, so that
 * a reader sees at once how far a pack reaches.
 */
public enum Stage {
  /** Changes what the description says, before the boot. */
  NORMALISE,
  /** Lets events wait for others. */
  ORDER,
  /** Proposes what becomes of a unit. */
  DECIDE,
  /** Remarks something. */
  FIND;

  private List<Class<?>> says() {
    return switch (this) {
      case NORMALISE -> List.of(Rewrite.class);
      case ORDER -> List.of(Ordering.class, RankOrder.class);
      case DECIDE -> List.of(Decision.class);
      case FIND -> List.of(Finding.class, LossExplained.class);
    };
  }

  /** Returns the folder of a pack that holds its rules. */
  public String folder() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the names of what its rules may insert. */
  public List<String> words() {
    return says().stream().map(Class::getSimpleName).toList();
  }

  boolean allows(Object fact) {
    return says().contains(fact.getClass());
  }

  /** Returns the stage of a folder. */
  public static Optional<Stage> of(String folder) {
    return Arrays.stream(values()).filter(stage -> stage.folder().equals(folder)).findFirst();
  }

  /** Returns the folders of all stages, for messages. */
  public static String folders() {
    return Stream.of(values()).map(Stage::folder).collect(Collectors.joining(", "));
  }
}
