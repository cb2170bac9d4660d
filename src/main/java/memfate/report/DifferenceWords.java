package memfate.report;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import memfate.boot.Outcome;
import memfate.boot.Outcome.RangeDecision;
import memfate.boot.Outcome.RangeFate;
import memfate.boot.Outcome.RuleRef;
import memfate.diff.Change;
import memfate.diff.Comparison;
import memfate.diff.Comparison.Verdict;
import memfate.diff.Parting;
import memfate.diff.RangeDifference;
import memfate.diff.Subject;
import memfate.diff.Totals;
import memfate.iomem.ByteCount;
import org.jspecify.annotations.Nullable;

/** Differences in words. */
final class DifferenceWords {
  static final String NOTHING = "-";

  private DifferenceWords() {}

  /** Returns {@code not-compared} for {@code NOT_COMPARED}. */
  static String of(Enum<?> constant) {
    return Words.of(constant).replace('_', '-');
  }

  /** Returns the label of a side, {@code nothing} when there is none. */
  static String label(@Nullable Subject side) {
    return side == null ? "nothing" : side.label();
  }

  /** Returns the owner, {@code not Soft Reserved} where the side has no range. */
  static String owner(@Nullable RangeFate fate) {
    return fate == null ? "not Soft Reserved" : fate.owner().word();
  }

  /** Returns the device and its driver. */
  static String device(@Nullable RangeFate fate) {
    String device = fate == null ? "" : RangeWords.device(fate);
    return device.isEmpty() ? NOTHING : device;
  }

  /** Returns failed steps in words. */
  static String errors(@Nullable RangeFate fate) {
    return fate == null || fate.errors().isEmpty()
        ? NOTHING
        : fate.errors().stream().map(Errno::inWords).collect(Collectors.joining(", "));
  }

  /**
   * Returns what is usable of a piece, or of the range that holds it when that is all one knows.
   */
  static String usable(
      RangeDifference piece, @Nullable RangeFate fate, @Nullable BigInteger usable) {
    if (fate == null) {
      return NOTHING;
    }
    return usable == null
        ? ByteCount.share(ByteCount.of(fate.usable()), ByteCount.of(fate.range()))
            + " in all of "
            + fate.range().toKernelString()
        : ByteCount.share(usable, ByteCount.of(piece.range()));
  }

  /** Returns {@code -12 GiB}, {@code +4 GiB}, {@code -(1042 GiB + 128 KiB)}, or nothing. */
  static String signed(BigInteger gain) {
    String words = ByteCount.inWords(gain.abs());
    String sign = gain.signum() > 0 ? "+" : "-";
    if (gain.signum() == 0) {
      return "";
    }
    return words.contains("+") ? sign + "(" + words + ")" : sign + words;
  }

  /** Returns what changes about a range in a few words: {@code 12 GiB lost, cxl -> hmem}. */
  static String headline(RangeDifference piece) {
    List<String> words = new ArrayList<>();
    BigInteger gain = piece.gain();
    if (gain != null && gain.signum() != 0) {
      words.add(ByteCount.inWords(gain.abs()) + (gain.signum() < 0 ? " lost" : " gained"));
    }
    if (!owner(piece.left()).equals(owner(piece.right()))) {
      words.add(owner(piece.left()) + " -> " + owner(piece.right()));
    }
    if (words.isEmpty()) {
      words.add(
          piece.changes().stream().map(DifferenceWords::inWords).collect(Collectors.joining(", ")));
    }
    return String.join(", ", words);
  }

  private static String inWords(Change change) {
    return switch (change) {
      case PRESENCE -> "on one side only";
      case OWNER -> "another owner";
      case USABLE -> "another number of usable bytes";
      case DRIVER -> "another driver";
      case ERRORS -> "other errors";
      case DECISIONS -> "other decisions";
    };
  }

  /** Returns the decision that stands, null if there is none. */
  static @Nullable RangeDecision standing(@Nullable RangeFate fate) {
    return fate == null || fate.decisions().isEmpty()
        ? null
        : fate.decisions().get(fate.decisions().size() - 1);
  }

  /** Returns the rules of one side that matter: at the parting, and of what stands; each once. */
  static List<RuleRef> rules(@Nullable RangeFate fate, Parting.@Nullable Step step) {
    RangeDecision standing = standing(fate);
    return Stream.of(step == null ? null : step.rule(), standing == null ? null : standing.rule())
        .flatMap(Stream::ofNullable)
        .distinct()
        .toList();
  }

  /** Returns why a comparison has no answers: {@code v7.1 unsupported: ...}. */
  static List<String> reasons(Comparison comparison) {
    List<String> reasons = new ArrayList<>();
    if (comparison.verdict() == Verdict.LEFT_ONLY || comparison.verdict() == Verdict.RIGHT_ONLY) {
      reasons.add("only " + comparison.sides().get(0).label() + " has it");
    }
    for (Subject side : comparison.sides()) {
      String status = status(side);
      if (!status.isEmpty()) {
        reasons.add(status);
      }
    }
    return reasons.stream().distinct().toList();
  }

  /** Returns what is to be said of a side whose answer is not a plain one, else nothing. */
  static String status(Subject side) {
    Outcome outcome = side.outcome();
    return switch (outcome.status()) {
      case OK -> "";
      case INVALID -> StatusWords.of(outcome);
      case PARTIAL, CRASH, UNSUPPORTED, INCONCLUSIVE ->
          side.label() + " " + StatusWords.of(outcome);
    };
  }

  /** Returns {@code 20 platforms: 3 changed, 12 decided otherwise with the same fate, 5 same}. */
  static String counts(Totals totals) {
    List<String> words = new ArrayList<>();
    for (Verdict verdict : Verdict.values()) {
      int count = totals.count(verdict);
      if (count > 0) {
        words.add(count + " " + verdictWords(verdict, totals));
      }
    }
    int platforms = totals.platforms();
    String all = platforms + (platforms == 1 ? " platform" : " platforms");
    return words.isEmpty() ? all : all + ": " + String.join(", ", words);
  }

  private static String verdictWords(Verdict verdict, Totals totals) {
    return switch (verdict) {
      case SAME -> "the same";
      case DECISIONS -> "of the same fate by other decisions";
      case CHANGED -> "changed";
      case NOT_COMPARED -> "NOT COMPARED";
      case LEFT_ONLY -> "only in " + totals.leftLabel();
      case RIGHT_ONLY -> "only in " + totals.rightLabel();
    };
  }

  /** Returns {@code 28 GiB lost, 4 GiB gained}. */
  static String bytes(Totals totals) {
    List<String> words = new ArrayList<>();
    words.add(ByteCount.inWords(totals.lost()) + " lost");
    words.add(ByteCount.inWords(totals.gained()) + " gained");
    if (totals.perhapsLost().signum() > 0) {
      words.add(
          "up to "
              + ByteCount.inWords(totals.perhapsLost())
              + " more lost, depending on what descriptions leave out");
    }
    return String.join(", ", words);
  }

  /** One line of the totals. */
  record TotalLine(String name, BigInteger left, BigInteger right) {
    BigInteger change() {
      return right.subtract(left);
    }
  }

  /** Returns bytes by owner, and usable ones; owners that neither side has are left out. */
  static List<TotalLine> lines(Totals totals) {
    List<TotalLine> lines = new ArrayList<>();
    for (Outcome.Owner owner : Outcome.Owner.values()) {
      lines.add(new TotalLine(owner.word(), totals.left().size(owner), totals.right().size(owner)));
    }
    lines.add(new TotalLine("open", totals.left().open(), totals.right().open()));
    lines.removeIf(line -> line.left().signum() == 0 && line.right().signum() == 0);
    lines.add(new TotalLine("usable", totals.left().usable(), totals.right().usable()));
    return lines;
  }
}
