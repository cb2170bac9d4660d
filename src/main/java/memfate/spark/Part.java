package memfate.spark;

import java.io.Serializable;
import java.util.function.Consumer;
import memfate.importer.JsonStretch;
import memfate.importer.UnreadDocument;
import org.apache.hadoop.conf.Configuration;

/** What one task cuts into documents, one after another. */
interface Part extends Serializable {

  /** Returns its rank: of two parts of an input the one of lower rank stands before the other. */
  int rank();

  /** Returns the input of one of its documents, within which ids are used once. */
  String input(UnreadDocument unread);

  /**
   * Cuts it.
   *
   * @return what it has, if other parts of its input depend on it
   */
  JsonStretch.Extent cut(Configuration hadoop, Consumer<UnreadDocument> consumer);
}
