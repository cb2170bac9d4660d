package memfate.trial;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import memfate.boot.Mismatch;
import memfate.iomem.ByteCount;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** What came out, written as the value that it takes the place of. */
final class ExpectedValue {
  private final String text;
  private final YamlPlaces places;

  ExpectedValue(String text, YamlPlaces places) {
    this.text = text;
    this.places = places;
  }

  /** Returns the new text of a value; nothing when no text says what came out. */
  Optional<String> of(Mismatch mismatch, Node old) {
    String got = mismatch.got();
    return switch (mismatch.field()) {
      case "owner", "kmem", "driver", "status" ->
          got.matches("[A-Za-z_-]+") && old instanceof ScalarNode
              ? Optional.of(got)
              : Optional.empty();
      case "usable" -> Optional.of(bytes(got, text.substring(places.start(old), places.end(old))));
      case "decisions" -> decisions(got, old);
      case "tree" -> tree(got, old);
      default -> Optional.empty();
    };
  }

  /** A number keeps its form: with a unit where that is exact, in hex, or plain. */
  private static String bytes(String hex, String old) {
    long value = Long.parseUnsignedLong(hex.substring(2), 16);
    if (old.endsWith("B")) {
      String words = ByteCount.inWords(value);
      return words.matches("[0-9.]+ [KMGTP]iB") ? words.replace(" ", "") : hex;
    }
    return old.startsWith("0x") ? hex : Long.toUnsignedString(value);
  }

  /** An empty list would compare nothing. */
  private Optional<String> decisions(String got, Node old) {
    String inside = got.substring(1, got.length() - 1);
    if (inside.isEmpty()) {
      return Optional.empty();
    }
    if (old instanceof SequenceNode list && !YamlPlaces.isFlow(list)) {
      String between = "\n" + " ".repeat(places.column(old)) + "- ";
      List<String> entries = Arrays.asList(inside.split(", "));
      return Optional.of("- " + String.join(between, entries));
    }
    return Optional.of(got);
  }

  private Optional<String> tree(String got, Node old) {
    if (!(old instanceof ScalarNode scalar) || scalar.getScalarStyle() != ScalarStyle.LITERAL) {
      return Optional.empty();
    }
    String block = text.substring(places.start(old), places.end(old));
    int firstLine = block.indexOf('\n') + 1;
    String body = block.substring(firstLine);
    String indent = body.substring(0, body.length() - body.stripLeading().length());
    String lines = got.lines().map(line -> indent + line + "\n").collect(Collectors.joining());
    String rest = block.substring(block.stripTrailing().length());
    return Optional.of(block.substring(0, firstLine) + lines.stripTrailing() + rest);
  }
}
