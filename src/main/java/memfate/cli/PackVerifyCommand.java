package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import memfate.boot.Exploration;
import memfate.engine.PolicyLibrary;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.eval.PackOptions;
import memfate.eval.PackSettings;
import memfate.packs.Pack;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import memfate.platform.Printable;
import memfate.platform.SourceLocation;
import memfate.trial.Check;
import memfate.trial.PackTrial;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Whether packs do what they say. */
@Command(
    name = "verify",
    description = {
      "Tries quirk packs on their own platforms and cases. Each row has to match a platform and to",
      "miss another by one condition; each quirk has to change a fate, a finding or whether the",
      "order decides; each rule has to fire in one case and to be silent in another. Exit code 1:",
      "something is missing or differs; 4: a pack is broken."
    },
    mixinStandardHelpOptions = true)
final class PackVerifyCommand implements Callable<Integer> {
  private static final int STATES = 100;

  private final Streams streams;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  @Parameters(
      paramLabel = "PACK",
      arity = "0..*",
      description = "Folder, .zip or id of a pack. Default: all that are found.")
  private List<String> wanted = new ArrayList<>();

  @Option(
      names = "--limit-states",
      paramLabel = "N",
      description = "Most states of the exploration of one platform (default: ${DEFAULT-VALUE}).")
  private int states = STATES;

  private ExitCode end = ExitCode.DONE;
  private int passed;
  private int failed;

  PackVerifyCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws IOException {
    List<String> paths = wanted.stream().filter(name -> Files.exists(Path.of(name))).toList();
    PackSettings settings = packs.settings().with(paths);
    if (common.isSandboxed(settings)) {
      return Confined.run(spec, streams, common.limits()).code();
    }
    PackLibrary library = settings.open(common.rules());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    PolicyLibrary policies = new PolicyLibrary(common.rules());
    policies.cacheIn(common.ruleCache());
    for (PackLibrary.Broken broken : library.broken()) {
      if (wanted.isEmpty() || wanted.contains(broken.name())) {
        diagnostics.print(broken.why());
        end = end.and(ExitCode.POLICY);
      }
    }
    for (String name :
        wanted.isEmpty() ? library.packs().stream().map(Pack::id).toList() : wanted) {
      verify(name, library, policies, diagnostics);
    }
    line(
        "%d checks passed%s"
            .formatted(passed, failed == 0 ? "" : ", %d did not".formatted(failed)));
    return end.code();
  }

  private void verify(
      String name, PackLibrary library, PolicyLibrary policies, Diagnostics diagnostics)
      throws IOException {
    Pack pack = library.named(name).orElse(null);
    if (pack == null) {
      if (library.broken().stream().noneMatch(broken -> broken.name().equals(name))) {
        String message = "there is no pack '%s'".formatted(name);
        diagnostics.print(List.of(Diagnostic.error(message, SourceLocation.NONE)));
      }
      end = end.and(ExitCode.POLICY);
      return;
    }
    Path folder = pack.files().folder();
    if (folder != null) {
      verify(pack, folder, library, policies, diagnostics);
      return;
    }
    Path unpacked = Files.createTempDirectory("memfate-pack");
    try {
      pack.files().unpack(unpacked);
      verify(pack, unpacked, library, policies, diagnostics);
    } finally {
      delete(unpacked);
    }
  }

  private void verify(
      Pack pack,
      Path folder,
      PackLibrary library,
      PolicyLibrary policies,
      Diagnostics diagnostics) {
    PackTrial trial =
        new PackTrial(
            policies,
            library.only(pack),
            pack,
            folder,
            new Exploration.Limits(states, 1, true, null));
    line("%s %s".formatted(pack.id(), pack.definition().version()));
    List<Diagnostic> problems = trial.problems();
    if (!problems.isEmpty()) {
      diagnostics.print(problems);
      end = end.and(ExitCode.POLICY);
      return;
    }
    for (Check check : trial.run()) {
      line("  %s %s: %s".formatted(check.passed() ? "ok  " : "FAIL", check.about(), check.what()));
      passed += check.passed() ? 1 : 0;
      failed += check.passed() ? 0 : 1;
      end = end.and(check.passed() ? ExitCode.DONE : ExitCode.FINDINGS);
    }
  }

  private void line(String text) {
    text.lines().map(Printable::of).forEach(streams.out()::println);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
