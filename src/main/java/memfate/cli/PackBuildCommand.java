package memfate.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import memfate.engine.PolicyException;
import memfate.eval.ExitCode;
import memfate.eval.Version;
import memfate.packs.Pack;
import memfate.packs.PackBuilder;
import memfate.packs.PackFiles;
import memfate.packs.PackLibrary;
import memfate.platform.Diagnostic;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes the archive of a pack. */
@Command(
    name = "build",
    description = {
      "Makes a .zip of a pack: the same files give the same bytes everywhere. It carries the digest",
      "of each file and, with --sign, an Ed25519 signature of them."
    },
    mixinStandardHelpOptions = true)
final class PackBuildCommand implements Callable<Integer> {
  private final Streams streams;

  @Parameters(paramLabel = "DIR", description = "Folder of the pack.")
  private Path folder = Path.of("");

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      description = "Archive to write. Default: VENDOR-PACK-VERSION.zip here.")
  private @Nullable Path output;

  @Option(
      names = "--sign",
      paramLabel = "FILE",
      description = {
        "Private Ed25519 key, PKCS #8 in PEM, as openssl genpkey -algorithm ed25519 makes it."
      })
  private @Nullable Path key;

  PackBuildCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PackFiles files = PackFiles.ofFolder(folder, folder.toString());
    Pack pack = PackLibrary.read(files, Version.current());
    List<Diagnostic> problems = PackLibrary.problemsOf(pack);
    if (!problems.isEmpty()) {
      throw new PolicyException("the rules of %s do not compile".formatted(pack.id()), problems);
    }
    String name = "%s-%s.zip".formatted(pack.id().replace('/', '-'), pack.definition().version());
    Path archive = output == null ? Path.of(name) : output;
    try {
      Files.write(archive, PackBuilder.archive(files, key));
    } catch (IOException e) {
      throw new OutputFailure(archive.toString(), e);
    }
    streams.out().println("%s: %s %s".formatted(archive, files.sha256(), pack.id()));
    return ExitCode.DONE.code();
  }
}
