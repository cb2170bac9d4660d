package memfate.eval;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import memfate.boot.Boot;
import memfate.boot.BootOptions;
import memfate.boot.Exploration;
import memfate.boot.FactText;
import memfate.boot.Judgement;
import memfate.boot.Outcome;
import memfate.boot.WhyNot;
import memfate.engine.CheckCatalog;
import memfate.engine.Policy;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.engine.RuleCache;
import memfate.engine.RuleInfo;
import memfate.engine.VersionRow;
import memfate.facts.Located;
import memfate.facts.PlatformFacts;
import memfate.importer.DescriptionReader;
import memfate.importer.DidYouMean;
import memfate.importer.Inputs;
import memfate.importer.capture.Capture;
import memfate.importer.capture.CaptureReader;
import memfate.iomem.AddressRange;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Diagnostic.Severity;
import memfate.platform.LintDirectives;
import memfate.platform.Platform;
import memfate.platform.SourceLocation;
import memfate.report.Input;
import memfate.report.Run;
import org.jspecify.annotations.Nullable;

/** Joins importer, engine and boot. */
public final class BootEvaluation implements Evaluation {
  private static final int STDIN_BUFFER = 1 << 16;

  private final PolicyLibrary library;
  private final Path rules;
  private final DescriptionReader reader;
  private final Map<String, PolicyException> broken = new ConcurrentHashMap<>();
  private final PackedPolicies packs;
  private final PackSettings settings;

  /** Opens a rules folder without packs. */
  public BootEvaluation(Path rules) {
    this(rules, PackSettings.NONE);
  }

  public BootEvaluation(Path rules, PackSettings settings) {
    this(rules, settings, new DescriptionReader());
  }

  /** Opens a rules folder and packs for descriptions that a reader of one's own reads. */
  public BootEvaluation(Path rules, PackSettings settings, DescriptionReader reader) {
    this(rules, new PolicyLibrary(rules), settings.open(rules), settings, reader);
  }

  /** Opens a rules folder for packs that are open already. */
  public BootEvaluation(Path rules, PackLibrary packs, PackSettings settings) {
    this(rules, new PolicyLibrary(rules), packs, settings, new DescriptionReader());
  }

  private BootEvaluation(
      Path rules,
      PolicyLibrary library,
      PackLibrary packs,
      PackSettings settings,
      DescriptionReader reader) {
    this.reader = reader;
    this.rules = rules;
    this.settings = settings;
    this.library = library;
    this.packs = new PackedPolicies(library, packs, settings.today());
  }

  @Override
  public Evaluation caching(RuleCache cache) {
    library.cacheIn(cache);
    return this;
  }

  @Override
  public Evaluation withoutPacks() {
    return new BootEvaluation(rules, library, PackLibrary.NONE, PackSettings.NONE, reader);
  }

  @Override
  public Evaluation reopened() {
    PackLibrary now = settings.open(rules).knowing(packs.library());
    return new BootEvaluation(rules, library.reopened(), now, settings, reader);
  }

  @Override
  public List<Run.PackId> packs() {
    return packs.library().packs().stream()
        .map(p -> new Run.PackId(p.id(), p.definition().version(), p.files().sha256()))
        .toList();
  }

  @Override
  public int compilePack(String id) {
    return packs.library().pack(id).orElseThrow().rules().rules().size();
  }

  @Override
  public List<Diagnostic> lintPack(String id) {
    return library.lint(packs.library().pack(id).orElseThrow().rules());
  }

  @Override
  public List<String> packsOf(Platform platform) {
    return packs.library().select(platform).active().stream()
        .map(applied -> applied.pack().id())
        .distinct()
        .sorted()
        .toList();
  }

  @Override
  public List<Diagnostic> packProblems() {
    return packs.problems();
  }

  @Override
  public void split(List<String> paths, InputStream standardInput, Consumer<Pending> consumer) {
    BufferedInputStream stdin = new BufferedInputStream(standardInput, STDIN_BUFFER);
    for (String path : paths) {
      if (path.equals("-") && isCapture(stdin)) {
        Capture capture = new CaptureReader().read(List.of(path), stdin);
        consumer.accept(Pending.read(description(path, capture)));
        continue;
      }
      Inputs inputs = Inputs.expand(List.of(path), stdin, CaptureReader::isCapture);
      for (Diagnostic diagnostic : inputs.diagnostics()) {
        consumer.accept(
            Pending.read(
                new Description(new Input(path, 1, 0, ""), null, null, List.of(diagnostic))));
      }
      for (Inputs.Input input : inputs.inputs()) {
        if (input instanceof Inputs.CaptureInput capture) {
          consumer.accept(
              new PendingFile(
                  () -> description(capture.name(), new CaptureReader().read(capture.path()))));
        } else {
          reader.split(input, unread -> consumer.accept(new PendingDocument(unread)));
        }
      }
    }
  }

  private static boolean isCapture(BufferedInputStream stream) {
    try {
      return CaptureReader.isCapture(stream);
    } catch (IOException e) {
      return false;
    }
  }

  private static Description description(String name, Capture capture) {
    return new Description(
        new Input(name, 1, 0, capture.sha256()),
        capture.platform(),
        capture.observation(),
        capture.diagnostics());
  }

  @Override
  public PolicyLibrary library() {
    return library;
  }

  @Override
  public PackLibrary packLibrary() {
    return packs.library();
  }

  @Override
  public List<String> policies() {
    return library.names();
  }

  @Override
  public Run.PolicyId identify(String nameOrFolder) {
    try {
      return new Run.PolicyId(nameOrFolder, library.digest(nameOrFolder));
    } catch (PolicyException e) {
      throw refused(nameOrFolder, SourceLocation.NONE, e);
    }
  }

  @Override
  public int compile(String nameOrFolder) {
    return policy(nameOrFolder, SourceLocation.NONE).rules().size();
  }

  @Override
  public List<Diagnostic> lint(String nameOrFolder) {
    return library.lint(nameOrFolder);
  }

  @Override
  public List<Choice> policiesOf(Platform platform) {
    List<String> named = platform.kernel().policies();
    return named.isEmpty()
        ? List.of(choice(platform, library.select(platform)))
        : named.stream().map(Choice::named).toList();
  }

  private static Choice choice(Platform platform, VersionRow row) {
    List<String> words = new ArrayList<>();
    if (!row.set().isEmpty()) {
      words.add("policy %s with %s".formatted(row.policy(), inWords(row.set())));
    }
    if (!row.remark().isEmpty()) {
      words.add(row.remark());
    }
    String remark =
        words.isEmpty()
            ? ""
            : "kernel %s: %s".formatted(platform.kernel().version(), String.join("; ", words));
    return new Choice(row.policy(), row.set(), remark, !row.remark().isEmpty());
  }

  private static String inWords(Map<String, String> options) {
    return options.entrySet().stream()
        .map(option -> option.getKey() + "=" + option.getValue())
        .collect(Collectors.joining(", "));
  }

  @Override
  public List<Diagnostic> checkVersions() {
    return library.checkVersions();
  }

  @Override
  public Outcome run(Platform platform, Choice choice, BootOptions options) {
    Outcome outcome = boot(platform, choice, options).run(platform);
    return remarked(suppressions(outcome, platform), platform, choice);
  }

  @Override
  public List<RuleInfo> rules(Platform platform, Choice choice) {
    return packed(platform, choice).policy().rulesOfBoot();
  }

  @Override
  public List<WhyNot> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      RuleInfo rule,
      @Nullable AddressRange range) {
    return boot(platform, choice, options).whyNot(platform, rule.name(), range);
  }

  @Override
  public List<WhyNot.About> whyNot(
      Platform platform,
      Choice choice,
      BootOptions options,
      List<RuleInfo> rules,
      List<AddressRange> ranges) {
    List<String> names = rules.stream().map(RuleInfo::name).toList();
    return boot(platform, choice, options).whyNot(platform, names, ranges);
  }

  @Override
  public Exploration explore(
      Platform platform, Choice choice, BootOptions options, Exploration.Limits limits) {
    return boot(platform, choice, options).explore(platform, limits);
  }

  @Override
  public List<Judgement> judge(
      Platform platform, Choice choice, BootOptions options, @Nullable Exploration exploration) {
    Boot boot = boot(platform, choice, options);
    return exploration == null
        ? boot.judge(platform, library.invariants())
        : boot.judge(platform, exploration, library.invariants());
  }

  @Override
  public int compileInvariants() {
    return library.hasInvariants() ? library.invariants().rules().size() : 0;
  }

  private Boot boot(Platform platform, Choice choice, BootOptions options) {
    PackedPolicies.Packed packed = packed(platform, choice);
    return new Boot(packed.policy(), options.above(choice.set()).with(packed.quirks()));
  }

  private PackedPolicies.Packed packed(Platform platform, Choice choice) {
    boolean asDescribed = platform.kernel().policies().contains(choice.policy());
    SourceLocation at = asDescribed ? platform.kernel().at() : SourceLocation.NONE;
    return packs.of(policy(choice.policy(), at), choice.policy(), platform);
  }

  /** Says of a code that suppresses nothing because no check has it. */
  private Outcome suppressions(Outcome outcome, Platform platform) {
    if (platform.lint().suppress().isEmpty()) {
      return outcome;
    }
    Outcome said = outcome;
    CheckCatalog catalog = CheckCatalog.withInvariants(rules);
    for (LintDirectives.Suppression suppression : platform.lint().suppress()) {
      String code = suppression.code();
      boolean used = outcome.findings().stream().anyMatch(f -> f.code().equals(code));
      if (!used && catalog.check(code).isEmpty()) {
        List<String> codes = catalog.checks().stream().map(CheckCatalog.Check::code).toList();
        String help = DidYouMean.nearest(code, codes).map("did you mean %s?"::formatted).orElse("");
        String message = "no check has the code '%s': it suppresses nothing".formatted(code);
        said = said.with(new Diagnostic(Severity.WARNING, message, suppression.at(), 1, "", help));
      }
    }
    return said;
  }

  /** Says what the table of kernel versions remarks about the choice. */
  private static Outcome remarked(Outcome outcome, Platform platform, Choice choice) {
    if (choice.remark().isEmpty()) {
      return outcome;
    }
    Severity severity = choice.nearest() ? Severity.WARNING : Severity.INFO;
    return outcome.with(
        new Diagnostic(severity, choice.remark(), platform.kernel().at(), 1, "", ""));
  }

  @Override
  public List<String> facts(Platform platform) {
    return PlatformFacts.of(platform).stream().map(BootEvaluation::inWords).toList();
  }

  private static String inWords(Object fact) {
    String at = fact instanceof Located located ? located.at().toString() : "";
    return at.isEmpty() ? FactText.of(fact) : FactText.of(fact) + "  <- " + at;
  }

  /** A policy that does not compile is compiled once, not for every platform. */
  private Policy policy(String nameOrFolder, SourceLocation askedAt) {
    PolicyException known = broken.get(nameOrFolder);
    if (known != null) {
      throw known;
    }
    try {
      return library.policy(nameOrFolder);
    } catch (PolicyException e) {
      PolicyException refused = refused(nameOrFolder, askedAt, e);
      broken.put(nameOrFolder, refused);
      throw refused;
    }
  }

  /** Says of a policy that does not exist which one was meant; others say themselves. */
  private PolicyException refused(String nameOrFolder, SourceLocation askedAt, PolicyException e) {
    if (library.exists(nameOrFolder) || Files.isDirectory(Path.of(nameOrFolder))) {
      return e;
    }
    List<String> names = library.names();
    String near =
        DidYouMean.nearest(nameOrFolder, names).map("did you mean '%s'? "::formatted).orElse("");
    String help = near + "there are " + String.join(", ", names);
    String message = "there is no policy '%s'".formatted(nameOrFolder);
    return new PolicyException(
        message, List.of(new Diagnostic(Severity.ERROR, message, askedAt, 1, "", help)));
  }
}
