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
import memfate.boot.Outcome.Status;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import memfate.platform.Platform;
import memfate.verify.Verdict.Fate;
import memfate.verify.Verdict.LogVerdict;
import memfate.verify.Verdict.RangeVerdict;
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
        .max(Comparator.comparingLong(v -> v.agreeingRanges() * 1000 + v.agreeingTrees()))
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
          predicted.platform(), predicted.policy(), assumed, List.of(), List.of(), null, remarks);
    }
    boolean died = diedAsSeen();
    List<RangeVerdict> ranges = died ? List.of() : ranges();
    List<TreeVerdict> trees = died ? List.of() : trees();
    LogVerdict log = died ? crash() : log();
    return new Verdict(
        predicted.platform(), predicted.policy(), assumed, ranges, trees, log, remarks);
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

  private List<RangeVerdict> ranges() {
    Observation.Listing listing = seen.iomem();
    if (listing == null) {
      remarks.add("owners are not compared: the capture has no /proc/iomem of the end of the boot");
      return List.of();
    }
    SeenFates fates = new SeenFates(listing, seen.dax());
    return predicted.ranges().stream()
        .map(
            fate ->
                new RangeVerdict(
                    fate.range(), new Fate(fate.owner(), fate.usable()), fates.of(fate.range())))
        .toList();
  }

  /** Trees are the groups of top nodes of both sides that overlap one another. */
  private List<TreeVerdict> trees() {
    Observation.Listing listing = seen.iomem();
    if (listing == null) {
      return List.of();
    }
    List<Branch> left = Branch.of(listing.roots());
    List<Branch> right = Branch.ofText(predicted.iomem());
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
  private @Nullable LogVerdict log() {
    List<Observation.Message> log = seen.log();
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
    predicted.log().stream()
        .filter(line -> line.startsWith(HMEM) && line.contains("[mem"))
        .forEach(line -> expected.add(line.replaceFirst("^" + HMEM + " [^:]*: ", "")));
    return new LogVerdict(List.copyOf(messages), List.copyOf(expected));
  }
}
