package memfate.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.platform.KernelBuild;
import memfate.platform.KernelParameter;
import memfate.platform.ModuleSpec;
import memfate.platform.SourceLocation;

/** Reads {@code kernel}, {@code modules} and {@code cmdline}. */
final class KernelReader {
  private KernelReader() {}

  static KernelBuild kernel(Fields platform) {
    return platform
        .section("kernel", Section.KERNEL)
        .map(
            fields ->
                new KernelBuild(
                    fields.text("version"),
                    fields.text("distro"),
                    fields.several("policy", Scalars::text),
                    fields.text("config-file"),
                    fields.at()))
        .orElseGet(() -> new KernelBuild("", "", List.of(), "", platform.at()));
  }

  static List<ModuleSpec> modules(Fields platform) {
    Node node = platform.node("modules");
    if (node == null) {
      return List.of();
    }
    Reading reading = platform.reading();
    Map<String, ModuleSpec> modules = new LinkedHashMap<>();
    for (Node.Entry entry : reading.entries(node, "modules")) {
      module(reading, entry)
          .ifPresent(
              module -> {
                if (modules.putIfAbsent(module.name(), module) != null) {
                  String message = "module '%s' is described twice".formatted(module.name());
                  reading.problems().errorAtKey(entry, message, "dashes and underscores are one");
                }
              });
    }
    return List.copyOf(modules.values());
  }

  private static Optional<ModuleSpec> module(Reading reading, Node.Entry entry) {
    String name = entry.key().replace('-', '_');
    String what = "modules." + entry.key();
    if (entry.value() instanceof Node.Scalar state) {
      return reading
          .scalar(state, what, Words.MODULE_STATE::canonical)
          .map(word -> new ModuleSpec(name, word, null, null, 0, Map.of(), entry.keyAt()));
    }
    return Fields.of(entry.value(), Section.MODULE, what, reading)
        .map(fields -> module(fields, name, entry.keyAt()));
  }

  private static ModuleSpec module(Fields fields, String name, SourceLocation at) {
    Node parameters = fields.node("parameters");
    return new ModuleSpec(
        name,
        fields.word("state", Words.MODULE_STATE, ""),
        fields.optional("in-initramfs", Scalars::flag),
        fields.optional("autoload", Scalars::flag),
        fields.seconds("delay", 0),
        parameters == null
            ? Map.of()
            : fields.reading().texts(parameters, fields.path("parameters")),
        at);
  }

  static List<KernelParameter> cmdline(Fields platform) {
    Node node = platform.node("cmdline");
    if (node == null) {
      return List.of();
    }
    List<KernelParameter> parameters = new ArrayList<>();
    List<Node> lines = node instanceof Node.Sequence list ? list.items() : List.of(node);
    for (Node line : lines) {
      platform
          .reading()
          .asScalar(line, "cmdline")
          .ifPresent(
              text ->
                  CommandLine.words(text.text())
                      .forEach(
                          word ->
                              parameters.add(
                                  new KernelParameter(word.name(), word.value(), line.at()))));
    }
    return parameters;
  }
}
