package memfate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What a command reads from and writes to.
 *
 * @param in standard input
 * @param out results
 * @param err diagnostics
 * @param terminal whether results go to a terminal that shows colours
 * @param failure why {@code out} failed, null while it did not or if nobody knows
 */
record Streams(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean terminal,
    Supplier<@Nullable IOException> failure) {}
