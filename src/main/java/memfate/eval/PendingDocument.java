package memfate.eval;

import java.util.List;
import java.util.Optional;
import memfate.importer.Document;
import memfate.importer.UnnamedDocument;
import memfate.importer.UnreadDocument;
import memfate.report.Input;

/** A document of a file, of an archive or of standard input. */
record PendingDocument(UnreadDocument unread) implements Pending {

  @Override
  public Input input() {
    return new Input(unread.name(), unread.number(), unread.line(), unread.sha256());
  }

  @Override
  public List<Description> read() {
    return unread.read().stream().map(this::description).toList();
  }

  private Description description(Document document) {
    Input input = new Input(unread.name(), document.number(), document.line(), document.sha256());
    return new Description(input, document.platform(), null, document.diagnostics());
  }

  @Override
  public Description claimed(Description description) {
    Document document =
        new Document(
            unread.number(),
            unread.line(),
            description.input().sha256(),
            description.platform(),
            description.diagnostics());
    Document claimed = unread.claimed(document);
    return claimed.equals(document) ? description : description(claimed);
  }

  @Override
  public boolean claim(String id) {
    return unread.claim(id) == 0;
  }

  @Override
  public Optional<UnnamedDocument> unnamed() {
    return unread.unnamed();
  }

  @Override
  public int column() {
    return unread.column();
  }

  @Override
  public int size() {
    return unread.size();
  }
}
