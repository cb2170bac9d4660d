package memfate.cli;

import java.util.List;
import memfate.batch.DecisionCache;
import memfate.batch.InOrder;
import memfate.batch.Occurrence;
import memfate.batch.RecordForm;
import memfate.eval.AlikeDocuments;
import memfate.eval.Boots;
import memfate.eval.Judged;
import memfate.eval.Pending;
import org.jspecify.annotations.Nullable;

/** Answers what is equal to earlier documents but for the id, without reading it. */
final class Repetition {
  private final AlikeDocuments alike;
  private final DecisionCache cache;
  private final InOrder<Ledger.Answer> order;
  private final boolean recording;

  /**
   * Knows nothing yet.
   *
   * @param cache counts how often it helped
   * @param order takes the answers
   * @param recording whether JSON records are wanted
   */
  Repetition(Boots boots, DecisionCache cache, InOrder<Ledger.Answer> order, boolean recording) {
    this.alike = new AlikeDocuments(boots);
    this.cache = cache;
    this.order = order;
    this.recording = recording;
  }

  /** Learns from an answer to a document that had to be read. */
  void learn(Pending pending, AlikeDocuments.Booted booted, Judged judged) {
    alike.learn(pending, booted, judged);
  }

  /** Returns the answers to a document, or null; any thread may ask. */
  FleetReader.@Nullable Shortcut shortcut(Pending pending) {
    return alike.find(pending).map(this::shortcut).orElse(null);
  }

  private FleetReader.Shortcut shortcut(AlikeDocuments.Alike found) {
    long begun = System.nanoTime();
    Occurrence occurrence = found.occurrence();
    List<RecordForm> forms = found.answers();
    List<String> records =
        forms.stream().map(form -> recording ? form.record(occurrence) : "").toList();
    long nanos = (System.nanoTime() - begun) / records.size();
    return new FleetReader.Shortcut() {
      @Override
      public String id() {
        return occurrence.id();
      }

      @Override
      public void take(FleetReader.Known known) {
        for (int i = 0; i < records.size(); i++) {
          order.add(new Ledger.Repeated(forms.get(i), occurrence, known, records.get(i), nanos));
          cache.countHit();
        }
      }
    };
  }
}
