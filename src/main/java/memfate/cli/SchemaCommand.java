package memfate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import memfate.eval.ExitCode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The JSON Schemas of what goes in and comes out. */
@Command(
    name = "schema",
    description = "Prints a JSON Schema; without NAME, the names.",
    mixinStandardHelpOptions = true)
final class SchemaCommand implements Callable<Integer> {
  private static final Map<String, String> RESOURCES =
      new TreeMap<>(
          Map.of(
              "check", "/memfate/schema/check.schema.json",
              "platform", "/memfate/schema/platform.schema.json",
              "run", "/memfate/schema/run.schema.json",
              "why-not", "/memfate/schema/why-not.schema.json"));

  private final Streams streams;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "NAME",
      description = {
        "platform: a description; run: a record of eval -o jsonl; check: of check -o json;",
        "why-not: a line of explain --why-not -o json."
      })
  private @Nullable String name;

  SchemaCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    String names = String.join(", ", RESOURCES.keySet());
    if (name == null) {
      RESOURCES.keySet().forEach(streams.out()::println);
      return ExitCode.DONE.code();
    }
    String resource = RESOURCES.get(name);
    if (resource == null) {
      throw new ParameterException(
          spec.commandLine(), "there is no schema '%s'; there are %s".formatted(name, names));
    }
    try (InputStream in = SchemaCommand.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("this build has no " + resource);
      }
      in.transferTo(streams.out());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return ExitCode.DONE.code();
  }
}
