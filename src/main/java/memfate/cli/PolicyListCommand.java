package memfate.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import memfate.engine.PolicyDefinition;
import memfate.engine.PolicyException;
import memfate.engine.PolicyLibrary;
import memfate.eval.Diagnostics;
import memfate.eval.ExitCode;
import memfate.report.PolicyText;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which policies there are. */
@Command(
    name = "list",
    description = "Lists the policies of the rules folder: name, kernels, title.",
    mixinStandardHelpOptions = true)
final class PolicyListCommand implements Callable<Integer> {

  /** Forms of the list. */
  enum Form {
    TEXT,
    JSONL,
    JSON
  }

  private final Streams streams;

  @Mixin private CommonOptions common;

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default), jsonl (an object a line) or json (one list).")
  private Form form = Form.TEXT;

  PolicyListCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PolicyLibrary library = new PolicyLibrary(common.rules());
    Diagnostics diagnostics = new Diagnostics(streams.err(), common.quiet());
    ExitCode end = ExitCode.DONE;
    List<PolicyDefinition> definitions = new ArrayList<>();
    for (String name : library.names()) {
      try {
        definitions.add(library.definition(name));
      } catch (PolicyException e) {
        diagnostics.printOnce(e.diagnostics());
        end = ExitCode.POLICY;
      }
    }
    print(definitions);
    return end.code();
  }

  private void print(List<PolicyDefinition> definitions) {
    List<String> objects =
        definitions.stream().map(PolicyListCommand::fields).map(PolicyText::json).toList();
    switch (form) {
      case TEXT -> PolicyText.table(rows(definitions)).forEach(streams.out()::println);
      case JSONL -> objects.forEach(streams.out()::println);
      case JSON -> streams.out().println("[" + String.join(",\n ", objects) + "]");
    }
  }

  private static List<List<String>> rows(List<PolicyDefinition> definitions) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "BASED ON", "TITLE", "KERNELS"));
    for (PolicyDefinition d : definitions) {
      rows.add(
          List.of(d.name(), d.basedOn().isEmpty() ? "-" : d.basedOn(), d.title(), d.kernels()));
    }
    return rows;
  }

  /** Returns what records say of a policy. */
  static Map<String, Object> fields(PolicyDefinition definition) {
    Map<String, Object> fields = new LinkedHashMap<>();
    fields.put("name", definition.name());
    fields.put("title", definition.title());
    fields.put("kernels", definition.kernels());
    fields.put("based-on", definition.basedOn());
    fields.put("sources", definition.sources());
    return fields;
  }
}
