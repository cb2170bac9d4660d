package memfate.importer;

import java.util.List;
import java.util.Objects;
import memfate.platform.Diagnostic;
import memfate.platform.Platform;

/**
 * What an input holds.
 *
 * @param documents its documents in order; an input that cannot be opened is one unreadable
 *     document
 */
public record ReadResult(List<Document> documents) {

  public ReadResult {
    documents = List.copyOf(documents);
  }

  /** Returns the platforms of the readable documents. */
  public List<Platform> platforms() {
    return documents.stream().map(Document::platform).filter(Objects::nonNull).toList();
  }

  /** Returns the diagnostics of all documents. */
  public List<Diagnostic> diagnostics() {
    return documents.stream().flatMap(d -> d.diagnostics().stream()).toList();
  }
}
