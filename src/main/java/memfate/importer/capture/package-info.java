/**
 * What real machines print, read into {@link memfate.platform.Platform}s.
 *
 * <p>A capture is a folder, an archive or a single file. Each of its files is an {@link
 * memfate.importer.capture.Artifact}; a {@link memfate.importer.capture.Format} that knows such
 * files turns it into {@link memfate.importer.capture.Evidence}; the merge puts the evidence of all
 * files together, names every contradiction, and leaves unknown what nobody told.
 *
 * <p>Every input is untrusted. Nothing that a file holds makes a reader throw, hang or fill the
 * memory: what cannot be read becomes a diagnostic, what can be read is kept.
 */
@NullMarked
package memfate.importer.capture;

import org.jspecify.annotations.NullMarked;
