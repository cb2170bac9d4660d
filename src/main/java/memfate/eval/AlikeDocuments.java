package memfate.eval;

import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.batch.Occurrence;
import memfate.batch.RecordForm;
import memfate.boot.BootOptions;
import memfate.importer.UnnamedDocument;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * The answers to documents by their bytes without the id, so that one that is equal to an earlier
 * one is not even read.
 *
 * <p>Only what a cache of boots knows, and what has nothing wrong with it, is learnt, and not
 * before a second document is equal to the first: most that differ would never be asked for. Those
 * used last are kept, up to a number of bytes.
 */
public final class AlikeDocuments {
  /** Some 5,000 small machines with their records. */
  private static final long DEFAULT_BYTES = 32L << 20;

  private final Boots boots;
  private final long limit;
  private final Map<UnnamedDocument, Kind> kinds = new LinkedHashMap<>(16, 0.75f, true);
  private long bytes;

  /**
   * Knows nothing yet.
   *
   * @param boots what has booted them
   */
  public AlikeDocuments(Boots boots) {
    this(boots, DEFAULT_BYTES);
  }

  AlikeDocuments(Boots boots, long limit) {
    this.boots = boots;
    this.limit = limit;
  }

  /**
   * A document that needs no reading.
   *
   * @param answers one under each policy
   */
  public record Alike(Occurrence occurrence, List<RecordForm> answers) {}

  /**
   * A description that was booted.
   *
   * @param choice the policy
   * @param number which one of the policies of the description, from 0
   * @param policies how many it has
   */
  public record Booted(
      Description description, Choice choice, BootOptions options, int number, int policies) {}

  /** What is known of documents that are equal but for their ids. */
  private static final class Kind {
    private final @Nullable RecordForm[] answers;
    private final int[] read;
    private int size;

    Kind(int policies, int size) {
      this.answers = new RecordForm[policies];
      this.read = new int[policies];
      this.size = size;
    }
  }

  /** Returns the answers to a document, if they are known. */
  public Optional<Alike> find(Pending pending) {
    return pending
        .unnamed()
        .flatMap(
            unnamed ->
                answers(unnamed)
                    .map(
                        answers ->
                            new Alike(
                                new Occurrence(unnamed.id(), pending.input(), pending.column()),
                                answers)));
  }

  private synchronized Optional<List<RecordForm>> answers(UnnamedDocument unnamed) {
    Kind kind = kinds.get(unnamed);
    return kind == null || Arrays.asList(kind.answers).contains(null)
        ? Optional.empty()
        : Optional.of(List.of(kind.answers));
  }

  /** Learns from an answer to a document that had to be read. */
  public void learn(Pending pending, Booted booted, Judged judged) {
    Description description = booted.description();
    Platform platform = description.platform();
    if (platform == null || !description.diagnostics().isEmpty() || judged.problem() != null) {
      return;
    }
    pending
        .unnamed()
        .filter(unnamed -> unnamed.id().equals(platform.id()) && isSecond(unnamed, booted))
        .ifPresent(
            unnamed -> {
              Occurrence first =
                  new Occurrence(platform.id(), description.input(), pending.column());
              boots
                  .records(platform, booted.choice(), booted.options(), first, unnamed.idOffset())
                  .ifPresent(answer -> keep(unnamed, booted, answer));
            });
  }

  /** Returns whether the answer is the second one of its kind: the first is only taken note of. */
  private synchronized boolean isSecond(UnnamedDocument unnamed, Booted booted) {
    Kind kind = kinds.get(unnamed);
    if (kind == null) {
      kind = new Kind(booted.policies(), unnamed.size());
      kinds.put(unnamed, kind);
      grow(kind.size);
    }
    return ++kind.read[booted.number()] == 2;
  }

  private synchronized void keep(UnnamedDocument unnamed, Booted booted, RecordForm answer) {
    Kind kind = kinds.get(unnamed);
    if (kind != null) {
      kind.answers[booted.number()] = answer;
      kind.size += answer.size();
      grow(answer.size());
    }
  }

  private void grow(long more) {
    bytes += more;
    for (Iterator<Kind> oldest = kinds.values().iterator(); bytes > limit; ) {
      bytes -= oldest.next().size;
      oldest.remove();
    }
  }
}
