package memfate.importer;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import memfate.importer.Node.Mapping;
import memfate.iomem.AddressRange;

/**
 * The three spellings of an entry's range: {@code range}, {@code base + size}, {@code start + end}.
 */
final class RangeFields {
  private static final List<String> KEYS = List.of("range", "base", "size", "start", "end");
  private static final String HELP = "write range: 0x1000-0x1fff, or base: and size:";

  private final Fields fields;
  private final Mapping mapping;

  RangeFields(Fields fields, Mapping mapping) {
    this.fields = fields;
    this.mapping = mapping;
  }

  Optional<AddressRange> read() {
    List<String> given = KEYS.stream().filter(k -> mapping.get(k) != null).toList();
    return switch (String.join(" ", given)) {
      case "range" -> fromText();
      case "base size" -> fromPair("base", "size");
      case "start end" -> fromPair("start", "end");
      default -> refuse(given);
    };
  }

  private Optional<AddressRange> fromText() {
    return Optional.ofNullable(fields.optional("range", RangeText::parse));
  }

  private Optional<AddressRange> fromPair(String first, String second) {
    Long from = fields.optional(first, Unsigned::parseAddress);
    Long to =
        fields.optional(second, second.equals("size") ? SizeText::parse : Unsigned::parseAddress);
    if (from == null || to == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          second.equals("size") ? RangeText.ofSize(from, to) : RangeText.of(from, to));
    } catch (ScalarException e) {
      Node last = Objects.requireNonNull(mapping.get(second));
      fields.reading().problems().error(last, e.message(), e.help());
      return Optional.empty();
    }
  }

  private Optional<AddressRange> refuse(List<String> given) {
    if (given.isEmpty()) {
      fields.missing("range", HELP);
    } else if (given.size() == 1) {
      String other = partner(given.get(0));
      fields.error(given.get(0), "'%s' needs '%s'".formatted(given.get(0), other), HELP);
    } else {
      String all = String.join(", ", given);
      String last = given.get(given.size() - 1);
      fields.error(last, "the range is given more than once: " + all, HELP);
    }
    return Optional.empty();
  }

  private static String partner(String key) {
    return switch (key) {
      case "base" -> "size";
      case "size" -> "base";
      case "start" -> "end";
      default -> "start";
    };
  }
}
