package memfate.packs;

import java.util.List;
import memfate.platform.SourceLocation;

/**
 * What {@code pack.yaml} says of a quirk.
 *
 * @param id within its pack
 * @param title one line for people
 * @param evidence links to who says so
 * @param effect what it changes, in words
 * @param optIn whether only {@code --quirk +ID} puts it in force: it says what kernels do not do
 * @param at where it stands
 */
public record QuirkDefinition(
    String id,
    String title,
    List<String> evidence,
    String effect,
    boolean optIn,
    SourceLocation at) {}
