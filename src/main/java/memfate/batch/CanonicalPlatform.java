package memfate.batch;

import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.boot.Outcome;
import memfate.platform.Platform;
import memfate.platform.Provenance;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

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
  static final String MARK = "\uE000memfate-";
  private static final String ID = MARK + "platform";
  static final Pattern STAND_IN =
      Pattern.compile(MARK + "(?:platform|file(\\d{4})(?::0x([0-9a-f]+)|:(\\d+)(?::(\\d+))?)?)");
  private static final int MOST_FILES = 9999;

  private final String id;
  private final Platform form;
  private final Map<String, FilePlaces> byStandIn;

  private CanonicalPlatform(String id, Platform form, Map<String, FilePlaces> byStandIn) {
    this.id = id;
    this.form = form;
    this.byStandIn = byStandIn;
  }

  /** Returns the form of a platform; none when a text of it could be taken for a stand-in. */
  static Optional<CanonicalPlatform> of(Platform platform) {
    Platform seen = seen(platform);
    Places places = new Places();
    places.of(seen);
    if (places.marked || places.files.size() > MOST_FILES) {
      return Optional.empty();
    }
    Map<String, FilePlaces> byFile = new TreeMap<>();
    Map<String, FilePlaces> byStandIn = new TreeMap<>();
    for (Map.Entry<String, Numbers> entry : places.files.entrySet()) {
      String standIn = "%sfile%04d".formatted(MARK, byFile.size());
      FilePlaces file = FilePlaces.of(entry.getKey(), standIn, entry.getValue());
      byFile.put(entry.getKey(), file);
      byStandIn.put(standIn, file);
    }
    Platform form = new Away(byFile).of(seen);
    return Optional.of(new CanonicalPlatform(platform.id(), form, byStandIn));
  }

  /** Leaves out what no policy, check or pack can see. */
  private static Platform seen(Platform p) {
    return new Platform(
        ID,
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

  /** Returns what an outcome of the form says of this platform. */
  Outcome localised(Outcome outcome) {
    return new Back().of(outcome);
  }

  /** Returns whether all places of it are in one line, not in front of a column of it. */
  boolean isOnLine(String file, int line, int column) {
    return byStandIn.size() == 1
        && byStandIn.values().stream().allMatch(places -> places.isOnLine(file, line, column));
  }

  /** Returns a platform with the same form, all of whose places are in one line, somewhere else. */
  CanonicalPlatform moved(String newId, String file, int line, IntUnaryOperator columns) {
    Map<String, FilePlaces> moved = new TreeMap<>();
    byStandIn.forEach((standIn, places) -> moved.put(standIn, places.moved(file, line, columns)));
    return new CanonicalPlatform(newId, form, moved);
  }

  /** Returns what a stand-in in a text stands for; none for the id. */
  static Optional<SourceLocation> standIn(MatchResult found) {
    if (found.group(1) == null) {
      return Optional.empty();
    }
    String file = MARK + "file" + found.group(1);
    return Optional.of(
        found.group(2) == null
            ? new SourceLocation(file, number(found.group(3)), number(found.group(4)))
            : SourceLocation.ofByte(file, Integer.parseInt(found.group(2), 16)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  /** Returns the place that another one stands for, itself if it stands for none. */
  SourceLocation place(SourceLocation standIn) {
    FilePlaces file = byStandIn.get(standIn.file());
    return file == null ? standIn : file.back(standIn);
  }

  /** The lines, columns and offsets of one file that a platform mentions. */
  private static final class Numbers {
    private final TreeSet<Integer> lines = new TreeSet<>();
    private final TreeSet<Integer> columns = new TreeSet<>();
    private final TreeSet<Integer> offsets = new TreeSet<>();
  }

  /** Collects places; changes nothing. */
  private static final class Places extends Rewriting {
    private final NavigableMap<String, Numbers> files = new TreeMap<>();
    private boolean marked;

    @Override
    SourceLocation place(SourceLocation place) {
      if (!place.equals(SourceLocation.NONE)) {
        Numbers numbers = files.computeIfAbsent(place.file(), file -> new Numbers());
        numbers.lines.add(place.line());
        numbers.columns.add(place.column());
        numbers.offsets.add(place.offset());
      }
      return place;
    }

    @Override
    String text(String text) {
      marked |= text.contains(MARK) && !text.equals(ID);
      return text;
    }
  }

  /** The places of one file with their stand-ins: numbers by rank, 0 and -1 as they are. */
  private record FilePlaces(
      String file, String standIn, Ranks lines, Ranks columns, Ranks offsets) {

    static FilePlaces of(String file, String standIn, Numbers numbers) {
      return new FilePlaces(
          file,
          standIn,
          Ranks.of(numbers.lines),
          Ranks.of(numbers.columns),
          Ranks.of(numbers.offsets));
    }

    SourceLocation away(SourceLocation at) {
      return new SourceLocation(
          standIn, lines.away(at.line()), columns.away(at.column()), offsets.away(at.offset()));
    }

    SourceLocation back(SourceLocation at) {
      return new SourceLocation(
          file, lines.back(at.line()), columns.back(at.column()), offsets.back(at.offset()));
    }

    boolean isOnLine(String name, int line, int column) {
      return file.equals(name)
          && lines.numbers.equals(List.of(line))
          && columns.numbers.stream().allMatch(place -> place >= column)
          && offsets.numbers.isEmpty();
    }

    FilePlaces moved(String name, int line, IntUnaryOperator there) {
      return new FilePlaces(name, standIn, new Ranks(List.of(line)), columns.moved(there), offsets);
    }
  }

  /** Numbers in order: the least that is positive has the rank 1. */
  private record Ranks(List<Integer> numbers) {

    static Ranks of(TreeSet<Integer> all) {
      return new Ranks(List.copyOf(all.tailSet(1)));
    }

    int away(int number) {
      return number < 1 ? number : java.util.Collections.binarySearch(numbers, number) + 1;
    }

    int back(int rank) {
      return rank < 1 ? rank : numbers.get(rank - 1);
    }

    Ranks moved(IntUnaryOperator there) {
      return new Ranks(numbers.stream().map(there::applyAsInt).toList());
    }
  }

  private static final class Away extends Rewriting {
    private final Map<String, FilePlaces> byFile;

    Away(Map<String, FilePlaces> byFile) {
      this.byFile = byFile;
    }

    @Override
    SourceLocation place(SourceLocation place) {
      FilePlaces file = byFile.get(place.file());
      return file == null || place.equals(SourceLocation.NONE) ? place : file.away(place);
    }

    @Override
    String text(String text) {
      return text;
    }
  }

  private final class Back extends Rewriting {
    @Override
    SourceLocation place(SourceLocation place) {
      return CanonicalPlatform.this.place(place);
    }

    @Override
    String text(String text) {
      if (text.equals(ID)) {
        return id;
      }
      return text.contains(MARK)
          ? STAND_IN.matcher(text).replaceAll(found -> Matcher.quoteReplacement(told(found)))
          : text;
    }

    private String told(MatchResult found) {
      return standIn(found).map(standIn -> place(standIn).toString()).orElse(id);
    }
  }
}
