package memfate.importer.capture;

import java.util.List;
import memfate.platform.Diagnostic;
import memfate.platform.Observation;
import memfate.platform.Platform;
import org.jspecify.annotations.Nullable;

/**
 * What a capture tells.
 *
 * @param platform the machine as far as told; null when no file of the capture could be read
 * @param observation what its kernel made of it, before any later step
 * @param sha256 digest of the files' bytes in the order of their paths, lower case hex
 * @param formats each file with the format that it was read as, in the order of paths
 * @param diagnostics what is wrong with the files, and where they contradict each other
 */
public record Capture(
    @Nullable Platform platform,
    Observation observation,
    String sha256,
    List<String> formats,
    List<Diagnostic> diagnostics) {}
