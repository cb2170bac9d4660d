package memfate.verify;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.Status;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import memfate.platform.Platform;
import memfate.verify.Verdict.Fate;
import memfate.verify.Verdict.LogVerdict;
import memfate.verify.Verdict.RangeVerdict;
import memfate.verify.Verdict.StepVerdict;
import memfate.verify.Verdict.TreeVerdict;
import org.jspecify.annotations.Nullable;

/** Compares a prediction with what a kernel was seen to do. */
public final class Verification {
  private static final String HMEM = "hmem_platform";

  private final Platform platform;
  private final Outcome predicted;
  private final Observation seen;
  private final List<String> remarks = new ArrayList<>();

  private Verification(Platform platform, Outcome predicted, Observation seen) {
    this.platform = platform;
    this.predicted = predicted;
    this.seen = seen;
  }

  /**
   * Compares; where the prediction has one answer for each reading of an unknown table, the one
   * that agrees best counts.
   */
  public static Verdict of(Platform platform, Outcome predicted, Observation seen) {
    if (predicted.readings().isEmpty()) {
      return new Verification(platform, predicted, seen).verdict("");
    }
    return predicted.readings().stream()
        .map(r -> new Verification(platform, r.outcome(), seen).verdict(words(r.assume())))
        .max(
            Comparator.comparingLong(
                v -> v.agreeingRanges() * 1000 + v.agreeingTrees() + v.agreeingSteps()))
        .orElseThrow();
  }

  private static String words(Map<String, String> assume) {
    return assume.entrySet().stream()
        .map(e -> e.getKey() + " " + e.getValue())
        .collect(Collectors.joining(", "));
  }

  private Verdict verdict(String assumed) {
    if (platform.firmwareMap().isUnknown() && platform.cedt().windows().isEmpty()) {
      remarks.add("nothing to compare: without a memory map or a window nothing is predicted");
      return new Verdict(
          predicted.platform(),
          predicted.policy(),
          assumed,
          List.of(),
          List.of(),
          null,
          List.of(),
          remarks);
    }
    boolean died = diedAsSeen();
    State atBoot = state(0);
    if (seen.iomem() == null && !died) {
      remarks.add("owners are not compared: the capture has no /proc/iomem of the end of the boot");
    }
    return new Verdict(
        predicted.platform(),
        predicted.policy(),
        assumed,
        died ? List.of() : ranges(atBoot, seen.iomem(), seen.dax()),
        died ? List.of() : trees(atBoot, seen.iomem()),
        died ? crash() : log(atBoot, seen.log()),
        seen.steps().stream().filter(step -> step.iomem() != null).map(this::step).toList(),
        remarks);
  }

  /** What a prediction says of one moment. */
  private record State(List<RangeFate> ranges, String iomem, List<String> log) {}

  /** Returns the predicted state after so many events; after them all it is that of the end. */
  private State state(int events) {
    if (seen.steps().isEmpty()) {
      return new State(predicted.ranges(), predicted.iomem(), predicted.log());
    }
    int first = seen.steps().isEmpty() ? 0 : Math.min(events, predicted.steps().size());
    return predicted
        .after(first)
        .map(state -> new State(state.ranges(), state.iomem(), state.log()))
        .orElseGet(() -> new State(predicted.ranges(), predicted.iomem(), predicted.log()));
  }

  /** A step with several events leads to what all of them log. */
  private StepVerdict step(Observation.Step step) {
    int from = eventsBefore(step);
    State state = state(step.events());
    List<String> log = new ArrayList<>();
    for (int event = from + 1; event <= step.events(); event++) {
      log.addAll(state(event).log());
    }
    State whole = new State(state.ranges(), state.iomem(), log);
    return new StepVerdict(
        step.name(),
        step.command(),
        step.untold(),
        ranges(whole, step.iomem(), step.dax()),
        trees(whole, step.iomem()),
        log(whole, step.log()));
  }

  private int eventsBefore(Observation.Step step) {
    int before = 0;
    for (Observation.Step other : seen.steps()) {
      before = other.events() < step.events() ? Math.max(before, other.events()) : before;
    }
    return before;
  }

  private boolean diedAsSeen() {
    return predicted.status() == Status.CRASH || lastWords(messages()).findAny().isPresent();
  }

  private List<String> messages() {
    List<Observation.Message> log = seen.log();
    return log == null
        ? List.of()
        : log.stream()
            .map(m -> m.source().isEmpty() ? m.text() : m.source() + ": " + m.text())
            .toList();
  }

  private static Stream<String> lastWords(List<String> log) {
    return log.stream().filter(line -> line.contains("BUG: kernel NULL pointer dereference"));
  }

  private LogVerdict crash() {
    String word = "BUG: kernel NULL pointer dereference";
    return new LogVerdict(
        lastWords(messages()).limit(1).map(line -> word).toList(),
        lastWords(predicted.log()).limit(1).map(line -> word).toList());
  }

  private static List<RangeVerdict> ranges(
      State state, Observation.@Nullable Listing listing, @Nullable List<Observation.Dax> dax) {
    if (listing == null) {
      return List.of();
    }
    SeenFates fates = new SeenFates(listing, dax);
    return state.ranges().stream()
        .map(
            fate ->
                new RangeVerdict(
                    fate.range(), new Fate(fate.owner(), fate.usable()), fates.of(fate.range())))
        .toList();
  }

  /** Trees are the groups of top nodes of both sides that overlap one another. */
  private static List<TreeVerdict> trees(State state, Observation.@Nullable Listing listing) {
    if (listing == null) {
      return List.of();
    }
    List<Branch> left = Branch.of(listing.roots());
    List<Branch> right = Branch.ofText(state.iomem());
    List<Branch> all = new ArrayList<>(left);
    all.addAll(right);
    all.sort(Comparator.comparing(Branch::range));
    List<TreeVerdict> trees = new ArrayList<>();
    @Nullable AddressRange span = null;
    for (Branch branch : all) {
      if (span != null && span.overlaps(branch.range())) {
        boolean longer = Long.compareUnsigned(branch.range().end(), span.end()) > 0;
        span = new AddressRange(span.start(), longer ? branch.range().end() : span.end());
      } else {
        if (span != null) {
          trees.add(tree(span, left, right));
        }
        span = branch.range();
      }
    }
    if (span != null) {
      trees.add(tree(span, left, right));
    }
    return trees;
  }

  private static TreeVerdict tree(AddressRange span, List<Branch> seen, List<Branch> predicted) {
    return new TreeVerdict(span, linesIn(span, seen), linesIn(span, predicted));
  }

  private static List<String> linesIn(AddressRange span, List<Branch> branches) {
    return branches.stream()
        .filter(branch -> span.overlaps(branch.range()))
        .flatMap(branch -> branch.lines().stream())
        .toList();
  }

  /** The messages of dax_hmem are debug messages: a log without any may not have been told to. */
  private @Nullable LogVerdict log(State state, @Nullable List<Observation.Message> log) {
    if (log == null) {
      return null;
    }
    Set<String> messages = new TreeSet<>();
    log.stream()
        .filter(m -> m.source().startsWith(HMEM) && m.text().contains("[mem"))
        .forEach(m -> messages.add(m.text()));
    boolean debugging =
        platform.cmdline().stream()
            .anyMatch(p -> p.name().equals("dax_hmem.dyndbg") || p.value().contains("dax_hmem"));
    if (messages.isEmpty() && !debugging) {
      remarks.add("decisions are not compared: the log has no messages of dax_hmem");
      return null;
    }
    Set<String> expected = new TreeSet<>();
    state.log().stream()
        .filter(line -> line.startsWith(HMEM) && line.contains("[mem"))
        .forEach(line -> expected.add(line.replaceFirst("^" + HMEM + " [^:]*: ", "")));
    return new LogVerdict(List.copyOf(messages), List.copyOf(expected));
  }
}
