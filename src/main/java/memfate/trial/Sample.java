package memfate.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import memfate.importer.DescriptionReader;
import memfate.importer.Document;
import memfate.packs.QuirkSwitches;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;

/**
 * A platform or a case of a pack.
 *
 * @param file path inside the pack
 * @param fires rules that must fire, from {@code x-fires}
 * @param silent rules that must not, from {@code x-silent}
 * @param switches quirks switched by hand, from {@code x-quirks}
 */
record Sample(
    String file,
    Platform platform,
    List<String> fires,
    List<String> silent,
    QuirkSwitches switches) {

  /**
   * Reads all samples of a folder of a pack, sorted by file.
   *
   * @param problems takes what is wrong with them
   */
  static List<Sample> read(Path pack, String folder, List<Diagnostic> problems) {
    List<Sample> samples = new ArrayList<>();
    Path place = pack.resolve(folder);
    if (!Files.isDirectory(place)) {
      return samples;
    }
    try (Stream<Path> files = Files.walk(place)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".yaml")).sorted().toList()) {
        for (Document document : new DescriptionReader().read(file).documents()) {
          problems.addAll(document.diagnostics());
          Platform platform = document.platform();
          if (platform != null) {
            samples.add(sample(pack.relativize(file).toString(), platform));
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return samples;
  }

  private static Sample sample(String file, Platform platform) {
    return new Sample(
        file,
        platform,
        RuleCase.list(platform, "x-fires"),
        RuleCase.list(platform, "x-silent"),
        QuirkSwitches.of(RuleCase.list(platform, "x-quirks")));
  }
}
