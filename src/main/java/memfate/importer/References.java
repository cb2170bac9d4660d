package memfate.importer;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import org.jspecify.annotations.Nullable;

/** Names of one section that another one has to know. */
final class References {
  /** Of thousands of names the first ones show how they look. */
  private static final int OFFERED = 20;

  private final Problems problems;
  private final Map<String, Scalar> memdevs = new LinkedHashMap<>();

  private References(Problems problems) {
    this.problems = problems;
  }

  static void check(Fields platform) {
    References references = new References(platform.reading().problems());
    Node memdevs = platform.node("memdevs");
    texts(memdevs, "name").forEach(references::define);
    if (!(memdevs instanceof Scalar)) {
      texts(platform.node("decoders"), "memdev").forEach(n -> references.use("decoder", n));
      mappings(platform.node("regions"))
          .flatMap(region -> texts(region.get("mappings"), "memdev"))
          .forEach(name -> references.use("region", name));
    }
  }

  private void define(Scalar name) {
    Scalar before = memdevs.putIfAbsent(name.text(), name);
    if (before != null) {
      String message = "memdev '%s' is described twice".formatted(Unsigned.shorten(name.text()));
      problems.error(name, message, "the first one is at " + before.at());
    }
  }

  private void use(String user, Scalar name) {
    if (!memdevs.containsKey(name.text())) {
      String memdev = Unsigned.shorten(name.text());
      problems.error(
          name,
          "%s names memdev '%s', which is not described".formatted(user, memdev),
          memdevs.isEmpty()
              ? "list it under memdevs, or write memdevs: unknown"
              : DidYouMean.help(
                  name.text(), memdevs.keySet().stream().limit(OFFERED).toList(), problems));
    }
  }

  private static Stream<Scalar> texts(@Nullable Node list, String key) {
    return mappings(list)
        .map(row -> row.get(key))
        .filter(node -> node instanceof Scalar scalar && !scalar.isNull())
        .map(Scalar.class::cast);
  }

  private static Stream<Mapping> mappings(@Nullable Node list) {
    return list instanceof Sequence sequence
        ? sequence.items().stream().filter(Mapping.class::isInstance).map(Mapping.class::cast)
        : Stream.empty();
  }
}
