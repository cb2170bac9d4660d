package memfate.verify;

import java.util.List;
import memfate.boot.Outcome.Owner;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * How a prediction compares with what was seen.
 *
 * @param platform id of the platform
 * @param policy name of the policy
 * @param assumed the reading of unknown tables that agrees best ({@code srat absent}), or empty
 * @param ranges each predicted range with its seen fate; none when nobody listed owners
 * @param trees each tree of iomem that holds a window, region, dax device or Soft Reserved range
 * @param log what dax_hmem decided, message by message; null when the log cannot tell
 * @param steps each step that somebody took after the boot
 * @param remarks what could not be compared, and why
 */
public record Verdict(
    String platform,
    String policy,
    String assumed,
    List<RangeVerdict> ranges,
    List<TreeVerdict> trees,
    @Nullable LogVerdict log,
    List<StepVerdict> steps,
    List<String> remarks) {

  /** Who was seen to hold a range, and how many bytes of it were in use. */
  public record Fate(Owner owner, long usable) {}

  /** A range. */
  public record RangeVerdict(AddressRange range, Fate predicted, Fate seen) {
    /** Returns whether owner and usable bytes are the same. */
    public boolean agrees() {
      return predicted.equals(seen);
    }
  }

  /**
   * A tree of iomem.
   *
   * @param range the addresses that it takes
   * @param seen lines, names that depend on timing without their numbers
   * @param predicted the same
   */
  public record TreeVerdict(AddressRange range, List<String> seen, List<String> predicted) {
    /** Returns whether the lines are the same. */
    public boolean agrees() {
      return seen.equals(predicted);
    }
  }

  /** Messages of dax_hmem about ranges, each once, in order of text. */
  public record LogVerdict(List<String> seen, List<String> predicted) {
    /** Returns whether the messages are the same. */
    public boolean agrees() {
      return seen.equals(predicted);
    }
  }

  /**
   * A step.
   *
   * @param name as the capture calls it
   * @param command what was done
   * @param untold what of it the events do not say, or empty
   * @param ranges each predicted range with its seen fate
   * @param trees each tree of iomem
   * @param log what dax_hmem decided; null when the log cannot tell
   */
  public record StepVerdict(
      String name,
      String command,
      String untold,
      List<RangeVerdict> ranges,
      List<TreeVerdict> trees,
      @Nullable LogVerdict log) {
    /** Returns whether all of it was predicted. */
    public boolean agrees() {
      return untold.isEmpty()
          && ranges.stream().allMatch(RangeVerdict::agrees)
          && trees.stream().allMatch(TreeVerdict::agrees)
          && (log == null || log.agrees());
    }
  }

  /** Returns how many steps agree. */
  public long agreeingSteps() {
    return steps.stream().filter(StepVerdict::agrees).count();
  }

  /** Returns how many ranges agree. */
  public long agreeingRanges() {
    return ranges.stream().filter(RangeVerdict::agrees).count();
  }

  /** Returns how many trees agree. */
  public long agreeingTrees() {
    return trees.stream().filter(TreeVerdict::agrees).count();
  }

  /** Returns whether all that could be compared is the same. */
  public boolean agrees() {
    return agreeingRanges() == ranges.size()
        && agreeingTrees() == trees.size()
        && agreeingSteps() == steps.size()
        && (log == null || log.agrees());
  }

  /** Returns whether there was anything to compare. */
  public boolean comparesSomething() {
    return !ranges.isEmpty() || !trees.isEmpty() || log != null;
  }
}
