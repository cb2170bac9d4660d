package memfate.boot;

import java.io.ByteArrayInputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import memfate.cli.Main;
import memfate.importer.DescriptionReader;
import memfate.plain.PlainBoot;
import memfate.platform.Platform;
import memfate.synth.Fleet;
import memfate.synth.Form;
import memfate.synth.Shape;

/** What evaluation costs in a warm process, a line for each figure: for {@code src/jmh/bench}. */
public final class Evaluations {
  /** Ranges of all machines of a turn together. */
  private static final int RANGES_OF_TURN = 1000;

  private final Boot rules = new Boot(Described.POLICIES.policy("v7.1"), BootOptions.DEFAULT);
  private final CpuTime cpu;

  private Evaluations(int runs) {
    cpu = new CpuTime(runs);
  }

  /**
   * Measures: {@code java RUNS} and {@code large RUNS} what a machine costs by its ranges, {@code
   * yaml RUNS FILE} what a YAML file costs.
   */
  public static void main(String[] args) {
    Evaluations evaluations = new Evaluations(Integer.parseInt(args[1]));
    switch (args[0]) {
      case "java" -> IntStream.of(5, 50, 500).forEach(evaluations::besideJava);
      case "large" -> evaluations.large();
      case "yaml" -> evaluations.yaml(Path.of(args[2]));
      default -> throw new IllegalArgumentException("java, large or yaml, not " + args[0]);
    }
  }

  private void besideJava(int ranges) {
    List<Platform> fleet = fleet(ranges, Math.max(1, RANGES_OF_TURN / ranges));
    double byRules = secondsEach(fleet, rules::run);
    double inJava = secondsEach(fleet, PlainBoot::run);
    print("java-%d %.1f %.2f %.1f", ranges, byRules * 1e6, inJava * 1e6, byRules / inJava);
  }

  private double secondsEach(List<Platform> fleet, Consumer<Platform> evaluation) {
    return cpu.of(() -> fleet.forEach(evaluation)) / fleet.size();
  }

  private void large() {
    print("synth-500 %.5f", secondsEach(fleet(500, 2), rules::run));
    print("synth-5000 %.4f", seconds(fleet(5000, 1).get(0)));
    double thousand = secondsEach(List.of(committed(1000)), rules::run);
    double tenThousand = seconds(committed(10_000));
    print("committed-1000 %.4f", thousand);
    print("committed-10000 %.4f", tenThousand);
  }

  private double seconds(Platform platform) {
    return cpu.ofLong(() -> rules.run(platform));
  }

  /** So many ranges, each a window and a committed region of its own. */
  private static Platform committed(int ranges) {
    return SyntheticPlatform.of(ranges, SyntheticPlatform.Shape.COMMITTED);
  }

  private static List<Platform> fleet(int ranges, int count) {
    Fleet fleet = new Fleet(1, Shape.SMALL, ranges, 0);
    return IntStream.range(0, count)
        .mapToObj(number -> fleet.machine(number, Form.JSON_LINES))
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .map(bytes -> new DescriptionReader().read("machine", bytes).platforms().get(0))
        .toList();
  }

  /** The command as it is, and the reading that it begins with. */
  private void yaml(Path file) {
    double parsing = cpu.of(() -> new DescriptionReader().read(file));
    double evaluating = cpu.of(() -> evaluate(file));
    print("yaml %.2f %.2f %.2f", evaluating, parsing, evaluating / parsing);
  }

  private static void evaluate(Path file) {
    String[] command = {
      "eval", "--rules", "rules", "--no-packs", "--no-cache", "--policy", "v7.1", "-j", "1", "-q",
      "-o", "jsonl", file.toString()
    };
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    int code = Main.run(command, new ByteArrayInputStream(new byte[0]), nowhere, System.err);
    if (code != 0) {
      throw new IllegalStateException("eval ended with " + code);
    }
  }

  private static void print(String format, Object... figures) {
    System.out.println(String.format(Locale.ROOT, format, figures));
  }
}
