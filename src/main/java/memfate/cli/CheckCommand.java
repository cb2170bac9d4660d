package memfate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.lang.Code;
import memfate.engine.lang.CodePages;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.PackOptions;
import memfate.importer.DidYouMean;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Printable;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compiles rules and runs nothing. */
@Command(
    name = "check",
    description = "Compiles policies and packs and prints what is wrong with them; runs nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = {
        "A rules folder, a policy's name or folder, a pack (folder or .zip), or a file in one of",
        "them.",
        "Default: every policy of the rules folder, its invariants, and all packs."
      })
  private @Nullable String path;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), or json: JSON lines on standard output, nothing else.")
  private CheckReport.Format format = CheckReport.Format.TEXT;

  @Option(
      names = "--fail-on",
      paramLabel = "WHAT",
      description = "error (default); warn: end in exit code 1 when there are only warnings.")
  private Grade failOn = Grade.ERROR;

  @Option(
      names = "--explain",
      paramLabel = "CODE",
      description = "Prints the page of a code: what to avoid, what to prefer, and why.")
  private @Nullable String code;

  @Option(names = "--list", description = "Lists all codes; checks nothing.")
  private boolean list;

  /** What ends in another exit code than 0. */
  enum Grade {
    ERROR,
    WARN
  }

  CheckCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    if (list) {
      codes().forEach(streams.out()::println);
      return ExitCode.DONE.code();
    }
    return (code == null ? check() : explain(code)).code();
  }

  private static List<String> codes() {
    return Arrays.stream(Code.values()).map(Code::id).toList();
  }

  private ExitCode explain(String wanted) {
    String page =
        CodePages.page(wanted)
            .orElseThrow(
                () ->
                    new ParameterException(
                        spec.commandLine(),
                        "there is no code '%s'%s".formatted(Printable.of(wanted), near(wanted))));
    streams.out().print(page);
    return ExitCode.DONE;
  }

  private static String near(String wanted) {
    return DidYouMean.nearest(wanted, codes()).map("; did you mean %s?"::formatted).orElse("");
  }

  private ExitCode check() {
    String pack = packOf(path);
    return pack == null ? checkRules() : checkPack(pack);
  }

  private static @Nullable String packOf(@Nullable String path) {
    if (path != null && path.endsWith(".zip")) {
      return path;
    }
    Path folder = enclosing(path, "pack.yaml");
    return folder == null ? null : folder.toString();
  }

  private ExitCode checkPack(String wanted) {
    CheckReport report = new CheckReport(streams, format, common.quiet());
    PackLibrary library = packs.settings().with(List.of(wanted)).open(common.rules());
    library.broken().stream()
        .filter(broken -> broken.name().equals(wanted))
        .forEach(broken -> report.broken("pack " + wanted, broken.why()));
    library.named(wanted).ifPresent(pack -> check(pack, library, report));
    report.end();
    return end(report);
  }

  private void check(Pack pack, PackLibrary library, CheckReport report) {
    String name = "pack " + pack.id();
    List<Diagnostic> problems = library.check(pack);
    if (problems.isEmpty()) {
      PolicyLibrary policies = new PolicyLibrary(common.rules());
      report.compiled(name, library.rules(pack).size(), policies.lint(pack.rules()));
    } else {
      report.broken(name, problems);
    }
  }

  private ExitCode checkRules() {
    Path policy = enclosing(path, "policy.yaml");
    Path rules = enclosing(path, "policies");
    Path folder = rules == null ? common.rules() : rules;
    CheckReport report = new CheckReport(streams, format, common.quiet());
    try (Evaluation evaluation = evaluations.open(folder, packs.settings())) {
      List<String> policies = policies(evaluation, policy, rules);
      policies.forEach(name -> check(name, evaluation, report));
      if (policy == null && (path == null || rules != null)) {
        invariants(evaluation, report);
        report.problems(evaluation.checkVersions());
        packs(evaluation, report);
      }
      report.end();
      if (policies.isEmpty()) {
        streams.err().println("memfate: there is no policy in " + folder);
        return ExitCode.POLICY;
      }
    }
    return end(report);
  }

  private ExitCode end(CheckReport report) {
    boolean warned = failOn == Grade.WARN && report.warnings() > 0;
    return report.isBroken() ? ExitCode.POLICY : warned ? ExitCode.FINDINGS : ExitCode.DONE;
  }

  private static void check(String policy, Evaluation evaluation, CheckReport report) {
    try {
      int rules = evaluation.compile(policy);
      report.compiled(policy, rules, evaluation.lint(policy));
    } catch (PolicyException e) {
      report.broken(policy, e.diagnostics());
    }
  }

  private static void invariants(Evaluation evaluation, CheckReport report) {
    try {
      int rules = evaluation.compileInvariants();
      if (rules > 0) {
        report.compiled("invariants", rules, List.of());
      }
    } catch (PolicyException e) {
      report.broken("invariants", e.diagnostics());
    }
  }

  private static void packs(Evaluation evaluation, CheckReport report) {
    report.problems(evaluation.packProblems());
    for (Run.PackId pack : evaluation.packs()) {
      String name = "pack " + pack.id();
      try {
        report.compiled(name, evaluation.compilePack(pack.id()), evaluation.lintPack(pack.id()));
      } catch (PolicyException e) {
        report.broken(name, e.diagnostics());
      }
    }
  }

  private List<String> policies(
      Evaluation evaluation, @Nullable Path policy, @Nullable Path rules) {
    if (policy != null) {
      return List.of(policy.toString());
    }
    return path == null || rules != null ? evaluation.policies() : List.of(path);
  }

  /**
   * Returns the nearest folder, from a path upwards, that has an entry; null if there is none. It
   * is relative when the path is.
   */
  private static @Nullable Path enclosing(@Nullable String path, String entry) {
    if (path == null || !Files.exists(Path.of(path))) {
      return null;
    }
    Path at = Path.of(path).toAbsolutePath().normalize();
    while (at != null && !Files.exists(at.resolve(entry))) {
      at = at.getParent();
    }
    return at == null || Path.of(path).isAbsolute() ? at : relative(at);
  }

  private static Path relative(Path absolute) {
    Path relative = Path.of("").toAbsolutePath().normalize().relativize(absolute);
    return relative.toString().isEmpty() ? Path.of(".") : relative;
  }
}
