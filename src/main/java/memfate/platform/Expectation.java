package memfate.platform;

import java.util.List;
import java.util.Map;
import memfate.iomem.AddressRange;
import org.jspecify.annotations.Nullable;

/**
 * An outcome that a test compares with.
 *
 * @param policy policy it holds for, empty for every policy
 * @param order order it holds for, empty for every order
 * @param step line of {@code boot.events} after which it holds, from 1; 0 for before the first,
 *     null for the end
 * @param assume readings of unknown tables it holds for ({@code srat -> absent})
 * @param ranges expected fates
 * @param iomem lines of the resource tree
 * @param log texts that a line of the log contains
 * @param status expected status, empty for {@code ok}
 * @param confluent whether every order gives the same; null when not told
 * @param explore what all orders together give, by policy
 * @param note words for people
 */
public record Expectation(
    String policy,
    String order,
    @Nullable Integer step,
    Map<String, String> assume,
    List<ExpectedRange> ranges,
    ExpectedIomem iomem,
    List<String> log,
    String status,
    @Nullable Boolean confluent,
    List<ExpectedOrders> explore,
    String note,
    SourceLocation at) {

  /**
   * The expected fate of a range; a field that is null or empty is not compared.
   *
   * @param owner {@code cxl hmem system-ram none}
   * @param usable bytes
   * @param kmem {@code ok}, {@code EBUSY}, {@code EINVAL}, ... what kmem's probe ended with
   */
  public record ExpectedRange(
      AddressRange range,
      List<String> decisions,
      String reason,
      String owner,
      String dax,
      String driver,
      String kmem,
      @Nullable Long usable,
      SourceLocation at) {}

  /**
   * What all orders together are expected to give.
   *
   * @param policies policies it holds for, empty for every one
   * @param verdict {@code independent} or {@code dependent}
   * @param fates the fates that some order leads to; none are compared when it is empty, else no
   *     range that they name has another
   */
  public record ExpectedOrders(
      List<String> policies, String verdict, List<ExpectedRange> fates, SourceLocation at) {}

  /**
   * The expected resource tree.
   *
   * @param tree the whole subtree text in /proc/iomem form, or empty
   * @param contains texts that some line contains
   * @param absent texts that no line contains
   */
  public record ExpectedIomem(String tree, List<String> contains, List<String> absent) {
    public static final ExpectedIomem NONE = new ExpectedIomem("", List.of(), List.of());
  }
}
