package memfate.importer.acpi;

import java.util.function.Consumer;
import memfate.importer.Problems;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;

/**
 * Where what is wrong with a table goes: people read the problems, checks read what was rejected.
 *
 * @param problems diagnostics
 * @param rejected what cannot be taken over
 */
public record Faults(Problems problems, Consumer<Rejected> rejected) {

  /** Says something that costs nothing. */
  void warn(SourceLocation at, String message, String help) {
    problems.warning(at, "", message, help);
  }

  /** Says that a part of the input is lost. */
  void lost(SourceLocation at, String why, String text, String message) {
    problems.error(at, "", message, "");
    rejected.accept(new Rejected(why, text, message, at));
  }

  /** Says something that a check wants to know, although nothing is lost. */
  void odd(SourceLocation at, String why, String text, String message, String help) {
    warn(at, message, help);
    rejected.accept(new Rejected(why, text, message, at));
  }
}
