package memfate.importer.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.importer.Problems;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.Decoder;
import memfate.platform.Memdev;
import memfate.platform.Observation;
import memfate.platform.Table;
import org.jspecify.annotations.Nullable;

/**
 * The steps that somebody took when a boot was over: as events, and with what was seen after each.
 *
 * <p>While the deferred work of dax_hmem is due (the log says that a range awaits CXL's probe and
 * no more), a step comes {@code before: hmem-work}. That it is over is told by the log; by removing
 * dax_hmem, which waits for it; or by {@link #REST} seconds in which nobody did anything.
 */
final class StepReplay {
  /** Seconds after which work that had nothing to say is taken as done. */
  private static final double REST = 10;

  private static final String AWAIT = "await CXL initial probe";
  private static final String CLAIMS = "CXL claims resource";
  private static final String LEAVES = "CXL did not claim resource";

  private final Sources sources;
  private final Snapshots snapshots;
  private final List<BootPlan.Step> taken;
  private final List<BootPlan.Step> events = new ArrayList<>();
  private final List<Observation.Step> seen = new ArrayList<>();

  StepReplay(Sources sources, List<Evidence> snapshots) {
    this.sources = sources;
    this.snapshots = new Snapshots(snapshots);
    this.taken =
        sources.all(BootPlan.Step.class).stream().filter(s -> s.verb().equals("step")).toList();
  }

  /** Returns whether somebody took a step. */
  boolean isAny() {
    return !taken.isEmpty();
  }

  /** Marks the devices that came later: those that nobody saw before the first step. */
  Table<Memdev> devicesAtBoot(Table<Memdev> memdevs) {
    List<String> listed = Snapshots.memdevs(snapshots.beforeFirst());
    List<String> there = listed == null ? inLogBefore(memdevs.rows()) : listed;
    boolean added = taken.stream().anyMatch(step -> command(step).startsWith("qmp add"));
    if (!added || there == null || !memdevs.isPresent()) {
      return memdevs;
    }
    return Table.of(
        memdevs.rows().stream().map(m -> there.contains(m.name()) ? m : absent(m)).toList(),
        memdevs.at());
  }

  /**
   * Returns the devices that the log speaks of before the first step, null when it has no times.
   */
  private @Nullable List<String> inLogBefore(List<Memdev> memdevs) {
    double first = new KernelMerge(sources).firstStep();
    List<Observation.Message> before =
        sources.all(Observation.Message.class).stream().filter(m -> m.time() < first).toList();
    return before.isEmpty()
        ? null
        : memdevs.stream()
            .filter(d -> before.stream().anyMatch(m -> isAbout(m, d)))
            .map(Memdev::name)
            .toList();
  }

  private static boolean isAbout(Observation.Message message, Memdev memdev) {
    List<String> words = List.of(message.source().split(" ", -1));
    return words.contains(memdev.name()) || words.contains(memdev.host());
  }

  private static Memdev absent(Memdev memdev) {
    return new Memdev(
        memdev.name(),
        memdev.host(),
        memdev.serial(),
        memdev.ram(),
        memdev.pmem(),
        memdev.hostBridge(),
        memdev.accelerator(),
        "absent",
        memdev.driver(),
        memdev.hostBridgePath(),
        memdev.dvsecRanges(),
        memdev.at());
  }

  /** Returns the decoders that firmware programmed for a device that was added before. */
  List<Decoder> lateDecoders() {
    double added =
        taken.stream()
            .filter(step -> command(step).startsWith("qmp add"))
            .mapToDouble(BootPlan.Step::time)
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return sources.all(LateDecoder.class).stream()
        .filter(late -> late.time() > added)
        .map(LateDecoder::decoder)
        .toList();
  }

  private static String command(BootPlan.Step step) {
    return step.arguments().getOrDefault("command", "");
  }

  /** Returns a plan with the steps behind what it has. */
  BootPlan plan(BootPlan boot, Table<Memdev> memdevs) {
    if (!isAny()) {
      return boot;
    }
    events.addAll(boot.steps());
    replay(memdevs.rows());
    waitForProbes();
    boolean udev = !sources.settings("boot.udev").isEmpty();
    return new BootPlan(
        udev && boot.steps().isEmpty() ? boot.order() : "fixed",
        boot.softdep(),
        boot.constraints(),
        List.copyOf(events),
        events.isEmpty() ? boot.at() : events.get(0).at());
  }

  private void replay(List<Memdev> memdevs) {
    boolean due = false;
    for (int i = 0; i < taken.size(); i++) {
      BootPlan.Step step = taken.get(i);
      double end = number(step.arguments().get("end"), step.time());
      double next = i + 1 < taken.size() ? taken.get(i + 1).time() : Double.POSITIVE_INFINITY;
      StepCommands commands = new StepCommands(machineAt(i, memdevs), step);
      boolean early = i == 0 ? dueAt(step.time(), false) : due;
      addEvents(commands.events(), early);
      int last = events.size();
      due = dueBetween(i == 0 ? 0 : step.time(), end, early);
      boolean drained = commands.events().stream().anyMatch(StepReplay::drains);
      boolean rests = next - end > REST;
      if (due && (drained || rests || !dueBetween(end, next, true))) {
        if (!drained && i + 1 < taken.size()) {
          events.add(new BootPlan.Step("wait", "hmem-work", Map.of(), Double.NaN, step.at()));
        }
        due = false;
      }
      seen.add(observation(step, last, commands.untold()));
    }
  }

  private static boolean drains(BootPlan.Step event) {
    return event.verb().equals("unload") && event.subject().equals("dax_hmem");
  }

  private void addEvents(List<BootPlan.Step> told, boolean early) {
    for (BootPlan.Step event : told) {
      Map<String, String> how = new LinkedHashMap<>(event.arguments());
      if (early) {
        how.put("before", "hmem-work");
      }
      events.add(new BootPlan.Step(event.verb(), event.subject(), how, event.time(), event.at()));
    }
  }

  /** A device that is probed by a later step was added while nobody probed by itself. */
  private void waitForProbes() {
    for (int i = 0; i < events.size(); i++) {
      BootPlan.Step add = events.get(i);
      boolean probed =
          events.subList(i, events.size()).stream()
              .anyMatch(e -> e.verb().equals("probe") && e.subject().equals(add.subject()));
      if (add.verb().equals("hot-add") && probed) {
        Map<String, String> how = new LinkedHashMap<>(add.arguments());
        how.put("autoprobe", "no");
        events.set(i, new BootPlan.Step("hot-add", add.subject(), how, add.time(), add.at()));
      }
    }
  }

  private boolean dueAt(double time, boolean before) {
    return dueBetween(Double.NEGATIVE_INFINITY, time, before);
  }

  /** Returns whether work is due at the end of a time, as far as the log tells. */
  private boolean dueBetween(double from, double to, boolean before) {
    boolean due = before;
    for (Observation.Message message : sources.all(Observation.Message.class)) {
      if (message.time() > from - 0.3 && message.time() <= to) {
        due =
            message.text().startsWith(AWAIT)
                || due && !message.text().startsWith(CLAIMS) && !message.text().startsWith(LEAVES);
      }
    }
    return due;
  }

  private static double number(@Nullable String text, double otherwise) {
    return text == null ? otherwise : Double.parseDouble(text);
  }

  private Observation.Step observation(BootPlan.Step step, int last, List<String> untold) {
    List<Evidence> state = snapshots.at(step.arguments().getOrDefault("label", step.subject()));
    String label = step.arguments().getOrDefault("label", step.subject());
    return new Observation.Step(
        label,
        command(step),
        last,
        String.join("; ", untold),
        Snapshots.iomem(state),
        Snapshots.dax(state),
        Snapshots.messages(state),
        step.at());
  }

  private StepCommands.Machine machineAt(int index, List<Memdev> memdevs) {
    List<Evidence> before =
        index == 0
            ? snapshots.beforeFirst()
            : snapshots.at(taken.get(index - 1).arguments().getOrDefault("label", ""));
    Map<String, String> byHost = new HashMap<>();
    memdevs.forEach(m -> byHost.put(m.host(), m.name()));
    List<String> absent =
        memdevs.stream()
            .filter(m -> m.state().equals("absent"))
            .map(Memdev::name)
            .filter(name -> events.stream().noneMatch(e -> isAdded(e, name)))
            .toList();
    return new StepCommands.Machine() {
      @Override
      public Optional<String> memdevAt(String host) {
        return Optional.ofNullable(byHost.get(host));
      }

      @Override
      public Optional<AddressRange> rangeOf(String name) {
        return Snapshots.rangeOf(name, before);
      }

      @Override
      public List<String> regions() {
        return Snapshots.regions(before);
      }

      @Override
      public List<String> absent() {
        return absent;
      }
    };
  }

  private static boolean isAdded(BootPlan.Step event, String memdev) {
    return event.verb().equals("hot-add") && event.subject().equals(memdev);
  }

  /** Returns what was seen after each step; to be asked when the plan is made. */
  List<Observation.Step> seen() {
    return List.copyOf(seen);
  }

  /** Says which commands no event stands for. */
  void remark(Problems problems) {
    for (Observation.Step step : seen) {
      if (!step.untold().isEmpty()) {
        problems.warning(
            step.at(),
            "",
            "no event says what %s did: %s".formatted(step.name(), step.untold()),
            "what follows is predicted as if it had not been done");
      }
    }
  }

  /** Returns the modules that came later although no step asked for them. */
  List<String> loadedLater() {
    List<String> asked =
        events.stream().filter(e -> e.verb().equals("load")).map(BootPlan.Step::subject).toList();
    List<String> later = new ArrayList<>();
    for (BootPlan.Step step : taken) {
      List<String> modules =
          Snapshots.modules(snapshots.at(step.arguments().getOrDefault("label", "")));
      if (modules != null) {
        later.addAll(modules);
      }
    }
    later.removeAll(asked);
    return sources.settings("boot.udev").isEmpty() ? List.of() : later;
  }
}
