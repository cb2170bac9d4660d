package memfate.importer.capture;

import java.util.List;
import java.util.stream.Stream;
import memfate.platform.Observation;
import org.jspecify.annotations.Nullable;

/** What the kernel was seen to make of the machine when its boot was over. */
final class Observations {
  private Observations() {}

  /**
   * Chooses what shows the end of the boot.
   *
   * @param snapshots files that show the machine at some step; where there are steps, the boot
   *     ended with the state before the first one
   * @param steps what was seen after each step
   */
  static Observation of(Sources sources, List<Evidence> snapshots, List<Observation.Step> steps) {
    double firstStep = new KernelMerge(sources).firstStep();
    List<Evidence> atEnd = before(sources, snapshots);
    List<Evidence> before = Double.isFinite(firstStep) ? atEnd : sources.evidence();
    List<Observation.Message> log =
        sources.all(Observation.Message.class).stream()
            .filter(m -> !(m.time() > firstStep))
            .toList();
    List<Observation.Dax> devices =
        Double.isFinite(firstStep) ? Snapshots.dax(before) : dax(before);
    return new Observation(listing(before), devices, log.isEmpty() ? null : log, steps);
  }

  /** Returns the files that show the machine before the first step; none if there are no steps. */
  static List<Evidence> before(Sources sources, List<Evidence> snapshots) {
    return Double.isFinite(new KernelMerge(sources).firstStep())
        ? new Snapshots(snapshots).beforeFirst()
        : List.of();
  }

  private static Observation.@Nullable Listing listing(List<Evidence> evidence) {
    List<Observation.Listing> listings =
        evidence.stream()
            .flatMap(e -> e.all(Observation.Listing.class).stream())
            .filter(l -> !l.when().equals("early"))
            .toList();
    return Stream.of("final", "")
        .flatMap(when -> listings.stream().filter(l -> l.when().equals(when)))
        .findFirst()
        .or(() -> listings.stream().findFirst())
        .orElse(null);
  }

  /** Returns the list of the first file that lists dax devices with their addresses. */
  private static @Nullable List<Observation.Dax> dax(List<Evidence> evidence) {
    List<List<Observation.Dax>> lists =
        evidence.stream()
            .filter(e -> e.all(Observation.Listing.class).isEmpty())
            .map(e -> e.all(Observation.Dax.class))
            .filter(list -> !list.isEmpty())
            .toList();
    return lists.stream()
        .filter(list -> list.stream().anyMatch(d -> d.range() != null))
        .findFirst()
        .or(() -> lists.stream().findFirst())
        .orElse(null);
  }
}
