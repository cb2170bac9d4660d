package memfate.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import memfate.engine.PolicyLibrary;
import memfate.eval.ExitCode;
import memfate.eval.PackOptions;
import memfate.serve.Playground;
import memfate.serve.PlaygroundSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Serves the playground. */
@Command(
    name = "serve",
    description = {
      "Serves a page to edit rules and descriptions on and to see what changes, until Ctrl-C.",
      "The page is for this machine only and for whoever has its address, which holds a random",
      "token. Rules run in child processes with the limits of --limit-seconds and --limit-memory.",
      "Nothing is written but temporary files, which are removed."
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final int LAST_PORT = 65535;

  private final Streams streams;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;
  @Mixin private PackOptions packs;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on (default: any that is free).")
  private int port;

  @Option(
      names = "--bind",
      paramLabel = "ADDRESS",
      description = {
        "Address of this machine to listen on (default: ${DEFAULT-VALUE}). With another than a",
        "loopback address the network sees the page and its token, unencrypted."
      })
  private String bind = "127.0.0.1";

  @Option(
      names = "--inputs",
      paramLabel = "DIR",
      description = {
        "Folder whose examples/ and machines/ are offered (default: inputs beside the rules",
        "folder)."
      })
  private @Nullable Path inputs;

  ServeCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() throws InterruptedException {
    InetAddress address = address();
    if (new PolicyLibrary(common.rules()).names().isEmpty()) {
      streams.err().println("memfate: there is no policy in " + common.rules());
      return ExitCode.POLICY.code();
    }
    if (!address.isLoopbackAddress()) {
      streams
          .err()
          .println(
              "memfate: warning: %s can be reached from the network, unencrypted: whoever reads"
                      .formatted(bind)
                  + " the address of the page can run rules on this machine");
    }
    try (Playground playground = Playground.start(settings(address))) {
      Runtime.getRuntime().addShutdownHook(new Thread(playground::close, "end of the playground"));
      streams.out().println(playground.address());
      streams.out().flush();
      new CountDownLatch(1).await();
      return ExitCode.DONE.code();
    } catch (IOException e) {
      throw misuse("cannot listen on %s port %d: %s".formatted(bind, port, e.getMessage()));
    }
  }

  private InetAddress address() {
    if (port < 0 || port > LAST_PORT) {
      throw misuse("--port needs 0 to %d".formatted(LAST_PORT));
    }
    if (common.refusesSandbox()) {
      throw misuse("serve runs rules in the sandbox only");
    }
    try {
      InetAddress address = InetAddress.getByName(bind);
      if (address.isAnyLocalAddress()) {
        throw misuse("--bind needs one address of this machine: requests have to name it");
      }
      return address;
    } catch (UnknownHostException e) {
      throw misuse("--bind: '%s' is no address".formatted(bind));
    }
  }

  private PlaygroundSettings settings(InetAddress address) {
    Path rules = common.rules().toAbsolutePath().normalize();
    Path offered = inputs == null ? rules.resolveSibling("inputs") : inputs;
    return new PlaygroundSettings(
        address,
        port,
        rules,
        offered,
        packs.settings().arguments(),
        common.limits(),
        Main.class.getName());
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
