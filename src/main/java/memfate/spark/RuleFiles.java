package memfate.spark;

import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.engine.PolicyException;
import memfate.eval.BootEvaluation;
import memfate.eval.Evaluation;
import memfate.eval.PackSettings;
import memfate.packs.PackLibrary;
import memfate.packs.PackPath;
import memfate.packs.QuirkSwitches;
import memfate.packs.TrustedKeys;

/**
 * The rules, packs and keys of a run by value, so that an executor needs no disk but its own.
 *
 * @param files bytes by path: below {@code rules}, {@code packs/NUMBER} and {@code keys}
 * @param places where packs lie among them, in the order of the pack path
 * @param packs whether packs are used
 * @param switches quirks that are switched on or off, as the command line has them
 * @param today what review dates are compared with
 */
record RuleFiles(
    TreeMap<String, byte[]> files,
    ArrayList<PlaceOfPacks> places,
    boolean packs,
    ArrayList<String> switches,
    LocalDate today)
    implements Serializable {
  private static final String RULES = "rules";
  private static final String KEYS = "keys";

  /** A place of packs: a folder, or the one pack that it is. */
  record PlaceOfPacks(String path, String name, boolean local, boolean required)
      implements Serializable {}

  /** Reads what a run needs. */
  static RuleFiles read(Path rules, PackSettings settings) {
    TreeMap<String, byte[]> files = new TreeMap<>();
    ArrayList<PlaceOfPacks> places = new ArrayList<>();
    add(files, RULES, rules);
    if (!settings.none()) {
      for (PackPath.Place place : PackPath.usual(rules, settings.folders()).places()) {
        places.add(add(files, place, places.isEmpty() ? "rules/packs" : "packs/" + places.size()));
      }
      List<Path> keys = TrustedKeys.usualFiles(settings.keys());
      for (int i = 0; i < keys.size(); i++) {
        add(files, KEYS + "/%04d.pem".formatted(i), keys.get(i));
      }
    }
    return new RuleFiles(
        files,
        places,
        !settings.none(),
        new ArrayList<>(settings.switches().words()),
        settings.today());
  }

  private static PlaceOfPacks add(Map<String, byte[]> files, PackPath.Place place, String to) {
    Path folder = place.folder();
    String path = Files.isRegularFile(folder) ? to + ".zip" : to;
    for (Path pack : packsIn(place)) {
      String below = folder.relativize(pack).toString().replace('\\', '/');
      add(files, below.isEmpty() ? path : path + "/" + below, pack);
    }
    return new PlaceOfPacks(path, place.name(), place.local(), place.required());
  }

  /** A place that cannot be read has none; whoever opens the packs says why. */
  private static List<Path> packsIn(PackPath.Place place) {
    try {
      return PackPath.packsIn(place);
    } catch (PolicyException e) {
      return List.of();
    }
  }

  private static void add(Map<String, byte[]> files, String to, Path from) {
    try (Stream<Path> found = Files.walk(from)) {
      for (Path file : (Iterable<Path>) found.filter(Files::isRegularFile)::iterator) {
        String below = from.relativize(file).toString().replace('\\', '/');
        files.put(below.isEmpty() ? to : to + "/" + below, Files.readAllBytes(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes them below a folder, and opens them there. */
  Evaluation open(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> file : files.entrySet()) {
      Path path = folder.resolve(file.getKey());
      Files.createDirectories(path.getParent());
      Files.write(path, file.getValue());
    }
    Path rules = folder.resolve(RULES);
    Files.createDirectories(rules);
    return packs
        ? new BootEvaluation(rules, library(folder), PackSettings.NONE.at(today))
        : new BootEvaluation(rules);
  }

  private PackLibrary library(Path folder) {
    List<PackPath.Place> found =
        places.stream()
            .map(
                place ->
                    new PackPath.Place(
                        folder.resolve(place.path()),
                        place.name(),
                        place.local(),
                        place.required()))
            .toList();
    List<Path> keys =
        files.keySet().stream()
            .filter(path -> path.startsWith(KEYS + "/"))
            .map(folder::resolve)
            .toList();
    return PackSettings.open(new PackPath(found), TrustedKeys.of(keys), QuirkSwitches.of(switches));
  }

  /** Returns the digest of all that there is. */
  String sha256() {
    try {
      MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
      sha256.update(
          List.of(files.keySet(), places, packs, switches, today)
              .toString()
              .getBytes(StandardCharsets.UTF_8));
      for (byte[] bytes : files.values()) {
        sha256.update(MessageDigest.getInstance("SHA-256").digest(bytes));
      }
      return HexFormat.of().formatHex(sha256.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
