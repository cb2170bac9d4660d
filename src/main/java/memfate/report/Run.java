package memfate.report;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a run was asked to do: equal runs over equal inputs give equal outcomes.
 *
 * @param version version of memfate
 * @param policies policies that a description of this run can meet, by name
 * @param packs quirk packs that were loaded, by id
 * @param options options that change outcomes, by name; never the number of threads
 */
public record Run(
    String version, List<PolicyId> policies, List<PackId> packs, Map<String, String> options) {

  /** Names the form of the records; a field that changes its meaning changes the number. */
  public static final String SCHEMA = "memfate-run/1";

  /** Returns the same record with one more option. */
  public Run with(String option, String value) {
    Map<String, String> more = new TreeMap<>(options);
    more.put(option, value);
    return new Run(version, policies, packs, more);
  }

  /** A policy: its name and the digest of its rule files. */
  public record PolicyId(String name, String sha256) {}

  /** A quirk pack: its id, its version and the digest of its files. */
  public record PackId(String id, String version, String sha256) {}
}
