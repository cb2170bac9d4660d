package memfate.boot;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import memfate.engine.Policy;
import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.plain.PlainBoot;
import memfate.plain.PlainOutcome;
import memfate.plain.PlainScope;
import memfate.platform.Platform;
import memfate.synth.Fleet;
import memfate.synth.Form;
import memfate.synth.Shape;

/**
 * Compares the plain boot with the rules of v7.1 over machines by a seed: those of {@code memfate
 * synth}, and the random ones of the tests as they are and with faults.
 */
public final class Agreement {
  /** Of a hundred machines: so many of each kind. */
  private static final int SMALL = 45;

  private static final int MEDIUM = 5;
  private static final int LARGE = 1;

  private static final int SHOWN = 3;

  private final Boot rules;
  private final long seed;
  private final DescriptionReader reader = new DescriptionReader();
  private final Map<String, Integer> refusals = new TreeMap<>();
  private final Map<String, Integer> owners = new TreeMap<>();
  private final StringBuilder differences = new StringBuilder();
  private int equal;
  private int differing;
  private int refused;
  private long ranges;

  Agreement(Policy policy, long seed) {
    rules = new Boot(policy, BootOptions.DEFAULT);
    this.seed = seed;
  }

  /** Compares until so many machines were compared; those that are refused do not count. */
  void compareRandom(int count) {
    for (long number = 0; equal + differing < count; number++) {
      byte[] description = machine(number).getBytes(StandardCharsets.UTF_8);
      compare(reader.read("machine " + number, description));
    }
  }

  /** Compares the machines of all descriptions in a folder and below. */
  void compareDescribed(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      files
          .filter(file -> file.toString().endsWith(".yaml"))
          .sorted()
          .forEach(file -> compare(reader.read(file)));
    }
  }

  private String machine(long number) {
    int kind = (int) (number % 100);
    long own = seed * 1_000_003 + number;
    if (kind < SMALL) {
      return Fleet.of(seed, Shape.SMALL).machine(number, Form.JSON_LINES);
    } else if (kind < SMALL + MEDIUM) {
      return Fleet.of(seed, Shape.MEDIUM).machine(number, Form.JSON_LINES);
    } else if (kind < SMALL + MEDIUM + LARGE) {
      return Fleet.of(seed, Shape.LARGE).machine(number, Form.JSON_LINES);
    }
    String random =
        switch (kind % 3) {
          case 0 -> RandomPlatforms.yaml(own);
          case 1 -> RandomPlatforms.withFewOrders(own);
          default -> RandomPlatforms.ofDistribution(own);
        };
    return kind % 2 == 0 ? random : FirmwareFaults.in(random, own);
  }

  private void compare(ReadResult read) {
    read.platforms().forEach(this::compare);
  }

  private void compare(Platform platform) {
    List<String> reasons = PlainScope.refusals(platform);
    if (!reasons.isEmpty()) {
      refused++;
      reasons.forEach(reason -> refusals.merge(reason, 1, Integer::sum));
      return;
    }
    PlainOutcome expected = plain(rules.run(platform));
    PlainOutcome actual = PlainBoot.run(platform);
    ranges += expected.fates().size();
    expected.fates().forEach(fate -> owners.merge(kind(fate), 1, Integer::sum));
    if (expected.equals(actual)) {
      equal++;
    } else if (differing++ < SHOWN) {
      differences.append(
          "%s\nrules: %s\nplain: %s\n"
              .formatted(platform.at().file(), text(expected), text(actual)));
    }
  }

  /** What both can tell: all of an outcome but the log, and who says what where. */
  private static PlainOutcome plain(Outcome outcome) {
    if (outcome.status() != Outcome.Status.OK) {
      return new PlainOutcome(List.of(), outcome.status() + " " + outcome.diagnostics());
    }
    return new PlainOutcome(
        outcome.ranges().stream().map(Agreement::plain).toList(), outcome.iomem());
  }

  private static PlainOutcome.Fate plain(Outcome.RangeFate fate) {
    return new PlainOutcome.Fate(
        fate.range(),
        fate.owner().word(),
        fate.usable(),
        fate.dax(),
        fate.driver(),
        fate.errors(),
        fate.decisions().stream().map(d -> d.event() + " " + d.decision()).toList());
  }

  private static String kind(PlainOutcome.Fate fate) {
    String bound = fate.usable() == 0 ? ", nothing usable" : "";
    return fate.owner() + bound + (fate.errors().isEmpty() ? "" : ", " + fate.errors());
  }

  private static String text(PlainOutcome outcome) {
    StringBuilder text = new StringBuilder("\n");
    outcome.fates().forEach(fate -> text.append("  ").append(fate).append('\n'));
    return text.append(outcome.iomem()).toString();
  }

  int equal() {
    return equal;
  }

  int differing() {
    return differing;
  }

  /** Returns what was counted, and the first machines about which the two differ. */
  String report() {
    StringBuilder report = new StringBuilder(differences);
    report.append(
        "%d machines with %d ranges compared: %d equal, %d different; %d refused\n"
            .formatted(equal + differing, ranges, equal, differing, refused));
    owners.forEach((owner, times) -> report.append("  %6d ranges %s\n".formatted(times, owner)));
    refusals.forEach((reason, times) -> report.append("  %6d refused: %s\n".formatted(times, reason)));
    return report.toString();
  }

  /** Runs the comparison: how many random machines (10,000), and the seed (1). */
  public static void main(String[] args) throws IOException {
    int count = args.length > 0 ? Integer.parseInt(args[0]) : 10_000;
    long seed = args.length > 1 ? Long.parseLong(args[1]) : 1;
    Policy policy = Described.POLICIES.policy("v7.1");
    Agreement random = new Agreement(policy, seed);
    random.compareRandom(count);
    System.out.print("random, seed " + seed + ": " + random.report());
    Agreement described = new Agreement(policy, seed);
    for (String folder : List.of("inputs", "src/test/resources")) {
      described.compareDescribed(Path.of(folder));
    }
    System.out.print("described in the repository: " + described.report());
    System.exit(random.differing() + described.differing() == 0 ? 0 : 1);
  }
}
