package memfate.boot;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import memfate.iomem.AddressRange;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * What one boot of one platform under one policy ended with.
 *
 * @param platform id of the platform
 * @param policy name of the policy
 * @param status how to read the rest
 * @param ranges one entry per Soft Reserved range, split at the policy's units of decision, in
 *     address order
 * @param iomem the resource tree as {@code /proc/iomem} prints it
 * @param log kernel log lines in order
 * @param findings what checks and rules remarked
 * @param diagnostics what is wrong with the description or the run
 * @param readings the same boot under each reading of unknown tables; empty unless {@link
 *     Status#PARTIAL}
 * @param trace event by event what fired; empty unless asked for
 * @param steps the state before the first step of the description and after each; empty when it has
 *     none
 * @param map event by event what became of the address map; empty unless asked for
 */
public record Outcome(
    String platform,
    String policy,
    Status status,
    List<RangeFate> ranges,
    String iomem,
    List<String> log,
    List<Finding> findings,
    List<Diagnostic> diagnostics,
    List<Reading> readings,
    List<EventTrace> trace,
    List<StepState> steps,
    List<MapStep> map) {

  /** An outcome without steps and address map. */
  public Outcome(
      String platform,
      String policy,
      Status status,
      List<RangeFate> ranges,
      String iomem,
      List<String> log,
      List<Finding> findings,
      List<Diagnostic> diagnostics,
      List<Reading> readings,
      List<EventTrace> trace) {
    this(
        platform,
        policy,
        status,
        ranges,
        iomem,
        log,
        findings,
        diagnostics,
        readings,
        trace,
        List.of(),
        List.of());
  }

  /** Returns the same outcome with one more diagnostic. */
  public Outcome with(Diagnostic diagnostic) {
    List<Diagnostic> all = new ArrayList<>(diagnostics);
    all.add(diagnostic);
    return with(findings, List.copyOf(all));
  }

  /** Returns the same outcome with other findings and diagnostics. */
  public Outcome with(List<Finding> found, List<Diagnostic> told) {
    return new Outcome(
        platform, policy, status, ranges, iomem, log, found, told, readings, trace, steps, map);
  }

  /** Returns the same outcome of a boot that something came before. */
  Outcome after(EventTrace first) {
    List<EventTrace> all = new ArrayList<>(List.of(first));
    all.addAll(trace);
    return new Outcome(
        platform,
        policy,
        status,
        ranges,
        iomem,
        log,
        findings,
        diagnostics,
        readings,
        List.copyOf(all),
        steps,
        map);
  }

  /** Returns the same outcome with the fates of other ranges only. */
  public Outcome only(Predicate<RangeFate> wanted) {
    return new Outcome(
        platform,
        policy,
        status,
        ranges.stream().filter(wanted).toList(),
        iomem,
        log,
        findings,
        diagnostics,
        readings.stream().map(r -> new Reading(r.assume(), r.outcome().only(wanted))).toList(),
        trace,
        steps.stream().map(step -> step.only(wanted)).toList(),
        map);
  }

  /** Returns the state after a step of the description, 0 for the one before the first. */
  public Optional<StepState> after(int step) {
    return steps.stream().filter(state -> state.step() == step).findFirst();
  }

  /** How to read an outcome. */
  public enum Status {
    OK,
    /** A decision depends on an unknown table: {@link Outcome#readings} has each answer. */
    PARTIAL,
    /** The policy says that the kernel dies. */
    CRASH,
    /** The description cannot be read. */
    INVALID,
    /** The policy does not cover this platform. */
    UNSUPPORTED,
    /** A limit was hit. */
    INCONCLUSIVE
  }

  /** Who holds a range in the end. */
  public enum Owner {
    CXL,
    HMEM,
    SYSTEM_RAM,
    NONE;

    /** Returns the word that records and messages use, such as {@code system-ram}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  /**
   * The fate of one range.
   *
   * @param range addresses
   * @param owner provider of the dax device over it, bound or not; else System RAM; else none
   * @param usable bytes of it mapped by kmem or device_dax, or used as System RAM
   * @param decisions what was decided about it, in order
   * @param dax name of the dax device, or null
   * @param driver driver bound to the dax device, or null
   * @param errors failed steps as {@code kmem:-16}
   * @param remarks kernel log lines about addresses of it, decisions aside
   * @param at input line of the firmware map entry
   */
  public record RangeFate(
      AddressRange range,
      Owner owner,
      long usable,
      List<RangeDecision> decisions,
      @Nullable String dax,
      @Nullable String driver,
      List<String> errors,
      List<String> remarks,
      SourceLocation at) {}

  /**
   * One decision about a range.
   *
   * @param event event at which it was taken, such as {@code hmem-walk}
   * @param decision {@code defer}, {@code register}, {@code drop} or {@code skip}
   * @param rule who said so
   * @param message the kernel's log text, or the reason in a few words
   */
  public record RangeDecision(String event, String decision, RuleRef rule, String message) {}

  /**
   * A rule and where it stands.
   *
   * @param name rule name
   * @param pack quirk pack it belongs to, or null for a policy's own rule
   * @param file path of the DRL file, relative to the rules folder
   * @param line line of {@code rule}
   */
  public record RuleRef(String name, @Nullable String pack, String file, int line) {}

  /**
   * What a check or a policy remarked about the platform.
   *
   * @param code such as {@code SR-STRADDLES-WINDOWS}
   * @param message what was found, one sentence
   * @param advice what to do about it, one sentence, or empty
   * @param bytes how many bytes are lost, -1 when the finding has no such figure
   * @param at the input line
   * @param rule who found it
   * @param suppressed why the description does not want to hear of it, or null
   */
  public record Finding(
      String code,
      Diagnostic.Severity severity,
      String message,
      String advice,
      long bytes,
      SourceLocation at,
      @Nullable RuleRef rule,
      @Nullable String suppressed) {

    /** Returns whether it counts: the description does not suppress it. */
    public boolean counts() {
      return suppressed == null;
    }
  }

  /**
   * The state after a step of the description, when what it set off has come to rest or the next
   * one began.
   *
   * @param step place of the step in {@code boot.events}, from 1; 0 for the state before the first
   * @param event the step in words, such as {@code unbind hmem_platform.0}; {@code boot} before the
   *     first
   * @param ranges the fates, with the decisions that this step led to
   * @param iomem the resource tree as {@code /proc/iomem} prints it
   * @param log kernel log lines that this step led to
   * @param at the input line of the step
   */
  public record StepState(
      int step,
      String event,
      List<RangeFate> ranges,
      String iomem,
      List<String> log,
      SourceLocation at) {

    StepState only(Predicate<RangeFate> wanted) {
      return new StepState(step, event, ranges.stream().filter(wanted).toList(), iomem, log, at);
    }
  }

  /** The answer under one reading of the unknown tables ({@code srat -> absent}). */
  public record Reading(Map<String, String> assume, Outcome outcome) {}

  /**
   * What happened at one event.
   *
   * @param sequence position in the boot, from 1
   * @param event name, such as {@code load dax_hmem}
   * @param actor who acts, such as {@code dax_hmem}
   * @param firings rules that fired, in order
   * @param changes what changed, in order
   */
  public record EventTrace(
      int sequence, String event, String actor, List<Firing> firings, List<Change> changes) {}

  /** One firing of a rule with the facts that it matched. */
  public record Firing(RuleRef rule, List<MatchedFact> facts) {}

  /**
   * A fact that a rule matched.
   *
   * @param text the fact in words
   * @param quantifier {@code ""} for a plain pattern, {@code exists} or {@code not}
   * @param at where the input says so; {@link SourceLocation#NONE} for derived facts
   * @param range the addresses that it is about, or null
   */
  public record MatchedFact(
      String text, String quantifier, SourceLocation at, @Nullable AddressRange range) {}

  /**
   * Something that changed.
   *
   * @param text what, in words
   * @param range the addresses that it is about, or null
   */
  public record Change(String text, @Nullable AddressRange range) {}

  /** A band of the address map: one view of the physical addresses. */
  public enum Band {
    /** The Soft Reserved ranges, named after their owner. */
    FATE,
    /** The kernel's memory map. */
    FIRMWARE,
    /** The kernel's own tree of Soft Reserved ranges. */
    SOFT_RESERVE,
    /** The windows that cxl_acpi decoded. */
    WINDOWS,
    /** The regions of CXL. */
    REGIONS,
    /** What /proc/iomem shows. */
    IOMEM,
    /** The dax devices. */
    DAX;

    /** Returns the word that records and pictures use, such as {@code soft_reserve}. */
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /**
   * A row of a band.
   *
   * @param depth how many rows of the band it lies in
   * @param usable bytes of it that are used; -1 where the band does not say
   * @param at where the input says so; {@link SourceLocation#NONE} for what the kernel made
   */
  public record MapRow(
      AddressRange range, String name, int depth, long usable, SourceLocation at) {}

  /**
   * A change of a band: some rows give place to others.
   *
   * @param from the first row that goes
   * @param removed how many go
   * @param rows what comes in their place
   */
  public record MapChange(Band band, int from, int removed, List<MapRow> rows) {}

  /**
   * What became of the address map at one event; each event of the boot has one.
   *
   * @param sequence position in the boot, from 1
   * @param event name and subject
   * @param actor who acts
   * @param queued the event at which it was queued, 0 for the first
   */
  public record MapStep(
      int sequence, String event, String actor, int queued, List<MapChange> changes) {}
}
