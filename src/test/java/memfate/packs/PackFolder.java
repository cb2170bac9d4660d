package memfate.packs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A pack that a test writes, valid until the test changes it. */
public final class PackFolder {
  private static final String PACK =
      """
      id: %s
      version: 1.0.0
      title: a pack of a test
      vendor: %s
      license: Apache-2.0
      engine: {from: "0.1"}
      band: %s
      %s
      quirks:
        odd:
          title: something odd
          evidence: [https://example.com/odd]
          effect: something
      """;
  private static final String MATCH =
      """
      rows:
        - match:
            %s
          quirks: [odd]
      """;

  private final Path folder;
  private final String id;

  private PackFolder(Path folder, String id) {
    this.folder = folder;
    this.id = id;
  }

  /** Writes a pack of band vendor that matches every x86 machine and has no rules. */
  public static PackFolder of(Path parent, String id) {
    return of(parent, id, "vendor", "");
  }

  /** Writes a pack of a band, with more lines in its {@code pack.yaml}. */
  public static PackFolder of(Path parent, String id, String band, String more) {
    PackFolder pack = new PackFolder(parent.resolve(id), id);
    String vendor = id.substring(0, id.indexOf('/'));
    pack.write("pack.yaml", PACK.formatted(id, vendor, band, more));
    return pack.matching("arch: x86_64");
  }

  /** Writes the conditions of its only row. */
  public PackFolder matching(String conditions) {
    return write("match.yaml", MATCH.formatted(conditions));
  }

  /** Writes a rule of its quirk; the text is what follows the tie. */
  public PackFolder rule(String stage, String name, String rest) {
    return write(
        "%s/%s.drl".formatted(stage, name),
        """
        package test.pack

        import memfate.facts.*
        import memfate.iomem.*

        rule "%s: %s"
        when
            Quirk( id == "odd" )
            %s
        end
        """
            .formatted(id, name, rest));
  }

  public PackFolder write(String path, String text) {
    try {
      Path file = folder.resolve(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      return this;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return folder;
  }

  /** Opens the packs below folders, a later one over an earlier one. */
  public static PackLibrary open(QuirkSwitches switches, Path... folders) {
    List<PackPath.Place> places = new ArrayList<>();
    for (Path folder : folders) {
      boolean local = folder.endsWith("local");
      places.add(new PackPath.Place(folder, folder.toString(), local, true));
    }
    return PackLibrary.open(new PackPath(places), "0.1.0-SNAPSHOT", TrustedKeys.NONE, switches);
  }
}
