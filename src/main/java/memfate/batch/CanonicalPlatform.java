package memfate.batch;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import memfate.platform.Platform;
import memfate.platform.Provenance;
import memfate.platform.SourceLocation;

/**
 * A platform as a policy sees it, with its name and its places in the input replaced by stand-ins,
 * and the way back.
 *
 * <p>Of places, what rules and sorting can tell is kept: which are equal, which comes first in
 * which file, which are none. So platforms with the same form behave the same, and what an outcome
 * says about a place of one is true of the same place of the other. Stand-ins are texts that no
 * description has, so that they are found in messages too.
 */
final class CanonicalPlatform {
  private static final int MOST_FILES = 9999;

  private final Platform form;
  private final StandIns standIns;

  private CanonicalPlatform(Platform form, StandIns standIns) {
    this.form = form;
    this.standIns = standIns;
  }

  /** Returns the form of a platform; none when a text of it could be taken for a stand-in. */
  static Optional<CanonicalPlatform> of(Platform platform) {
    Platform seen = seen(platform);
    Places places = new Places();
    places.of(seen);
    if (places.marked || places.files.size() > MOST_FILES) {
      return Optional.empty();
    }
    Map<String, StandIns.FilePlaces> byFile = new TreeMap<>();
    Map<String, StandIns.FilePlaces> byStandIn = new TreeMap<>();
    for (Map.Entry<String, StandIns.Numbers> entry : places.files.entrySet()) {
      String standIn = "%sfile%04d".formatted(StandIns.MARK, byFile.size());
      StandIns.FilePlaces file = StandIns.FilePlaces.of(entry.getKey(), standIn, entry.getValue());
      byFile.put(entry.getKey(), file);
      byStandIn.put(standIn, file);
    }
    Platform form = new Away(byFile).of(seen);
    return Optional.of(new CanonicalPlatform(form, new StandIns(platform.id(), byStandIn)));
  }

  /** Leaves out what no policy, check or pack can see. */
  private static Platform seen(Platform p) {
    return new Platform(
        StandIns.ID,
        "",
        List.of(),
        Provenance.NONE,
        p.machine(),
        p.firmwareMap(),
        p.cmdline(),
        p.cedt(),
        p.srat(),
        p.hmat(),
        p.acpiTables(),
        p.numa(),
        p.topology(),
        p.memdevs(),
        p.decoders(),
        p.regions(),
        p.kernel(),
        p.kconfig(),
        p.modules(),
        p.boot(),
        p.lint(),
        List.of(),
        p.rejected(),
        p.extensions(),
        p.at());
  }

  /** Returns the form: equal for platforms that no policy can tell apart. */
  Platform form() {
    return form;
  }

  /** Returns what the stand-ins in it stand for. */
  StandIns standIns() {
    return standIns;
  }

  /** Collects places; changes nothing. */
  private static final class Places extends Rewriting {
    private final NavigableMap<String, StandIns.Numbers> files = new TreeMap<>();
    private boolean marked;

    @Override
    SourceLocation place(SourceLocation place) {
      if (!place.equals(SourceLocation.NONE)) {
        files.computeIfAbsent(place.file(), file -> new StandIns.Numbers()).add(place);
      }
      return place;
    }

    @Override
    String text(String text) {
      marked |= text.contains(StandIns.MARK) && !text.equals(StandIns.ID);
      return text;
    }
  }

  private static final class Away extends Rewriting {
    private final Map<String, StandIns.FilePlaces> byFile;

    Away(Map<String, StandIns.FilePlaces> byFile) {
      this.byFile = byFile;
    }

    @Override
    SourceLocation place(SourceLocation place) {
      StandIns.FilePlaces file = byFile.get(place.file());
      return file == null || place.equals(SourceLocation.NONE) ? place : file.away(place);
    }

    @Override
    String text(String text) {
      return text;
    }
  }
}
