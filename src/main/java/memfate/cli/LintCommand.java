package memfate.cli;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import memfate.engine.CheckCatalog;
import memfate.eval.BootSettings;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.FailOn;
import memfate.importer.DidYouMean;
import memfate.platform.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Says what is wrong with firmware. */
@Command(
    name = "lint",
    description = {
      "Says what is wrong with the firmware of platforms, and what it costs under the policy of",
      "their kernel; no owners."
    },
    mixinStandardHelpOptions = true)
final class LintCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private BootSettings settings;
  @Mixin private ReportOptions reports;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = {
        "What ends in exit code 1: error (default: error findings, a kernel that dies); warn",
        "(warnings too); lost (errors, and ranges of which no byte is usable); never."
      })
  private FailOn failOn = FailOn.ERROR;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description =
          "Prints what a code means, why it matters and where that is from; lints nothing.")
  private @Nullable String code;

  @Option(names = "--list", description = "Lists all codes; lints nothing.")
  private boolean list;

  LintCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    if (list) {
      CheckCatalog.read(common.rules()).checks().forEach(this::printLine);
      return ExitCode.DONE.code();
    }
    if (code != null) {
      return explain(code).code();
    }
    settings.check(spec.commandLine());
    if (failOn == FailOn.ORDER_DEPENDENT) {
      throw new ParameterException(spec.commandLine(), "lint runs one order: see explore");
    }
    List<Wish<Output.Format>> wishes = reports.wishes(spec.commandLine());
    return new BatchRun(
            streams, evaluations, common, settings, wishes, failOn, Output.TextForm.FINDINGS)
        .run(reports)
        .code();
  }

  private void printLine(CheckCatalog.Check check) {
    streams
        .out()
        .println(
            "%-32s %-16s %s"
                .formatted(check.code(), String.join(" or ", check.severities()), check.title()));
  }

  private static String manual(CheckCatalog.Check check) {
    StringBuilder text = new StringBuilder();
    text.append(
        "%s (%s)\n%s\n\n%s\n\n"
            .formatted(
                check.code(),
                String.join(" or ", check.severities()),
                check.title(),
                String.join("\n\n", check.rationale())));
    check.sources().forEach(source -> text.append("source: ").append(source).append('\n'));
    text.append("rule:   %s:%d\n".formatted(check.file(), check.line()));
    return text.toString();
  }

  private ExitCode explain(String wanted) {
    CheckCatalog catalog = CheckCatalog.withInvariants(common.rules());
    String upper = wanted.toUpperCase(java.util.Locale.ROOT);
    Optional<CheckCatalog.Check> check = catalog.check(upper);
    if (check.isEmpty()) {
      List<String> codes = catalog.checks().stream().map(CheckCatalog.Check::code).toList();
      String near =
          DidYouMean.nearest(upper, codes).map("; did you mean %s?"::formatted).orElse("");
      throw new ParameterException(
          spec.commandLine(), "there is no code '%s'%s".formatted(Printable.of(wanted), near));
    }
    streams.out().print(manual(check.get()));
    return ExitCode.DONE;
  }
}
