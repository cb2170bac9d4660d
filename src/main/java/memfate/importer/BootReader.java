package memfate.importer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import memfate.platform.BootPlan;

/** Reads {@code boot}. */
final class BootReader {
  private static final String BEFORE = " before ";

  private final Reading reading;

  private BootReader(Reading reading) {
    this.reading = reading;
  }

  static BootPlan read(Fields platform) {
    return platform
        .section("boot", Section.BOOT)
        .map(fields -> new BootReader(platform.reading()).plan(fields))
        .orElseGet(() -> new BootPlan("default", List.of(), platform.at()));
  }

  private BootPlan plan(Fields fields) {
    Node order = fields.node("order");
    List<BootPlan.Constraint> constraints =
        order instanceof Node.Sequence
            ? reading.each(order, "boot.order", this::constraint)
            : List.of();
    String word =
        order instanceof Node.Sequence ? "open" : fields.word("order", Words.ORDER, "default");
    Node events = fields.node("events");
    List<BootPlan.Step> steps =
        events == null ? List.of() : reading.each(events, "boot.events", this::step);
    String softdep = fields.word("softdep", Words.SOFTDEP, BootPlan.SOFTDEP_FIRST);
    return new BootPlan(word, softdep, constraints, steps, fields.at());
  }

  private Optional<BootPlan.Constraint> constraint(Node node, String what) {
    return reading.scalar(
        node,
        what,
        text -> {
          int middle = text.indexOf(BEFORE);
          if (middle <= 0 || middle != text.lastIndexOf(BEFORE)) {
            throw new ScalarException(
                "'%s' is not an order of two events".formatted(Unsigned.shorten(text)),
                "write \"load cxl_acpi before load dax_hmem\"");
          }
          String after = text.substring(middle + BEFORE.length());
          return new BootPlan.Constraint(
              text.substring(0, middle).strip(), after.strip(), node.at());
        });
  }

  private Optional<BootPlan.Step> step(Node node, String what) {
    if (!(node instanceof Node.Mapping mapping)) {
      reading.wrongKind(node, what, "a mapping");
      return Optional.empty();
    }
    List<Node.Entry> verbs =
        mapping.entries().values().stream()
            .filter(entry -> Words.VERB.all().contains(entry.key()))
            .toList();
    if (verbs.size() != 1) {
      refuseVerbs(mapping, what, verbs);
      return Optional.empty();
    }
    Node.Entry verb = verbs.get(0);
    Map<String, String> arguments = arguments(mapping, what, verb.key());
    double time = time(mapping, what);
    return subject(verb, what, arguments)
        .map(subject -> new BootPlan.Step(verb.key(), subject, arguments, time, mapping.at()));
  }

  private void refuseVerbs(Node.Mapping mapping, String what, List<Node.Entry> verbs) {
    if (verbs.isEmpty()) {
      Optional<Node.Entry> close =
          mapping.entries().values().stream()
              .filter(e -> DidYouMean.nearest(e.key(), Words.VERB.all()).isPresent())
              .filter(e -> !e.key().equals("t"))
              .findFirst();
      String help = DidYouMean.help(close.map(Node.Entry::key).orElse(""), Words.VERB.all());
      String message = what + " says nothing that happens";
      close.ifPresentOrElse(
          e -> reading.problems().errorAtKey(e, message, help),
          () -> reading.problems().error(mapping, message, help));
    } else {
      String message = "%s has more than one verb: %s".formatted(what, keys(verbs));
      reading.problems().errorAtKey(verbs.get(1), message, "write one event a line");
    }
  }

  private static String keys(List<Node.Entry> entries) {
    return entries.stream().map(Node.Entry::key).collect(Collectors.joining(", "));
  }

  private Map<String, String> arguments(Node.Mapping mapping, String what, String verb) {
    Map<String, String> arguments = new LinkedHashMap<>();
    for (Node.Entry entry : mapping.entries().values()) {
      if (!entry.key().equals(verb) && !entry.key().equals("t")) {
        flat(entry.value(), what + "." + entry.key())
            .ifPresent(text -> arguments.put(entry.key(), text));
      }
    }
    return arguments;
  }

  /**
   * A verb's value is its subject, or for {@code fail} a mapping with the function and the rest.
   */
  private Optional<String> subject(Node.Entry verb, String what, Map<String, String> arguments) {
    String path = what + "." + verb.key();
    if (!(verb.value() instanceof Node.Mapping mapping)) {
      return flat(verb.value(), path);
    }
    Map<String, String> inner = reading.texts(mapping, path);
    inner.forEach(arguments::putIfAbsent);
    String subject = arguments.remove("fn");
    if (subject == null) {
      reading
          .problems()
          .error(mapping, path + " has no 'fn'", "name the kernel function that fails");
    }
    return Optional.ofNullable(subject);
  }

  private Optional<String> flat(Node node, String what) {
    if (node instanceof Node.Sequence list) {
      List<String> words = new ArrayList<>();
      list.items().forEach(item -> reading.scalar(item, what, Scalars::text).ifPresent(words::add));
      return Optional.of(String.join(", ", words));
    }
    return reading.scalar(node, what, Scalars::text);
  }

  private double time(Node.Mapping mapping, String what) {
    Node node = mapping.get("t");
    return node == null
        ? Double.NaN
        : reading.scalar(node, what + ".t", Scalars::seconds).orElse(Double.NaN);
  }
}
