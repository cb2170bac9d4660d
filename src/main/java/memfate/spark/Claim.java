package memfate.spark;

import java.io.Serializable;
import memfate.importer.IdClaims;

/**
 * A description that has an id.
 *
 * @param rank rank of its part
 * @param document number of its document, as that part counts
 * @param ordinal its number among the descriptions of the document
 * @param line line of the document, as that part counts
 * @param shared whether another description of the same input has the id, too
 */
record Claim(int rank, int document, int ordinal, int line, boolean shared)
    implements Serializable {

  /** An id of an input, by 64 bits of the digest of each. */
  record Id(long input, long id) implements Serializable {
    static Id of(String input, String id) {
      return new Id(IdClaims.key(input), IdClaims.key(id));
    }
  }

  /** Returns the one that stands first. */
  Claim first(Claim other) {
    Claim first = isBefore(other) ? this : other;
    return new Claim(first.rank, first.document, first.ordinal, first.line, true);
  }

  private boolean isBefore(Claim other) {
    if (rank != other.rank) {
      return rank < other.rank;
    }
    if (document != other.document) {
      return document < other.document;
    }
    return line != other.line ? line < other.line : ordinal < other.ordinal;
  }

  /** Returns whether a description stands there. */
  boolean isAt(int itsDocument, int itsLine, int itsOrdinal) {
    return document == itsDocument && line == itsLine && ordinal == itsOrdinal;
  }

  /** Returns the same as the whole file counts. */
  Claim behind(int documents, int lines) {
    return new Claim(rank, document + documents, ordinal, line + lines, shared);
  }
}
