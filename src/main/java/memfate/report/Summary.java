package memfate.report;

import java.io.Serializable;
import java.math.BigInteger;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import memfate.boot.Outcome;
import memfate.iomem.ByteCount;
import memfate.platform.Diagnostic.Severity;

/**
 * Counts over the outcomes of a run.
 *
 * <p>An outcome that has more than one reading counts its own ranges, not those of its readings.
 */
public final class Summary implements Serializable {
  private static final long serialVersionUID = 1L;

  private final EnumMap<Outcome.Status, Integer> statuses = new EnumMap<>(Outcome.Status.class);
  private final EnumMap<Outcome.Owner, Integer> owners = new EnumMap<>(Outcome.Owner.class);
  private final EnumMap<Severity, Integer> findings = new EnumMap<>(Severity.class);
  private final TreeMap<String, FateCount> policies = new TreeMap<>();
  private final TreeMap<String, Integer> codes = new TreeMap<>();
  private int outcomes;
  private int ranges;
  private int lost;
  private BigInteger size = BigInteger.ZERO;
  private BigInteger usable = BigInteger.ZERO;

  /** Counts one outcome. */
  public void add(Outcome outcome) {
    outcomes++;
    statuses.merge(outcome.status(), 1, Integer::sum);
    outcome.findings().stream().filter(Outcome.Finding::counts).forEach(this::addFinding);
    if (!outcome.policy().isEmpty()) {
      policies.computeIfAbsent(outcome.policy(), policy -> new FateCount()).add(outcome);
    }
    addRanges(outcome.ranges());
  }

  /** Counts all that another one has counted. */
  public void add(Summary other) {
    outcomes += other.outcomes;
    ranges += other.ranges;
    lost += other.lost;
    size = size.add(other.size);
    usable = usable.add(other.usable);
    other.statuses.forEach((status, count) -> statuses.merge(status, count, Integer::sum));
    other.owners.forEach((owner, count) -> owners.merge(owner, count, Integer::sum));
    other.findings.forEach((severity, count) -> findings.merge(severity, count, Integer::sum));
    other.codes.forEach((code, count) -> codes.merge(code, count, Integer::sum));
    other.policies.forEach(
        (policy, fates) -> policies.computeIfAbsent(policy, name -> new FateCount()).add(fates));
  }

  private void addFinding(Outcome.Finding finding) {
    findings.merge(finding.severity(), 1, Integer::sum);
    codes.merge(finding.code(), 1, Integer::sum);
  }

  /** Counts ranges alone. */
  void addRanges(List<Outcome.RangeFate> fates) {
    for (Outcome.RangeFate fate : fates) {
      ranges++;
      owners.merge(fate.owner(), 1, Integer::sum);
      size = size.add(ByteCount.of(fate.range()));
      usable = usable.add(ByteCount.of(fate.usable()));
      if (isLost(fate)) {
        lost++;
      }
    }
  }

  /** Returns whether nobody can use a single byte of the range. */
  public static boolean isLost(Outcome.RangeFate fate) {
    return fate.usable() == 0;
  }

  /** Returns the counts under each policy, by its name. */
  public Map<String, FateCount> policies() {
    return Collections.unmodifiableMap(policies);
  }

  /** Returns how many findings there are of each code. */
  public Map<String, Integer> codes() {
    return Collections.unmodifiableMap(codes);
  }

  /** Returns how many descriptions times policies there were. */
  public int outcomes() {
    return outcomes;
  }

  /** Returns how many outcomes have a status. */
  public int count(Outcome.Status status) {
    return statuses.getOrDefault(status, 0);
  }

  /** Returns how many ranges there were. */
  public int ranges() {
    return ranges;
  }

  /** Returns how many ranges an owner holds. */
  public int count(Outcome.Owner owner) {
    return owners.getOrDefault(owner, 0);
  }

  /** Returns how many findings have a severity. */
  public int count(Severity severity) {
    return findings.getOrDefault(severity, 0);
  }

  /** Returns of how many ranges no byte is usable. */
  public int lost() {
    return lost;
  }

  /** Returns the bytes of all ranges. */
  public BigInteger size() {
    return size;
  }

  /** Returns the usable bytes of all ranges. */
  public BigInteger usable() {
    return usable;
  }
}
