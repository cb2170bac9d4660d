package memfate.importer.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import memfate.platform.BootPlan;
import memfate.platform.KconfigSetting;
import memfate.platform.KernelBuild;
import memfate.platform.KernelParameter;
import memfate.platform.ModuleSpec;
import memfate.platform.SourceLocation;

/** The kernel: version, options, parameters, modules, and the order in which they were loaded. */
final class KernelMerge {
  private static final Pattern RELEASE = Pattern.compile("\\d+(\\.\\d+)*(-rc\\d+)?");

  private static final Pattern WITHOUT_SOFTDEP = Pattern.compile("(7\\.[1-9]|[89]\\.|[1-9]\\d)");

  /** Modules that udev loads; cxl_port, which others bring along, is not among them. */
  private static final List<String> AUTOLOADED =
      List.of("cxl_acpi", "cxl_pci", "cxl_mem", "dax_hmem", "dax_cxl", "device_dax", "kmem");

  private final Sources sources;

  KernelMerge(Sources sources) {
    this.sources = sources;
  }

  KernelBuild build() {
    Optional<Setting> version = version();
    return new KernelBuild(
        version.map(Setting::value).orElse(""),
        sources.settings("kernel.distro").stream().findFirst().map(Setting::value).orElse(""),
        List.of(),
        "",
        version.map(Setting::at).orElse(SourceLocation.NONE));
  }

  /** A contradiction only if the releases differ: tools cut the rest differently. */
  private Optional<Setting> version() {
    List<Setting> told = sources.settings("kernel.version");
    told.stream()
        .filter(other -> !release(other.value()).equals(release(told.get(0).value())))
        .forEach(
            other ->
                sources.contradicts(
                    "the kernel version",
                    other.value(),
                    other.at(),
                    told.get(0).value(),
                    told.get(0).at()));
    return told.stream().findFirst();
  }

  private static String release(String version) {
    Matcher matcher = RELEASE.matcher(version);
    return matcher.lookingAt() ? matcher.group() : version;
  }

  List<KernelParameter> cmdline() {
    List<List<KernelParameter>> told =
        sources.evidence().stream()
            .map(e -> e.all(KernelParameter.class))
            .filter(list -> !list.isEmpty())
            .toList();
    if (told.isEmpty()) {
      return List.of();
    }
    List<KernelParameter> taken = told.get(0);
    told.stream().skip(1).forEach(other -> compare(other, taken));
    return taken;
  }

  /** Names the words that one has and the other has not. */
  private void compare(List<KernelParameter> other, List<KernelParameter> taken) {
    String only = without(other, taken);
    String missing = without(taken, other);
    if (!only.isEmpty() || !missing.isEmpty()) {
      sources.contradicts(
          "the command line",
          only.isEmpty() ? "without " + missing : "with " + only,
          other.get(0).at(),
          missing.isEmpty() ? "without " + only : "with " + missing,
          taken.get(0).at());
    }
  }

  private static String without(List<KernelParameter> words, List<KernelParameter> others) {
    Set<String> known = others.stream().map(KernelMerge::word).collect(Collectors.toSet());
    return words.stream()
        .map(KernelMerge::word)
        .filter(word -> !known.contains(word) && !word.startsWith("BOOT_IMAGE="))
        .collect(Collectors.joining(" "));
  }

  private static String word(KernelParameter parameter) {
    return parameter.value().isEmpty()
        ? parameter.name()
        : parameter.name() + "=" + parameter.value();
  }

  List<KconfigSetting> kconfig() {
    Map<String, KconfigSetting> settings = new LinkedHashMap<>();
    for (KconfigSetting setting : sources.all(KconfigSetting.class)) {
      KconfigSetting before = settings.putIfAbsent(setting.name(), setting);
      if (before != null && !before.value().equals(setting.value())) {
        sources.contradicts(
            "CONFIG_" + setting.name(), setting.value(), setting.at(), before.value(), before.at());
      }
    }
    return List.copyOf(settings.values());
  }

  /**
   * Modules that differ from the default.
   *
   * @param atEnd files that show the machine when its boot was over, if steps followed: what was
   *     not loaded then, no boot loaded
   * @param later modules that came by themselves later, when a step gave them a device
   */
  List<ModuleSpec> modules(List<Evidence> atEnd, List<String> later) {
    Map<String, ModuleSpec> modules = new LinkedHashMap<>();
    atEnd.stream()
        .flatMap(e -> e.all(Setting.class).stream())
        .filter(s -> s.key().equals("modules.load-order"))
        .flatMap(loaded -> notLoaded(loaded).stream())
        .filter(module -> !later.contains(module.name()))
        .forEach(module -> modules.put(module.name(), module));
    for (ModuleSpec told : sources.all(ModuleSpec.class)) {
      modules.merge(told.name(), told, KernelMerge::both);
    }
    return List.copyOf(modules.values());
  }

  private static List<ModuleSpec> notLoaded(Setting loaded) {
    List<String> names = List.of(loaded.value().split(" "));
    return AUTOLOADED.stream()
        .filter(name -> !names.contains(name))
        .map(name -> new ModuleSpec(name, "", null, false, 0, Map.of(), loaded.at()))
        .toList();
  }

  private static ModuleSpec both(ModuleSpec one, ModuleSpec other) {
    Map<String, String> parameters = new LinkedHashMap<>(other.parameters());
    parameters.putAll(one.parameters());
    return new ModuleSpec(
        one.name(),
        one.state().isEmpty() ? other.state() : one.state(),
        one.inInitramfs() == null ? other.inInitramfs() : one.inInitramfs(),
        one.autoload() == null ? other.autoload() : one.autoload(),
        Math.max(one.delay(), other.delay()),
        parameters,
        one.at());
  }

  /** Modules that somebody loaded one by one, as a log of the steps tells; else the usual order. */
  BootPlan boot() {
    List<BootPlan.Step> loads = new ArrayList<>();
    for (BootPlan.Step step : sources.all(BootPlan.Step.class)) {
      if (step.verb().equals("load")) {
        loads.add(
            new BootPlan.Step("load", step.subject(), arguments(step), step.time(), step.at()));
      }
    }
    return new BootPlan(
        loads.isEmpty() ? "default" : "fixed",
        loads,
        loads.isEmpty() ? SourceLocation.NONE : loads.get(0).at());
  }

  /**
   * A loader that honours softdeps has cxl_acpi loaded before dax_hmem. From v7.1 on dax_hmem has
   * no softdep, and its order says nothing of the loader.
   */
  private Map<String, String> arguments(BootPlan.Step step) {
    boolean against =
        step.subject().equals("dax_hmem")
            && position("dax_hmem") < position("cxl_acpi")
            && sources.settings("kernel.version").stream()
                .noneMatch(version -> WITHOUT_SOFTDEP.matcher(version.value()).lookingAt());
    return step.arguments().containsKey("ignore-softdep") || against
        ? Map.of("ignore-softdep", "true")
        : Map.of();
  }

  private int position(String module) {
    return sources.settings("modules.load-order").stream()
        .map(order -> List.of(order.value().split(" ")).indexOf(module))
        .filter(index -> index >= 0)
        .findFirst()
        .orElse(Integer.MAX_VALUE);
  }

  /** Seconds at which the first step after the boot began, or infinity. */
  double firstStep() {
    return sources.all(BootPlan.Step.class).stream()
        .filter(step -> step.verb().equals("step"))
        .mapToDouble(BootPlan.Step::time)
        .min()
        .orElse(Double.POSITIVE_INFINITY);
  }

  /** Returns the texts of settings below a key, by what follows it. */
  Map<String, String> below(String prefix) {
    Map<String, String> texts = new LinkedHashMap<>();
    sources.all(Setting.class).stream()
        .filter(s -> s.key().startsWith(prefix))
        .map(Setting::key)
        .distinct()
        .forEach(
            key ->
                texts.put(
                    key.substring(prefix.length()),
                    Objects.requireNonNull(sources.setting(key).map(Setting::value).orElse(""))));
    return texts;
  }
}
