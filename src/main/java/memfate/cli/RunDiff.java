package memfate.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.diff.Comparison;
import memfate.diff.Subject;
import memfate.eval.BootSettings;
import memfate.eval.ExitCode;
import memfate.eval.Version;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import memfate.report.Compared;
import memfate.report.DifferenceReport.Plan;
import memfate.report.RunFile;
import memfate.report.RunFile.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * Compares two recorded runs: outcomes of one platform and policy, or of one platform when each run
 * has a single policy. Runs over the same inputs are read side by side and need no memory.
 */
final class RunDiff {
  private final Path left;
  private final Path right;
  private final DiffSink sink;
  private boolean byIdAlone;

  /** Outcomes that belong together; the n-th of one id has the n-th of the other run. */
  private record Key(String id, String policy, int occurrence) {}

  RunDiff(Path left, Path right, DiffSink sink) {
    this.left = left;
    this.right = right;
    this.sink = sink;
  }

  void run(BootSettings settings) {
    try {
      Labels labels = labels(RunFile.policies(left), RunFile.policies(right));
      sink.begin(
          new Plan(
              Version.current(),
              "runs",
              byIdAlone ? List.of(labels.left(), labels.right()) : List.of(),
              new memfate.report.Run(Version.current(), List.of(), List.of(), settings.record())));
      try (RunFile before = RunFile.open(left);
          RunFile after = RunFile.open(right)) {
        pair(new Side(before), new Side(after), labels);
        problems(before.problems());
        problems(after.problems());
      }
    } catch (IOException e) {
      problems(
          List.of(
              Diagnostic.error(
                  "cannot read it: " + e.getMessage(), new SourceLocation(left.toString(), 0, 0))));
    }
  }

  private void problems(List<Diagnostic> problems) {
    sink.diagnostics().printOnce(problems);
    sink.worsen(problems.isEmpty() ? ExitCode.DONE : ExitCode.UNREADABLE);
  }

  /** What reports call the sides: the policies if that tells them apart, else the files. */
  private record Labels(String left, String right, boolean policies) {
    String ofLeft(Recorded record) {
      return policies ? left : left + suffix(record);
    }

    String ofRight(Recorded record) {
      return policies ? right : right + suffix(record);
    }

    private static String suffix(Recorded record) {
      String policy = record.outcome().policy();
      return policy.isEmpty() ? "" : " " + policy;
    }
  }

  private Labels labels(Set<String> before, Set<String> after) {
    byIdAlone = before.size() < 2 && after.size() < 2;
    if (!byIdAlone) {
      return new Labels(left.toString(), right.toString(), false);
    }
    boolean policies = !before.equals(after) && before.size() == 1 && after.size() == 1;
    return policies
        ? new Labels(before.iterator().next(), after.iterator().next(), true)
        : new Labels(left.toString(), right.toString(), true);
  }

  /** One run, with the outcomes that were read before they were asked for. */
  private final class Side {
    private final RunFile file;
    private final Map<List<String>, Integer> met = new HashMap<>();
    private final Map<Key, Recorded> ahead = new LinkedHashMap<>();

    Side(RunFile file) {
      this.file = file;
    }

    Map.@Nullable Entry<Key, Recorded> next() {
      Recorded record = file.next();
      if (record == null) {
        return null;
      }
      sink.recorded(record.outcome());
      String policy = byIdAlone ? "" : record.outcome().policy();
      String id = record.outcome().platform();
      int occurrence = met.merge(List.of(id, policy), 1, Integer::sum);
      return Map.entry(new Key(id, policy, occurrence), record);
    }

    @Nullable Recorded find(Key key) {
      Recorded known = ahead.remove(key);
      while (known == null) {
        Map.Entry<Key, Recorded> entry = next();
        if (entry == null) {
          return null;
        }
        if (entry.getKey().equals(key)) {
          return entry.getValue();
        }
        ahead.put(entry.getKey(), entry.getValue());
      }
      return known;
    }
  }

  private void pair(Side before, Side after, Labels labels) {
    for (Map.Entry<Key, Recorded> entry = before.next(); entry != null; entry = before.next()) {
      take(entry.getValue(), after.find(entry.getKey()), labels);
    }
    for (Map.Entry<Key, Recorded> entry = after.next(); entry != null; entry = after.next()) {
      after.ahead.put(entry.getKey(), entry.getValue());
    }
    after.ahead.values().forEach(record -> take(null, record, labels));
  }

  private void take(@Nullable Recorded before, @Nullable Recorded after, Labels labels) {
    Subject leftSide = before == null ? null : new Subject(labels.ofLeft(before), before.outcome());
    Subject rightSide = after == null ? null : new Subject(labels.ofRight(after), after.outcome());
    Comparison comparison;
    if (leftSide != null && rightSide != null) {
      comparison = Comparison.of(leftSide, rightSide);
    } else if (leftSide != null) {
      comparison = Comparison.leftOnly(leftSide);
    } else if (rightSide != null) {
      comparison = Comparison.rightOnly(rightSide);
    } else {
      return;
    }
    sink.take(
        new Compared(
            before == null ? null : before.input(),
            after == null ? null : after.input(),
            "",
            comparison));
  }
}
