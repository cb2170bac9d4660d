package memfate.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import memfate.batch.DecisionCache;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.Outcome.Status;
import memfate.boot.WhyNot;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleInfo;
import memfate.eval.Boots;
import memfate.eval.Choice;
import memfate.eval.Description;
import memfate.eval.Evaluation;
import memfate.eval.Pending;
import memfate.importer.DescriptionReader;
import memfate.importer.ReadResult;
import memfate.iomem.AddressRange;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.report.Input;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;

/**
 * Answers by the names of the paths: {@code ok}, {@code warning}, {@code error}, {@code lost},
 * {@code crash}, {@code partial}, {@code unsupported}, {@code inconclusive}, {@code invalid},
 * {@code broken-policy}, {@code bug}; a number after a colon asks for as many platforms.
 */
final class FakeEvaluation implements Evaluation {
  private static final SourceLocation AT = new SourceLocation("x.yaml", 3, 1);

  @Override
  public void split(List<String> paths, InputStream standardInput, Consumer<Pending> consumer) {
    for (String path : paths) {
      int colon = path.indexOf(':');
      String word = colon < 0 ? path : path.substring(0, colon);
      int count = colon < 0 ? 1 : Integer.parseInt(path.substring(colon + 1));
      for (int i = 1; i <= count; i++) {
        consumer.accept(Pending.read(description(word, i)));
      }
    }
  }

  @Override
  public PolicyLibrary library() {
    return new PolicyLibrary(Path.of("rules"));
  }

  @Override
  public PackLibrary packLibrary() {
    return PackLibrary.NONE;
  }

  private static Description description(String word, int document) {
    Input input = new Input(word, document, 3, "0".repeat(64));
    if (word.equals("invalid")) {
      return new Description(input, null, null, List.of(Diagnostic.error("no range", AT)));
    }
    String text =
        """
        schema: memfate-platform/1
        id: %s
        firmware-map:
          - {range: 0x100000-0x100fff, e820: soft-reserved}
        """;
    ReadResult read = new DescriptionReader().read(word, text.formatted(word));
    assertEquals(List.of(), read.diagnostics());
    Platform platform = read.platforms().get(0);
    return new Description(input, platform, null, List.of());
  }

  @Override
  public List<String> policies() {
    return List.of("v6.12", "v7.1");
  }

  @Override
  public Run.PolicyId identify(String nameOrFolder) {
    compile(nameOrFolder);
    return new Run.PolicyId(nameOrFolder, "1".repeat(64));
  }

  @Override
  public int compile(String nameOrFolder) {
    if (!policies().contains(nameOrFolder)) {
      throw broken();
    }
    return 7;
  }

  @Override
  public List<Diagnostic> lint(String nameOrFolder) {
    return List.of();
  }

  @Override
  public List<Choice> policiesOf(Platform platform) {
    return List.of(Choice.named("v7.1"));
  }

  @Override
  public List<Diagnostic> checkVersions() {
    return List.of();
  }

  @Override
  public Outcome run(Platform platform, Choice choice, BootOptions options) {
    String policy = choice.policy();
    return switch (platform.id()) {
      case "broken-policy" -> throw broken();
      case "bug" -> throw new IllegalStateException("the tree is gone");
      case "warning" -> outcome(policy, Status.OK, 4096, Severity.WARNING);
      case "error" -> outcome(policy, Status.OK, 4096, Severity.ERROR);
      case "lost" -> outcome(policy, Status.OK, 0, Severity.INFO);
      case "partial" -> partial(policy);
      case "crash", "unsupported", "inconclusive" ->
          outcome(
              policy, Status.valueOf(platform.id().toUpperCase(Locale.ROOT)), 4096, Severity.INFO);
      default -> outcome(policy, Status.OK, 4096, Severity.INFO);
    };
  }

  /** What it answers depends on the id, which a cache does not see. */
  @Override
  public Boots cached(DecisionCache cache) {
    return this;
  }

  @Override
  public List<RuleInfo> rules(Platform platform, Choice choice) {
    return List.of();
  }

  @Override
  public List<WhyNot> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      RuleInfo rule,
      @Nullable AddressRange range) {
    return List.of();
  }

  @Override
  public Exploration explore(
      Platform platform, Choice choice, BootOptions options, Exploration.Limits limits) {
    return new Exploration(platform.id(), choice.policy(), List.of());
  }

  @Override
  public List<Judgement> judge(
      Platform platform, Choice choice, BootOptions options, @Nullable Exploration exploration) {
    return List.of();
  }

  @Override
  public int compileInvariants() {
    return 0;
  }

  @Override
  public List<String> facts(Platform platform) {
    return List.of("Machine(x86_64)");
  }

  private static PolicyException broken() {
    return new PolicyException("broken", List.of(Diagnostic.error("rule \"r\": no type Foo", AT)));
  }

  private static Outcome partial(String policy) {
    Outcome good = outcome(policy, Status.OK, 4096, Severity.INFO);
    return new Outcome(
        good.platform(),
        policy,
        Status.PARTIAL,
        good.ranges(),
        "",
        List.of(),
        List.of(),
        List.of(),
        List.of(
            new Outcome.Reading(Map.of("srat", "absent"), good),
            new Outcome.Reading(
                Map.of("srat", "per-window"), outcome(policy, Status.OK, 0, Severity.ERROR))),
        List.of());
  }

  private static Outcome outcome(String policy, Status status, long usable, Severity severity) {
    return new Outcome(
        "p",
        policy,
        status,
        List.of(
            new Outcome.RangeFate(
                new AddressRange(0x100000, 0x100fff),
                Outcome.Owner.CXL,
                usable,
                List.of(),
                null,
                null,
                List.of(),
                List.of(),
                AT)),
        "00100000-00100fff : region0\n",
        List.of(),
        List.of(new Outcome.Finding("CODE", severity, "remark", "", -1, AT, null, null)),
        List.of(),
        List.of(),
        List.of());
  }
}
