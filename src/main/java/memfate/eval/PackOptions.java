package memfate.eval;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Stack;
import memfate.packs.QuirkSwitches;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterConsumer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of every command that uses quirk packs. */
public final class PackOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--packs",
      paramLabel = "DIR",
      description = {
        "Folder with quirk packs, or one pack (folder or .zip), besides rules/packs,",
        "/usr/share/memfate/packs and /etc/memfate/packs; repeatable."
      })
  private List<Path> folders = new ArrayList<>();

  @Option(names = "--no-packs", description = "No quirk packs.")
  private boolean none;

  @Option(
      names = "--quirk",
      paramLabel = "+ID|-ID",
      parameterConsumer = Switches.class,
      description = "Puts a quirk in force on every platform, or on none; repeatable.")
  private List<String> quirks = new ArrayList<>();

  @Option(
      names = "--pack-key",
      paramLabel = "FILE",
      description = {
        "Public Ed25519 key (PEM) whose signatures of packs count, besides",
        "/etc/memfate/keys; repeatable."
      })
  private List<Path> keys = new ArrayList<>();

  @Option(
      names = "--today",
      paramLabel = "DATE",
      description = {
        "Date that review-by dates of packs are compared with. Default: SOURCE_DATE_EPOCH, else",
        "the clock. It decides about warnings, never about outcomes."
      })
  private @Nullable String today;

  /** {@code -ID} is no option here. */
  static final class Switches implements IParameterConsumer {
    @Override
    public void consumeParameters(Stack<String> arguments, ArgSpec option, CommandSpec command) {
      if (arguments.isEmpty()) {
        throw new ParameterException(command.commandLine(), "--quirk needs +ID or -ID");
      }
      List<String> said = new ArrayList<>(option.<List<String>>getValue());
      said.add(arguments.pop());
      option.setValue(said);
    }
  }

  /** Returns what they ask for. */
  public PackSettings settings() {
    return new PackSettings(folders, none, switches(), keys, today());
  }

  private QuirkSwitches switches() {
    try {
      return QuirkSwitches.of(quirks);
    } catch (IllegalArgumentException e) {
      throw misuse("--quirk: " + e.getMessage());
    }
  }

  private LocalDate today() {
    if (today == null) {
      return PackSettings.today(System.getenv("SOURCE_DATE_EPOCH"));
    }
    try {
      return LocalDate.parse(today);
    } catch (DateTimeParseException e) {
      throw misuse("--today: '%s' is no date; write it as 2027-01-31".formatted(today));
    }
  }

  private ParameterException misuse(String message) {
    CommandSpec command = spec;
    return new ParameterException(
        command == null ? new CommandLine(CommandSpec.create()) : command.commandLine(), message);
  }
}
