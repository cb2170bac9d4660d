package memfate.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import memfate.eval.Description;
import memfate.eval.Judged;
import memfate.importer.Inputs;
import memfate.platform.Diagnostic;
import memfate.platform.SourceLocation;
import memfate.report.FateLines;
import memfate.report.Input;
import memfate.report.JsonLinesReport;
import memfate.report.Run;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.SparkSession;

/** A fleet, evaluated by tasks. */
final class FleetRun {
  private static final long LEAST_TASK = 1 << 18;
  private static final long LARGEST_TASK = 1 << 26;

  /** So many tasks a core, so that none waits long for the last one. */
  private static final int TASKS_A_CORE = 4;

  private final SparkSession session;
  private final JavaSparkContext spark;
  private final Shipped shipped;
  private final Configuration hadoop;
  private final String column;

  FleetRun(SparkSession session, Shipped shipped, String column) {
    this.session = session;
    this.spark = JavaSparkContext.fromSparkContext(session.sparkContext());
    this.shipped = shipped;
    this.hadoop = shipped.configuration();
    this.column = column;
  }

  /** Evaluates what the arguments name, and returns what there is to say of it. */
  Tally run(List<String> arguments, Run run, RunFolder folder) throws IOException {
    Broadcast<Shipped> everywhere = spark.broadcast(shipped);
    Tally all = new Tally();
    List<InputFile> files = find(arguments, folder, all);
    List<InputFile> texts = files.stream().filter(file -> !file.isParquet()).toList();
    List<InputFile> tables = files.stream().filter(InputFile::isParquet).toList();
    JavaRDD<Part> rows = tables.isEmpty() ? spark.emptyRDD() : Rows.read(session, tables, column);
    Plan plan = Plan.of(texts, taskBytes(texts), Set.of(), hadoop);
    Survey survey = Survey.of(spark, parts(plan).union(rows), everywhere);
    Set<InputFile> wrong = plan.wrong(survey.extents());
    if (!wrong.isEmpty()) {
      plan = Plan.of(texts, plan.taskBytes(), new HashSet<>(wrong), hadoop);
      survey = Survey.of(spark, parts(plan).union(rows), everywhere);
    }
    Plan counted = plan.counted(survey.extents());
    Broadcast<Map<Claim.Id, Claim>> shared = spark.broadcast(survey.sharedIn(counted));
    EvalTask task = new EvalTask(folder.attempts(), everywhere, shared);
    for (Attempt attempt : parts(counted).union(rows).mapPartitions(task).collect()) {
      folder.take(attempt);
      all.add(attempt.tally());
    }
    folder.write("fates/fates.jsonl", FateLines.of(all.summary()));
    folder.write(
        "run.jsonl", List.of(JsonLinesReport.line(run), JsonLinesReport.line(all.summary())));
    return all;
  }

  private JavaRDD<Part> parts(Plan plan) {
    ArrayList<ArrayList<Part>> tasks = plan.tasks();
    return tasks.isEmpty()
        ? spark.emptyRDD()
        : spark.parallelize(tasks, tasks.size()).flatMap(ArrayList::iterator);
  }

  private long taskBytes(List<InputFile> files) {
    long bytes = files.stream().mapToLong(InputFile::length).sum();
    long tasks = (long) TASKS_A_CORE * spark.defaultParallelism();
    return Math.min(LARGEST_TASK, Math.max(LEAST_TASK, bytes / tasks));
  }

  /** An argument that names nothing is a record, as whatever cannot be read. */
  private List<InputFile> find(List<String> arguments, RunFolder folder, Tally all)
      throws IOException {
    List<InputFile> found = new ArrayList<>();
    InputFiles files = new InputFiles(hadoop);
    try (PartWriter writer =
        PartWriter.of(folder.attempts(), "inputs", 0, hadoop, shipped.failOn())) {
      for (String argument : arguments) {
        try {
          found.addAll(files.find(argument));
        } catch (IOException e) {
          writer.write(unreadable(argument, e), () -> new byte[0]);
        }
      }
      Attempt attempt = writer.finish(List.of());
      folder.take(attempt);
      all.add(attempt.tally());
    }
    return found;
  }

  private static Judged unreadable(String argument, IOException e) {
    String message = "cannot read %s: %s".formatted(argument, Inputs.reason(e));
    Diagnostic diagnostic = Diagnostic.error(message, new SourceLocation(argument, 0, 0));
    return Judged.unreadable(
        new Description(new Input(argument, 1, 0, ""), null, null, List.of(diagnostic)));
  }
}
