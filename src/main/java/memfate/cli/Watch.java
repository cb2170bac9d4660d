package memfate.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import memfate.engine.PolicyException;
import memfate.eval.Diagnostics;
import memfate.eval.Evaluation;
import memfate.eval.EvaluationSource;
import memfate.eval.ExitCode;
import memfate.eval.PackSettings;

/**
 * Runs something again whenever a file is written that it reads.
 *
 * <p>Policies stay compiled until a rule, not a case, is edited; then what was edited is compiled.
 */
final class Watch implements EvaluationSource {
  private static final String RULE_FILES =
      ".*\\.drl|.*\\.(zip|pem)|.*SHA256SUMS(\\.sig)?|.*[/\\\\](policy|options|versions|pack|match)\\.yaml";

  private final EvaluationSource source;
  private final Pause pause;
  private final PrintStream err;
  private final Map<Opened, Evaluation> opened = new HashMap<>();
  private final Map<Opened, Evaluation> before = new HashMap<>();

  Watch(EvaluationSource source, Pause pause, PrintStream err) {
    this.source = source;
    this.pause = pause;
    this.err = err;
  }

  private record Opened(Path rules, PackSettings packs) {}

  /** A run; it opens rules by what it is given. */
  interface Run {
    ExitCode with(EvaluationSource rules);
  }

  @Override
  public Evaluation open(Path rules, PackSettings packs) {
    return opened.computeIfAbsent(new Opened(rules, packs), this::openedAnew);
  }

  private Evaluation openedAnew(Opened what) {
    Evaluation known = before.get(what);
    Evaluation again = known == null ? null : known.reopened();
    return again == null ? source.open(what.rules(), what.packs()) : again;
  }

  /**
   * Runs, and again after every edit, until the pause says that it is enough.
   *
   * @param roots files and folders to watch
   * @param written files that the run writes itself
   * @return what the last run ended with
   */
  ExitCode run(Collection<Path> roots, Collection<Path> written, Run run) {
    FileStamps seen = FileStamps.of(roots);
    ExitCode end = run(run);
    err.printf("memfate: watching %d files; Ctrl-C ends%n", seen.stamps().size());
    while (pause.again()) {
      FileStamps now = FileStamps.of(roots);
      Set<Path> changed = now.changedSince(seen);
      changed.removeIf(file -> written.stream().anyMatch(file.toAbsolutePath()::equals));
      seen = now;
      if (!changed.isEmpty()) {
        err.printf("memfate: %s changed%n", words(changed));
        if (changed.stream().anyMatch(file -> file.toString().matches(RULE_FILES))) {
          before.putAll(opened);
          opened.clear();
        }
        end = run(run);
      }
    }
    return end;
  }

  /** A rule in the middle of an edit does not compile: the next edit may mend it. */
  private ExitCode run(Run run) {
    try {
      return run.with(this);
    } catch (PolicyException e) {
      new Diagnostics(err, false).print(e.diagnostics());
      return ExitCode.POLICY;
    }
  }

  private static String words(Set<Path> changed) {
    Path first = changed.iterator().next();
    return changed.size() == 1 ? first.toString() : first + " and others";
  }
}
