package memfate.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.engine.PolicyException;
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
    Path rules = rulesAt(path);
    Evaluation evaluation = evaluations.open(rules == null ? common.rules() : rules);
    String policy = rules == null && path != null ? policyAt(path) : null;
    List<String> policies = policy == null ? evaluation.policies() : List.of(policy);
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    int broken = 0;
    for (String name : policies) {
      try {
        int count = evaluation.compile(name);
        streams.out().printf("ok      %s: %d rules%n", name, count);
      } catch (PolicyException e) {
        broken++;
        streams.out().printf("broken  %s%n", name);
        diagnostics.print(e.diagnostics());
      }
    }
    if (policies.isEmpty()) {
      streams.err().println("memfate: no policy in " + (rules == null ? common.rules() : rules));
      return ExitCode.POLICY.code();
    }
    return (broken == 0 ? ExitCode.DONE : ExitCode.POLICY).code();
  }

  /** Returns the rules folder that a path is or lies in, outside its policies; else null. */
  private static @Nullable Path rulesAt(@Nullable String path) {
    Path at = path == null ? null : Path.of(path).toAbsolutePath().normalize();
    while (at != null && !Files.exists(at.resolve("policy.yaml"))) {
      if (Files.isDirectory(at.resolve("policies"))) {
        return at;
      }
      at = Files.exists(Path.of(path)) ? at.getParent() : null;
    }
    return null;
  }

  /** Returns the policy folder that a path lies in, the path itself if there is none. */
  private static String policyAt(String path) {
    for (Path at = Path.of(path).toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(Path.of(path)) && Files.exists(at.resolve("policy.yaml"))) {
        return at.toString();
      }
    }
    return path;
  }
}
