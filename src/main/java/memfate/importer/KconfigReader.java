package memfate.importer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeSet;
import java.util.stream.Stream;
import memfate.platform.KconfigSetting;
import memfate.platform.NearestWord;

/** Reads {@code kconfig}: options, and presets of which single options may differ. */
final class KconfigReader {
  private static final String PRESETS = "/memfate/importer/kconfig-presets.properties";

  private KconfigReader() {}

  static List<KconfigSetting> read(Fields platform) {
    Node node = platform.node("kconfig");
    if (node == null) {
      return List.of();
    }
    Reading reading = platform.reading();
    Map<String, KconfigSetting> settings = new LinkedHashMap<>();
    for (Node.Entry entry : reading.entries(node, "kconfig")) {
      if (!entry.key().equals("preset")) {
        option(reading, entry).ifPresent(setting -> put(reading, settings, setting, entry));
      }
    }
    Node preset = node instanceof Node.Mapping mapping ? mapping.get("preset") : null;
    if (preset != null) {
      fillIn(reading, preset, settings);
    }
    return new ArrayList<>(settings.values());
  }

  /** Adds the options of a preset that are not set one by one. */
  private static void fillIn(Reading reading, Node name, Map<String, KconfigSetting> settings) {
    Map<String, String> options =
        reading.scalar(name, "kconfig.preset", KconfigReader::preset).orElse(Map.of());
    options.forEach(
        (option, value) ->
            settings.putIfAbsent(option, new KconfigSetting(option, value, name.at())));
  }

  private static Optional<KconfigSetting> option(Reading reading, Node.Entry entry) {
    String name = entry.key().startsWith("CONFIG_") ? entry.key().substring(7) : entry.key();
    if (!name.matches("[A-Za-z0-9_]{1,100}")) {
      String message = "'%s' is not a Kconfig option".formatted(Unsigned.shorten(entry.key()));
      reading.problems().errorAtKey(entry, message, "write DEV_DAX_HMEM: \"m\"");
      return Optional.empty();
    }
    warnOfTypo(reading, entry, name);
    return reading
        .scalar(entry.value(), "kconfig." + name, Scalars::kconfig)
        .map(value -> new KconfigSetting(name, value, entry.keyAt()));
  }

  /** A kernel has thousands of options, so that a name one letter off may still be another one. */
  private static void warnOfTypo(Reading reading, Node.Entry entry, String name) {
    TreeSet<String> known = new TreeSet<>(defaults().keySet());
    boolean ours = Stream.of("CXL", "DEV_DAX", "EFI_S").anyMatch(name::startsWith);
    if (known.contains(name) || !ours) {
      return;
    }
    known.stream()
        .filter(option -> NearestWord.distance(name, option) == 1)
        .findFirst()
        .ifPresent(
            option ->
                reading
                    .problems()
                    .warning(
                        entry.keyAt(),
                        entry.key(),
                        "no rule reads the Kconfig option '%s'".formatted(name),
                        "did you mean '%s'?".formatted(option)));
  }

  private static void put(
      Reading reading,
      Map<String, KconfigSetting> settings,
      KconfigSetting setting,
      Node.Entry entry) {
    KconfigSetting before = settings.putIfAbsent(setting.name(), setting);
    if (before != null) {
      reading
          .problems()
          .errorAtKey(
              entry,
              "option '%s' is set twice".formatted(setting.name()),
              "the first one is at " + before.at());
    }
  }

  private static Map<String, String> defaults() {
    try {
      return preset("default");
    } catch (ScalarException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, String> preset(String name) throws ScalarException {
    Map<String, Map<String, String>> presets = Presets.ALL;
    Map<String, String> preset = presets.get(name);
    if (preset == null) {
      throw new ScalarException(
          "no kconfig preset is called '%s'".formatted(Unsigned.shorten(name)),
          DidYouMean.help(name, presets.keySet()));
    }
    return preset;
  }

  /** The presets of the resource file, read when first needed. */
  private static final class Presets {
    static final Map<String, Map<String, String>> ALL = load();

    /** Lines are {@code preset = NAME=value NAME=value ...}. */
    private static Map<String, Map<String, String>> load() {
      Properties lines = new Properties();
      try (InputStream in = KconfigReader.class.getResourceAsStream(PRESETS)) {
        if (in == null) {
          throw new IllegalStateException("no resource " + PRESETS);
        }
        lines.load(in);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      Map<String, Map<String, String>> presets = new LinkedHashMap<>();
      for (String name : new TreeSet<>(lines.stringPropertyNames())) {
        Map<String, String> options = new LinkedHashMap<>();
        for (String option : lines.getProperty(name).split("\\s+", -1)) {
          options.put(
              option.substring(0, option.indexOf('=')), option.substring(option.indexOf('=') + 1));
        }
        presets.put(name, options);
      }
      return presets;
    }
  }
}
