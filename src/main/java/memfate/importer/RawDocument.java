package memfate.importer;

/**
 * The bytes of one document, not yet looked into.
 *
 * @param bytes its bytes, cut off at the limit when {@code damage} says so
 * @param line line of the file where they start, 1-based
 * @param column column of that line, 1-based
 * @param json whether it is JSON
 * @param damage why it cannot be read, or empty
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record RawDocument(byte[] bytes, int line, int column, boolean json, String damage) {}
