package memfate.cli;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import memfate.engine.PolicyDefinition;
import memfate.engine.PolicyLibrary;
import memfate.engine.PolicyOutline;
import memfate.engine.PolicyOutline.Inherited;
import memfate.engine.PolicyOutline.Place;
import memfate.engine.PolicyOutline.Replaced;
import memfate.eval.ExitCode;
import memfate.platform.Printable;
import memfate.report.PolicyText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a policy is made of. */
@Command(
    name = "show",
    description = "Shows what a policy inherits, replaces and adds, and its options.",
    mixinStandardHelpOptions = true)
final class PolicyShowCommand implements Callable<Integer> {

  /** Forms of the answer. */
  enum Form {
    TEXT,
    JSON
  }

  private final Streams streams;

  @Mixin private CommonOptions common;

  @Parameters(paramLabel = "NAME|DIR", description = "A policy's name or folder.")
  private String policy = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FORMAT",
      description = "text (default) or json.")
  private Form form = Form.TEXT;

  PolicyShowCommand(Streams streams) {
    this.streams = streams;
  }

  @Override
  public Integer call() {
    PolicyOutline outline = new PolicyLibrary(common.rules()).outline(policy);
    if (form == Form.JSON) {
      streams.out().println(PolicyText.json(fields(outline)));
    } else {
      print(outline);
    }
    return ExitCode.DONE.code();
  }

  private void print(PolicyOutline outline) {
    PolicyDefinition definition = outline.definition();
    PrintStream out = streams.out();
    line("%s: %s".formatted(definition.name(), definition.title()));
    line("kernels: " + definition.kernels());
    definition.sources().forEach(source -> line("source: " + source));
    if (!outline.chain().isEmpty()) {
      line("based on: " + names(outline.chain()));
    }
    out.println();
    line("options");
    table(
        outline.options().entrySet().stream()
            .map(o -> List.of(o.getKey(), o.getValue().value(), "of " + o.getValue().policy()))
            .toList());
    out.println();
    line("inherits " + rules(outline.inherits().stream().mapToInt(Inherited::rules).sum()));
    table(
        outline.inherits().stream()
            .map(i -> List.of(i.from(), rules(i.rules()), leftOut(i.leftOut())))
            .toList());
    out.println();
    line("replaces " + rules(outline.replaces().size()));
    outline.replaces().forEach(this::print);
    out.println();
    line("adds " + rules(outline.adds().size()));
    outline.adds().forEach(place -> line("  " + words(place)));
  }

  private void print(Replaced replaced) {
    line("  " + words(replaced.rule()));
    Place by = replaced.by();
    if (by != null) {
      line("    by its own at %s:%d".formatted(by.file(), by.line()));
    }
  }

  private static String names(List<PolicyDefinition> chain) {
    return chain.stream().map(PolicyDefinition::name).collect(Collectors.joining(" -> "));
  }

  private static String leftOut(int count) {
    return count == 0 ? "" : "%d more replaced".formatted(count);
  }

  private static String rules(int count) {
    return count == 1 ? "1 rule" : count + " rules";
  }

  private static String words(Place place) {
    return "\"%s\" at %s:%d".formatted(place.rule(), place.file(), place.line());
  }

  private void table(List<List<String>> rows) {
    PolicyText.table(rows).forEach(row -> line("  " + row));
  }

  private void line(String text) {
    streams.out().println(Printable.of(text));
  }

  private static Map<String, Object> fields(PolicyOutline outline) {
    Map<String, Object> fields = PolicyListCommand.fields(outline.definition());
    fields.put("chain", outline.chain().stream().map(PolicyDefinition::name).toList());
    Map<String, Object> options = new LinkedHashMap<>();
    outline
        .options()
        .forEach((name, o) -> options.put(name, ordered("value", o.value(), "policy", o.policy())));
    fields.put("options", options);
    fields.put(
        "inherits",
        outline.inherits().stream()
            .map(i -> ordered("from", i.from(), "rules", i.rules(), "replaced", i.leftOut()))
            .toList());
    fields.put("replaces", outline.replaces().stream().map(PolicyShowCommand::fields).toList());
    fields.put("adds", outline.adds().stream().map(PolicyShowCommand::fields).toList());
    return fields;
  }

  private static Map<String, Object> fields(Replaced replaced) {
    Map<String, Object> fields = fields(replaced.rule());
    @Nullable Place by = replaced.by();
    if (by != null) {
      fields.put("by", fields(by));
    }
    return fields;
  }

  private static Map<String, Object> fields(Place place) {
    return ordered("rule", place.rule(), "file", place.file(), "line", place.line());
  }

  private static Map<String, Object> ordered(Object... namesAndValues) {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      fields.put((String) namesAndValues[i], namesAndValues[i + 1]);
    }
    return fields;
  }
}
