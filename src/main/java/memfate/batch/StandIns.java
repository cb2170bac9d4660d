package memfate.batch;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.IntUnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.boot.Outcome;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/**
 * What the stand-ins of a {@link CanonicalPlatform} stand for in one description: its id, and its
 * places by their rank.
 */
final class StandIns {
  static final String MARK = "\uE000memfate-";
  static final String ID = MARK + "platform";
  static final Pattern STAND_IN =
      Pattern.compile(MARK + "(?:platform|file(\\d{4})(?::0x([0-9a-f]+)|:(\\d+)(?::(\\d+))?)?)");

  private final String id;
  private final Map<String, FilePlaces> byStandIn;

  /**
   * Takes what they stand for.
   *
   * @param byStandIn places of each file, by what stands for its name
   */
  StandIns(String id, Map<String, FilePlaces> byStandIn) {
    this.id = id;
    this.byStandIn = byStandIn;
  }

  /** Returns what an outcome of the form says of this platform. */
  Outcome localised(Outcome outcome) {
    return new Back().of(outcome);
  }

  /** Returns whether all places are in one line, not in front of a column of it. */
  boolean isOnLine(String file, int line, int column) {
    return byStandIn.size() == 1
        && byStandIn.values().stream().allMatch(places -> places.isOnLine(file, line, column));
  }

  /** Returns them for a platform with the same form, all in one line, somewhere else. */
  StandIns moved(String newId, String file, int line, IntUnaryOperator columns) {
    Map<String, FilePlaces> moved = new TreeMap<>();
    byStandIn.forEach((standIn, places) -> moved.put(standIn, places.moved(file, line, columns)));
    return new StandIns(newId, moved);
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
  static final class Numbers {
    private final TreeSet<Integer> lines = new TreeSet<>();
    private final TreeSet<Integer> columns = new TreeSet<>();
    private final TreeSet<Integer> offsets = new TreeSet<>();

    void add(SourceLocation place) {
      lines.add(place.line());
      columns.add(place.column());
      offsets.add(place.offset());
    }
  }

  /** The places of one file with their stand-ins: numbers by rank, 0 and -1 as they are. */
  record FilePlaces(String file, String standIn, Ranks lines, Ranks columns, Ranks offsets) {

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
      return number < 1 ? number : Collections.binarySearch(numbers, number) + 1;
    }

    int back(int rank) {
      return rank < 1 ? rank : numbers.get(rank - 1);
    }

    Ranks moved(IntUnaryOperator there) {
      return new Ranks(numbers.stream().map(there::applyAsInt).toList());
    }
  }

  private final class Back extends Rewriting {
    @Override
    SourceLocation place(SourceLocation place) {
      return StandIns.this.place(place);
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
