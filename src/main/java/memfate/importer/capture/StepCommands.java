package memfate.importer.capture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.iomem.AddressRange;
import memfate.platform.BootPlan;
import memfate.platform.SourceLocation;

/**
 * The commands of a step as events of a description. What has no event is named, not guessed.
 *
 * <p>Besides commands proper, those of capture scripts: {@code unbind DRIVER DEVICE}, {@code bind
 * DRIVER DEVICE}, {@code qmp add}, {@code fw}.
 */
final class StepCommands {

  /** What the commands speak of. */
  interface Machine {
    /** Returns the memory device at a PCI address. */
    Optional<String> memdevAt(String host);

    /** Returns where a region or dax device is just before the step. */
    Optional<AddressRange> rangeOf(String name);

    /** Returns the regions just before the step. */
    List<String> regions();

    /** Returns the memory devices that are not there yet. */
    List<String> absent();
  }

  private static final String PCI = "[0-9a-f]{4}:[0-9a-f]{2}:[0-9a-f]{2}\\.[0-7]";
  private static final Pattern WRITE =
      Pattern.compile("echo (?:-n )?['\"]?(\\S{1,100}?)['\"]? ?> ?(/sys/\\S{1,300})");
  private static final Pattern REMOVE =
      Pattern.compile("/sys/bus/pci/devices/(" + PCI + ")/remove");
  private static final Pattern DRIVER =
      Pattern.compile("/sys/bus/\\w{1,20}/drivers/[\\w-]{1,60}/(unbind|bind)");
  private static final List<String> QUIET =
      List.of("sleep", "state", "wait", "true", ":", "sync", "udevadm", "cat", "cd", "ls");
  private static final List<String> WITH_VALUE =
      List.of(
          "-t",
          "--type",
          "-d",
          "--decoder",
          "-w",
          "--ways",
          "-g",
          "--granularity",
          "-s",
          "--size",
          "-m",
          "--mode",
          "-r",
          "--region",
          "-b",
          "--bus",
          "-a",
          "--align");

  private final Machine machine;
  private final double time;
  private final SourceLocation at;
  private final List<BootPlan.Step> events = new ArrayList<>();
  private final List<String> untold = new ArrayList<>();

  StepCommands(Machine machine, BootPlan.Step step) {
    this.machine = machine;
    this.time = step.time();
    this.at = step.at();
    split(step.arguments().getOrDefault("command", "")).forEach(this::read);
  }

  /** Commands end at {@code ;}, {@code &&} and line ends, but not inside quotes. */
  private static List<String> split(String text) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    char quote = 0;
    for (char c : (text + ";").toCharArray()) {
      if (quote == 0 && (c == ';' || c == '&' || c == '\n')) {
        if (!command.toString().isBlank()) {
          commands.add(command.toString().strip());
        }
        command.setLength(0);
      } else {
        quote = c == quote ? 0 : quote == 0 && (c == '\'' || c == '"') ? c : quote;
        command.append(c);
      }
    }
    return commands;
  }

  List<BootPlan.Step> events() {
    return events;
  }

  /** Returns the commands that no event stands for. */
  List<String> untold() {
    return untold;
  }

  private void read(String command) {
    List<String> words = new ArrayList<>(List.of(command.split("\\s+")));
    if (words.size() > 2 && words.get(0).equals("timeout")) {
      words.subList(0, 2).clear();
    }
    if (words.get(0).equals("sudo")) {
      words.remove(0);
    }
    List<String> rest = words.subList(Math.min(1, words.size()), words.size());
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "unbind", "bind" -> bind(words.get(0), words.get(words.size() - 1));
      case "rmmod" -> modules("unload", rest, Map.of());
      case "insmod" ->
          modules(
              "load", rest.subList(0, Math.min(1, rest.size())), Map.of("ignore-softdep", "true"));
      case "modprobe" -> modules(rest.contains("-r") ? "unload" : "load", rest, Map.of());
      case "cxl" -> cxl(command, rest);
      case "daxctl" -> daxctl(command, rest);
      case "echo" -> write(command);
      case "qmp" -> qmp(command, rest);
      case "fw" -> {}
      default -> {
        if (!QUIET.contains(words.get(0))) {
          untold.add(command);
        }
      }
    }
  }

  private void bind(String verb, String device) {
    tell(verb, device.matches(PCI) ? machine.memdevAt(device).orElse(device) : device, Map.of());
  }

  private void modules(String verb, List<String> words, Map<String, String> how) {
    words.stream()
        .filter(word -> !word.startsWith("-"))
        .map(word -> word.replaceFirst(".*/", "").replaceFirst("\\.ko.*$", "").replace('-', '_'))
        .filter(Concerned::module)
        .forEach(module -> tell(verb, module, how));
  }

  private void cxl(String command, List<String> words) {
    Map<String, String> options = options(words);
    List<String> names = names(words);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "disable-region" -> each("disable", names);
      case "enable-region" -> each("enable", names);
      case "destroy-region" -> {
        for (String region : all(names)) {
          Map<String, String> how = new LinkedHashMap<>(place(region));
          if (!options.containsKey("-f") && !options.containsKey("--force")) {
            how.put("force", "no");
          }
          tell("destroy", region, how);
        }
      }
      case "create-region" -> createRegion(command, options, names);
      case "list" -> {}
      default -> untold.add(command);
    }
  }

  private void createRegion(String command, Map<String, String> options, List<String> names) {
    String decoder = option(options, "-d", "--decoder");
    String type = option(options, "-t", "--type");
    Matcher root = Pattern.compile("decoder0\\.(\\d{1,6})").matcher(decoder);
    List<String> memdevs = names.stream().filter(name -> name.matches("mem\\d{1,6}")).toList();
    if (!root.matches() || memdevs.isEmpty() || !(type.isEmpty() || type.equals("ram"))) {
      untold.add(command);
      return;
    }
    Map<String, String> how = new LinkedHashMap<>();
    how.put("window", String.valueOf(root.group(1)));
    how.put("memdevs", String.join(", ", memdevs));
    put(how, "size", option(options, "-s", "--size"));
    put(how, "granularity", option(options, "-g", "--granularity"));
    tell("create", "region", how);
  }

  private void daxctl(String command, List<String> words) {
    Map<String, String> options = options(words);
    List<String> names = names(words);
    switch (words.isEmpty() ? "" : words.get(0)) {
      case "reconfigure-device" -> {
        String mode = option(options, "-m", "--mode");
        boolean quiet = options.containsKey("-N") || options.containsKey("--no-online");
        for (String device : names) {
          Map<String, String> how = new LinkedHashMap<>();
          how.put("mode", mode.equals("system-ram") ? mode : "devdax");
          if (mode.equals("system-ram") && !quiet) {
            how.put("memory", "online");
          }
          how.putAll(place(device));
          tell("reconfigure", device, how);
        }
      }
      case "disable-device" -> each("disable", names);
      case "enable-device" -> each("enable", names);
      case "destroy-device" -> each("destroy", names);
      case "offline-memory" -> each("offline", names);
      case "online-memory" -> each("online", names);
      case "create-device" -> {
        String region = option(options, "-r", "--region");
        Map<String, String> how = new LinkedHashMap<>();
        put(how, "size", option(options, "-s", "--size"));
        tell("create", region.isEmpty() ? "dax" : "dax" + region.replaceFirst("^\\D+", ""), how);
      }
      case "list" -> {}
      default -> untold.add(command);
    }
  }

  private void write(String command) {
    Matcher write = WRITE.matcher(command);
    if (!write.matches()) {
      if (command.contains(">")) {
        untold.add(command);
      }
      return;
    }
    String value = write.group(1);
    String file = write.group(2);
    Matcher remove = REMOVE.matcher(file);
    Matcher driver = DRIVER.matcher(file);
    if (remove.matches()) {
      found(command, machine.memdevAt(remove.group(1)), m -> tell("hot-remove", m, Map.of()));
    } else if (file.equals("/sys/bus/pci/rescan")) {
      tell("rescan", "pci", Map.of());
    } else if (file.equals("/sys/bus/pci/drivers_probe")) {
      found(command, machine.memdevAt(value), m -> tell("probe", m, Map.of()));
    } else if (driver.matches()) {
      bind(driver.group(1), value);
    } else if (!file.equals("/sys/bus/pci/drivers_autoprobe")) {
      untold.add(command);
    }
  }

  private void qmp(String command, List<String> words) {
    String what = words.isEmpty() ? "" : words.get(0);
    if (what.equals("add") || what.equals("device_add")) {
      found(command, machine.absent().stream().findFirst(), m -> tell("hot-add", m, Map.of()));
    } else {
      untold.add(command);
    }
  }

  private void found(String command, Optional<String> memdev, Consumer<String> then) {
    memdev.ifPresentOrElse(then, () -> untold.add(command));
  }

  private void each(String verb, List<String> names) {
    all(names).forEach(name -> tell(verb, name, place(name)));
  }

  private List<String> all(List<String> names) {
    return names.contains("all") ? machine.regions() : names;
  }

  private Map<String, String> place(String name) {
    return machine
        .rangeOf(name)
        .map(range -> Map.of("at", "0x%x".formatted(range.start())))
        .orElse(Map.of());
  }

  private void tell(String verb, String subject, Map<String, String> how) {
    events.add(new BootPlan.Step(verb, subject, how, time, at));
  }

  private static void put(Map<String, String> map, String key, String value) {
    if (!value.isEmpty()) {
      map.put(key, value);
    }
  }

  private static String option(Map<String, String> options, String brief, String full) {
    return options.getOrDefault(brief, options.getOrDefault(full, ""));
  }

  /** In {@code cxl}, {@code -m} is a flag: names of memory devices follow. */
  private static boolean takesValue(List<String> words, String word) {
    return WITH_VALUE.contains(word) && !(word.equals("-m") && words.contains("create-region"));
  }

  private static Map<String, String> options(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 1; i < words.size(); i++) {
      String word = words.get(i);
      int equals = word.indexOf('=');
      if (word.startsWith("--") && equals > 0) {
        options.put(word.substring(0, equals), word.substring(equals + 1));
      } else if (word.startsWith("-")) {
        boolean value = takesValue(words, word) && i + 1 < words.size();
        options.put(word, value ? words.get(++i) : "");
      }
    }
    return options;
  }

  private static List<String> names(List<String> words) {
    List<String> names = new ArrayList<>();
    for (int i = 1; i < words.size(); i++) {
      if (!words.get(i).startsWith("-")) {
        names.add(words.get(i));
      } else if (takesValue(words, words.get(i))) {
        i++;
      }
    }
    return names;
  }
}
