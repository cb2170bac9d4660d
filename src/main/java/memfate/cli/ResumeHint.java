package memfate.cli;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import picocli.CommandLine.ParseResult;

/** The command line that goes on with a run that was interrupted. */
final class ResumeHint {
  private ResumeHint() {}

  /** Returns what to tell: the same command line, with the journal in place of its reports. */
  static List<String> of(ParseResult parsed, String file) {
    List<String> words = new ArrayList<>();
    for (Iterator<String> args = parsed.originalArgs().iterator(); args.hasNext(); ) {
      String arg = args.next();
      if (arg.equals("-o") || arg.equals("--output") || arg.equals("--resume")) {
        args.next();
      } else if (!arg.matches("(?s)-o.+|--(output|resume)=.*")) {
        words.add(quoted(arg));
      }
    }
    words.add(1, quoted(file));
    words.add(1, "--resume");
    return List.of(
        "memfate: interrupted; whole records are in %s. To go on:".formatted(file),
        "  memfate " + String.join(" ", words));
  }

  private static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
