package memfate.importer.capture;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.importer.CommandLine;
import memfate.importer.Problems;
import memfate.importer.ScalarException;
import memfate.importer.SizeText;
import memfate.importer.Unsigned;
import memfate.platform.KernelParameter;
import memfate.platform.Memdev;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * The CXL part of a QEMU command line: memory devices with their capacities and host bridges, whose
 * UID is their {@code bus_nr}. Fixed memory windows have no base there, so that they become {@code
 * qemu.window.N} settings ({@code size=... ways=... granularity=... targets=...}). Devices have no
 * name, because the kernel numbers them as it finds them.
 */
public final class QemuCommandLine implements Format {
  private static final Pattern PROGRAM =
      Pattern.compile("(?s).{0,1024}?\\bqemu-system-(\\w{1,20}).*");
  private static final Pattern WINDOW =
      Pattern.compile(
          "(?:cxl-fmw\\.(\\d{1,4})\\.)?(targets\\.\\d{1,3}|size|interleave-granularity)");
  private static final int MOST_BUSES = 32;
  private static final int NARROWEST = 256;

  @Override
  public String name() {
    return "QEMU command line";
  }

  @Override
  public boolean recognises(Artifact artifact) {
    String head = artifact.head();
    return !head.stripLeading().startsWith("{")
        && (PROGRAM.matcher(head).matches() || head.contains("-device pxb-cxl"));
  }

  @Override
  public void read(Artifact artifact, Evidence evidence, Problems problems) {
    problems.addSource(artifact.source());
    Reading reading = new Reading(evidence, problems);
    String option = "";
    for (Word word : words(artifact)) {
      reading.value(option, word);
      option = word.text().startsWith("-") ? word.text().replaceFirst("^--?", "") : "";
    }
    reading.finish();
    Matcher program = PROGRAM.matcher(artifact.head());
    if (program.matches() && program.group(1).matches("x86_64|aarch64|riscv64")) {
      evidence.tell(new Setting("machine.arch", program.group(1), artifact.at()));
    }
  }

  /** A word of the command, without quotes. */
  private record Word(String text, SourceLocation at) {}

  /** Splits as a shell does: quotes of both kinds, and a backslash before anything. */
  private static List<Word> words(Artifact artifact) {
    List<Word> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    SourceLocation at = artifact.at();
    char quote = 0;
    int number = 0;
    for (String line : artifact.lines()) {
      number++;
      for (int i = 0; i < line.length(); i++) {
        char c = line.charAt(i);
        if (quote == 0 && Character.isWhitespace(c)) {
          add(words, word, at);
          continue;
        }
        at = word.isEmpty() ? artifact.at(number, i + 1) : at;
        if (c == '\\' && quote != '\'') {
          i++;
          word.append(i < line.length() ? line.substring(i, i + 1) : "");
        } else if (quote == 0 && (c == '"' || c == '\'')) {
          quote = c;
        } else if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      }
      if (quote == 0) {
        add(words, word, at);
      }
    }
    add(words, word, at);
    return words;
  }

  private static void add(List<Word> words, StringBuilder word, SourceLocation at) {
    if (!word.isEmpty()) {
      words.add(new Word(word.toString(), at));
      word.setLength(0);
    }
  }

  /** {@code type,key=value,key=value}; the type is at the key {@code ""}. */
  private static Map<String, String> properties(String text) {
    Map<String, String> properties = new LinkedHashMap<>();
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        properties.putIfAbsent(part.substring(0, equals), part.substring(equals + 1));
      } else {
        properties.putIfAbsent("", part);
      }
    }
    return properties;
  }

  /** A device of type 3, kept until all buses are known. */
  private record Device(Map<String, String> properties, SourceLocation at) {}

  /** A fixed memory window. */
  private record Window(Map<String, String> properties, SourceLocation at) {}

  /** The state of reading one command line. */
  private static final class Reading {
    private final Evidence evidence;
    private final Problems problems;
    private final Map<String, String> backends = new HashMap<>();
    private final Map<String, String> busNumbers = new HashMap<>();
    private final Map<String, String> buses = new HashMap<>();
    private final List<Device> devices = new ArrayList<>();
    private final Map<Integer, Window> windows = new TreeMap<>();

    Reading(Evidence evidence, Problems problems) {
      this.evidence = evidence;
      this.problems = problems;
    }

    void value(String option, Word word) {
      switch (option) {
        case "M", "machine" -> machine(word);
        case "cxl-fixed-memory-window" -> {
          int index = windows.size();
          properties(word.text()).forEach((key, value) -> window(index, key, value, word));
        }
        case "object" -> object(properties(word.text()));
        case "device" -> device(properties(word.text()), word.at());
        case "append" ->
            CommandLine.words(word.text())
                .forEach(w -> evidence.tell(new KernelParameter(w.name(), w.value(), word.at())));
        default -> {
          // nothing of CXL
        }
      }
    }

    private void machine(Word word) {
      properties(word.text())
          .forEach(
              (key, value) -> {
                Matcher window = WINDOW.matcher(key);
                if (window.matches() && window.group(1) != null) {
                  window(Integer.parseInt(window.group(1)), window.group(2), value, word);
                }
              });
    }

    private void window(int index, String key, String value, Word word) {
      windows
          .computeIfAbsent(index, i -> new Window(new TreeMap<>(), word.at()))
          .properties()
          .put(key, value);
    }

    private void object(Map<String, String> properties) {
      if (properties.getOrDefault("", "").startsWith("memory-backend-")) {
        backends.put(properties.getOrDefault("id", ""), properties.getOrDefault("size", ""));
      }
    }

    private void device(Map<String, String> properties, SourceLocation at) {
      String type = properties.getOrDefault("", "");
      String id = properties.getOrDefault("id", "");
      if (type.equals("pxb-cxl")) {
        busNumbers.put(id, properties.getOrDefault("bus_nr", ""));
      } else if (type.equals("cxl-type3")) {
        devices.add(new Device(properties, at));
      } else if (type.startsWith("cxl-")) {
        buses.put(id, properties.getOrDefault("bus", ""));
      }
    }

    void finish() {
      devices.forEach(this::memdev);
      windows.forEach(this::setting);
      windows.values().stream()
          .findFirst()
          .ifPresent(
              window ->
                  problems.warning(
                      window.at(),
                      "",
                      "the command line does not tell where the CXL windows lie",
                      "the CEDT or /proc/iomem of the guest does"));
    }

    private void memdev(Device device) {
      Map<String, String> properties = device.properties();
      String pmem =
          properties.getOrDefault("persistent-memdev", properties.getOrDefault("memdev", ""));
      Long bridge = bridge(properties.getOrDefault("bus", ""), device.at());
      evidence.tell(
          new Memdev(
              "",
              "",
              properties.containsKey("sn") ? number(properties.get("sn"), 0, device.at()) : 0,
              capacity(properties.getOrDefault("volatile-memdev", ""), device.at()),
              capacity(pmem, device.at()),
              bridge,
              false,
              "enabled",
              "",
              bridge == null ? "" : "pci0000:%02x".formatted(bridge),
              List.of(),
              device.at()));
    }

    /** A device that names no backend has none of this kind of memory. */
    private long capacity(String backend, SourceLocation at) {
      return backend.isEmpty() ? 0 : number(backends.get(backend), -1, at);
    }

    /** Follows ports and switches up to the host bridge. */
    private @Nullable Long bridge(String bus, SourceLocation at) {
      String above = bus;
      for (int i = 0; i < MOST_BUSES && buses.containsKey(above); i++) {
        above = buses.getOrDefault(above, "");
      }
      long number = number(busNumbers.get(above), -1, at);
      return number < 0 ? null : Long.valueOf(number);
    }

    private void setting(int index, Window window) {
      List<String> targets = new ArrayList<>();
      Map<String, String> properties = window.properties();
      for (int i = 0; properties.containsKey("targets." + i); i++) {
        targets.add(
            String.valueOf(bridge(properties.getOrDefault("targets." + i, ""), window.at())));
      }
      long size = number(window.properties().get("size"), -1, window.at());
      long granularity =
          number(window.properties().get("interleave-granularity"), NARROWEST, window.at());
      String text =
          "size=%d ways=%d granularity=%d targets=%s"
              .formatted(size, targets.size(), granularity, String.join(",", targets));
      evidence.tell(new Setting("qemu.window." + index, text, window.at()));
    }

    private long number(@Nullable String text, long otherwise, SourceLocation at) {
      if (text == null || text.isEmpty()) {
        return otherwise;
      }
      try {
        return Character.isLetter(text.charAt(text.length() - 1)) && !text.startsWith("0x")
            ? SizeText.parse(text)
            : Unsigned.parse(text);
      } catch (ScalarException e) {
        problems.warning(at, "", e.message(), e.help());
        return otherwise;
      }
    }
  }
}
