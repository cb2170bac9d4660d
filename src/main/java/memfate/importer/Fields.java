package memfate.importer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import memfate.importer.Node.Entry;
import memfate.importer.Node.Mapping;
import memfate.importer.Node.Scalar;
import memfate.importer.Node.Sequence;
import memfate.iomem.AddressRange;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;

/** One mapping of a description, read key by key; what is wrong is reported and skipped. */
final class Fields {
  private final Mapping mapping;
  private final Section section;
  private final String where;
  private final Reading reading;

  private Fields(Mapping mapping, Section section, String where, Reading reading) {
    this.mapping = mapping;
    this.section = section;
    this.where = where;
    this.reading = reading;
  }

  /** Takes a node that has to be a mapping of a section, and refuses the keys it may not hold. */
  static Optional<Fields> of(Node node, Section section, String where, Reading reading) {
    if (!(node instanceof Mapping mapping)) {
      reading.wrongKind(node, where.isEmpty() ? "a description" : where, "a mapping");
      return Optional.empty();
    }
    Fields fields = new Fields(mapping, section, where, reading);
    fields.refuseUnknownKeys();
    return Optional.of(fields);
  }

  private void refuseUnknownKeys() {
    for (Entry entry : mapping.entries().values()) {
      if (entry.key().startsWith("x-")) {
        reading.extend(path(entry.key()), entry.value());
      } else if (!section.keys().contains(entry.key())) {
        String place = where.isEmpty() ? "" : " in " + where;
        reading
            .problems()
            .errorAtKey(
                entry,
                "unknown key '%s'%s".formatted(Unsigned.shorten(entry.key()), place),
                entry.key().equals("<<")
                    ? "YAML merge keys are not accepted: use include: or base:"
                    : DidYouMean.help(entry.key(), section.keys(), reading.problems()));
      }
    }
  }

  Reading reading() {
    return reading;
  }

  SourceLocation at() {
    return mapping.at();
  }

  /** Returns the place of a key's value, or of the mapping when the key is not there. */
  SourceLocation at(String key) {
    Node node = node(key);
    return node == null ? mapping.at() : node.at();
  }

  String path(String key) {
    return where.isEmpty() ? key : where + "." + key;
  }

  boolean has(String key) {
    return node(key) != null;
  }

  @Nullable Node node(String key) {
    if (!section.keys().contains(key)) {
      throw new IllegalArgumentException("%s has no key %s".formatted(section, key));
    }
    return mapping.get(key);
  }

  /** Reports something wrong with a key that is there. */
  void error(String key, String message, String help) {
    Entry entry = mapping.entries().get(key);
    if (entry == null) {
      reading.problems().error(mapping.at(), "", message, help);
    } else {
      reading.problems().errorAtKey(entry, message, help);
    }
  }

  /** Reports a key that has to be there. */
  void missing(String key, String help) {
    String owner = where.isEmpty() ? "the description" : where;
    reading.problems().error(mapping.at(), "", "%s has no '%s'".formatted(owner, key), help);
  }

  String text(String key) {
    return text(key, "");
  }

  String text(String key, String fallback) {
    return scalar(key, Scalar::text, fallback);
  }

  String word(String key, Words words, String fallback) {
    return parsed(key, words::canonical, fallback);
  }

  long number(String key, long fallback) {
    return parsed(key, Unsigned::parse, fallback);
  }

  long address(String key, long fallback) {
    return parsed(key, Unsigned::parseAddress, fallback);
  }

  long size(String key, long fallback) {
    return parsed(key, SizeText::parse, fallback);
  }

  boolean flag(String key, boolean fallback) {
    return parsed(key, Scalars::flag, fallback);
  }

  double seconds(String key, double fallback) {
    return parsed(key, Scalars::seconds, fallback);
  }

  /** Reads a whole number of 0 to 2^31-1. */
  int integer(String key, int fallback) {
    return parsed(key, Scalars::integer, fallback);
  }

  <T> @Nullable T optional(String key, Scalars.Parser<T> parser) {
    Node node = node(key);
    return node == null ? null : reading.scalar(node, path(key), parser).orElse(null);
  }

  /** Reads a value, or several in a list. */
  <T> List<T> several(String key, Scalars.Parser<T> parser) {
    Node node = node(key);
    if (node == null) {
      return List.of();
    }
    List<Node> items = node instanceof Sequence sequence ? sequence.items() : List.of(node);
    List<T> values = new ArrayList<>();
    for (Node item : items) {
      reading.scalar(item, path(key), parser).ifPresent(values::add);
    }
    return values;
  }

  /** Reads a list of mappings. */
  <T> List<T> rows(String key, Section of, Function<Fields, Optional<T>> reader) {
    Node node = node(key);
    return node == null ? List.of() : reading.rows(node, path(key), of, reader);
  }

  /** Reads a mapping below this one. */
  Optional<Fields> section(String key, Section of) {
    Node node = node(key);
    return node == null ? Optional.empty() : of(node, of, path(key), reading);
  }

  /** Reads the range of an entry in any of its three spellings; empty when reported. */
  Optional<AddressRange> range() {
    return new RangeFields(this, mapping).read();
  }

  private <T> T parsed(String key, Scalars.Parser<T> parser, T fallback) {
    T value = optional(key, parser);
    return value == null ? fallback : value;
  }

  private String scalar(String key, Function<Scalar, String> reader, String fallback) {
    Node node = node(key);
    if (node == null) {
      return fallback;
    }
    return reading.asScalar(node, path(key)).map(reader).orElse(fallback);
  }
}
