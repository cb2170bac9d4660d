package memfate.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import memfate.boot.Outcome;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.report.Evaluated;
import memfate.report.Input;
import memfate.report.JsonLinesReport;
import tools.jackson.core.io.JsonStringEncoder;

/**
 * The record of a platform with holes for what an {@link Occurrence} has for itself, so that for
 * another document that is equal but for the id nothing is read, evaluated or printed.
 *
 * <p>All places of such a document are in its one line, each as far from its start as in the first
 * one; those behind the id are moved by the difference of the ids' lengths, too.
 */
public final class RecordForm {
  /** Characters to begin with for what fills the holes. */
  private static final int ROOM = 512;

  private static final Input INPUT = new Input(StandIns.MARK + "input", 1, 1, "");

  /** What stands in a record for its input, for a place and in a text. */
  private static final Pattern HOLE =
      Pattern.compile(
          StandIns.STAND_IN.pattern()
              + "|(\"input\":\\{\"path\":\"%s\"[^}]*\\})".formatted(INPUT.path())
              + "|\"file\":\"(%sfile\\d{4})\",\"line\":(\\d+|null),\"column\":(\\d+|null)"
                  .formatted(StandIns.MARK));

  private final Platform platform;
  private final StandIns standIns;
  private final Outcome form;
  private final Occurrence first;
  private final int idColumn;
  private final List<Piece> pieces = new ArrayList<>();
  private int length;

  private RecordForm(
      Platform platform, StandIns standIns, Outcome form, Occurrence first, int idOffset) {
    this.platform = platform;
    this.standIns = standIns;
    this.form = form;
    this.first = first;
    this.idColumn = first.column() + idOffset;
    cut(JsonLinesReport.line(new Evaluated(INPUT, platform, form)));
  }

  /** Returns the form; none when something else than the id and the place is the first one's. */
  static Optional<RecordForm> of(
      Platform platform, StandIns standIns, Outcome form, Occurrence first, int idOffset) {
    Input input = first.input();
    return standIns.isOnLine(input.path(), input.line(), first.column()) && !hasSteps(form)
        ? Optional.of(new RecordForm(platform, standIns, form, first, idOffset))
        : Optional.empty();
  }

  /** Steps have a line without its file. */
  private static boolean hasSteps(Outcome outcome) {
    return !outcome.steps().isEmpty()
        || outcome.readings().stream().anyMatch(reading -> hasSteps(reading.outcome()));
  }

  private void cut(String record) {
    Matcher hole = HOLE.matcher(record);
    int end = 0;
    for (; hole.find(); end = hole.end()) {
      same(record.substring(end, hole.start()));
      pieces.add(hole(hole));
    }
    same(record.substring(end));
  }

  private void same(String text) {
    length += text.length();
    pieces.add((record, there, other) -> record.append(text));
  }

  private static Piece hole(MatchResult found) {
    if (found.group(5) != null) {
      return RecordForm::input;
    }
    if (found.group(6) != null) {
      SourceLocation standIn =
          new SourceLocation(found.group(6), number(found.group(7)), number(found.group(8)));
      return (text, there, other) -> location(text, there.place(standIn));
    }
    return StandIns.standIn(found)
        .<Piece>map(standIn -> (text, there, other) -> text.append(there.place(standIn)))
        .orElse((text, there, other) -> text.append(other.id()));
  }

  private static int number(String digits) {
    return digits.equals("null") ? 0 : Integer.parseInt(digits);
  }

  private static void input(StringBuilder text, StandIns there, Occurrence other) {
    Input input = other.input();
    text.append("\"input\":{\"path\":\"").append(quoted(input.path()));
    text.append("\",\"doc\":").append(input.document());
    text.append(",\"line\":").append(input.line());
    text.append(",\"sha256\":\"").append(input.sha256()).append("\"}");
  }

  private static void location(StringBuilder text, SourceLocation at) {
    text.append("\"file\":\"").append(at.file());
    text.append("\",\"line\":").append(orNull(at.line()));
    text.append(",\"column\":").append(orNull(at.column()));
  }

  private static String orNull(int number) {
    return number == 0 ? "null" : Integer.toString(number);
  }

  private static String quoted(String text) {
    return new String(JsonStringEncoder.getInstance().quoteAsCharArray(text));
  }

  /** A part of the record. */
  private interface Piece {
    /**
     * Appends it.
     *
     * @param there what the places of the other one are, with the name of its file quoted
     */
    void append(StringBuilder text, StandIns there, Occurrence other);
  }

  /** Returns the record of another one, with the line feed behind it. */
  public String record(Occurrence other) {
    StandIns there = moved(other, quoted(other.input().path()));
    StringBuilder text = new StringBuilder(length + ROOM);
    pieces.forEach(piece -> piece.append(text, there, other));
    return text.toString();
  }

  /** Returns what is wrong with the description or the run of another one. */
  public List<Diagnostic> diagnostics(Occurrence other) {
    return form.diagnostics().isEmpty() ? List.of() : evaluated(other).outcome().diagnostics();
  }

  /** Returns another one as reports take it. */
  public Evaluated evaluated(Occurrence other) {
    Platform there = new Moving(other).of(platform).withId(other.id());
    Outcome outcome = moved(other, other.input().path()).localised(form);
    return new Evaluated(other.input(), there, outcome);
  }

  /** Returns what all of them end with, to be counted: places and texts are stand-ins. */
  public Outcome outcome() {
    return form;
  }

  /** Bytes that it holds in memory, about: the record, twice as much for what it is made from. */
  public int size() {
    return 3 * length;
  }

  private StandIns moved(Occurrence other, String file) {
    return standIns.moved(other.id(), file, other.input().line(), column -> column(column, other));
  }

  private int column(int column, Occurrence other) {
    int behindId = column > idColumn ? other.id().length() - first.id().length() : 0;
    return column - first.column() + other.column() + behindId;
  }

  /** From the first one's line to that of another one. */
  private final class Moving extends Rewriting {
    private final Occurrence other;

    Moving(Occurrence other) {
      this.other = other;
    }

    @Override
    SourceLocation place(SourceLocation place) {
      return place.line() == 0
          ? place
          : new SourceLocation(
              other.input().path(),
              other.input().line(),
              place.column() == 0 ? 0 : column(place.column(), other));
    }

    @Override
    String text(String text) {
      return text;
    }
  }
}
