package memfate.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The top of the command line, which does nothing itself. */
@Command(
    name = "memfate",
    description =
        "Tells who will own each EFI \"Soft Reserved\" memory range: CXL, dax_hmem, System RAM or"
            + " nobody.",
    mixinStandardHelpOptions = true,
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Exit codes: 0 done; 1 findings (--fail-on); 2 usage; 3 some inputs could not be read;",
      "4 a policy or pack does not compile or resolve; 5 inconclusive; 70 a bug in memfate; 74 the output",
      "could not be written. Of several: 70, 74, 4, 3, 5, 1, 0, in this order."
    })
final class MemfateCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "a command is missing");
  }
}
