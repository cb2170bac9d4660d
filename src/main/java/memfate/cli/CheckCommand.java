package memfate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.engine.PolicyException;
import memfate.platform.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Compiles rules and runs nothing. */
@Command(
    name = "check",
    description = "Compiles policies and prints what is wrong with them; runs nothing.",
    mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
  private final Streams streams;
  private final EvaluationSource evaluations;

  @Mixin private CommonOptions common;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      description = {
        "A rules folder, a policy's name or folder, or a file in one of them.",
        "Default: every policy of the rules folder."
      })
  private @Nullable String path;

  CheckCommand(Streams streams, EvaluationSource evaluations) {
    this.streams = streams;
    this.evaluations = evaluations;
  }

  @Override
  public Integer call() {
    Path policy = enclosing(path, "policy.yaml");
    Path rules = enclosing(path, "policies");
    Path folder = rules == null ? common.rules() : rules;
    Evaluation evaluation = evaluations.open(folder);
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    int broken = 0;
    List<String> policies = policies(evaluation, policy, rules);
    for (String name : policies) {
      try {
        int count = evaluation.compile(name);
        streams.out().printf("ok      %s: %d rules%n", name, count);
      } catch (PolicyException e) {
        broken++;
        streams.out().printf("broken  %s%n", name);
        diagnostics.printOnce(e.diagnostics());
      }
    }
    if (policy == null && (path == null || rules != null)) {
      broken += invariants(evaluation, diagnostics);
      List<Diagnostic> versions = evaluation.checkVersions();
      broken += versions.isEmpty() ? 0 : 1;
      diagnostics.printOnce(versions);
    }
    if (policies.isEmpty()) {
      streams.err().println("memfate: there is no policy in " + folder);
    }
    return (broken == 0 && !policies.isEmpty() ? ExitCode.DONE : ExitCode.POLICY).code();
  }

  /** Compiles the invariants and returns how many rule sets are broken: one, or none. */
  private int invariants(Evaluation evaluation, Diagnostics diagnostics) {
    try {
      int count = evaluation.compileInvariants();
      if (count > 0) {
        streams.out().printf("ok      invariants: %d rules%n", count);
      }
      return 0;
    } catch (PolicyException e) {
      streams.out().println("broken  invariants");
      diagnostics.printOnce(e.diagnostics());
      return 1;
    }
  }

  private List<String> policies(
      Evaluation evaluation, @Nullable Path policy, @Nullable Path rules) {
    if (policy != null) {
      return List.of(policy.toString());
    }
    return path == null || rules != null ? evaluation.policies() : List.of(path);
  }

  /** Returns the nearest folder, from a path upwards, that has an entry; null if there is none. */
  private static @Nullable Path enclosing(@Nullable String path, String entry) {
    if (path == null || !Files.exists(Path.of(path))) {
      return null;
    }
    Path at = Path.of(path).toAbsolutePath().normalize();
    while (at != null && !Files.exists(at.resolve(entry))) {
      at = at.getParent();
    }
    return at;
  }
}
