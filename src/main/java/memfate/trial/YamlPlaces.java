package memfate.trial;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import memfate.platform.SourceLocation;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Where the mappings of a YAML text stand, and the values in them. */
final class YamlPlaces {

  /** A line and a column, from 1. */
  private record Place(int line, int column) {}

  private final String text;
  private final Map<Place, MappingNode> mappings = new HashMap<>();

  YamlPlaces(String text) {
    this.text = text;
    LoadSettings settings = LoadSettings.builder().setAllowDuplicateKeys(true).build();
    new Compose(settings).composeAllFromString(text).forEach(this::collect);
  }

  private void collect(Node node) {
    if (node instanceof MappingNode mapping) {
      Mark at = mapping.getStartMark().orElseThrow();
      mappings.putIfAbsent(new Place(at.getLine() + 1, at.getColumn() + 1), mapping);
      mapping.getValue().forEach(entry -> collect(entry.getValueNode()));
    } else if (node instanceof SequenceNode sequence) {
      sequence.getValue().forEach(this::collect);
    }
  }

  /** Returns the value of a key in the mapping at a place, nothing when there is none. */
  Optional<Node> value(SourceLocation at, String... path) {
    Node node = mappings.get(new Place(at.line(), at.column()));
    for (String key : path) {
      node = node instanceof MappingNode mapping ? value(mapping, key) : null;
    }
    return Optional.ofNullable(node);
  }

  private static @Nullable Node value(MappingNode mapping, String key) {
    for (NodeTuple entry : mapping.getValue()) {
      if (entry.getKeyNode() instanceof ScalarNode name && name.getValue().equals(key)) {
        return entry.getValueNode();
      }
    }
    return null;
  }

  int start(Node node) {
    return index(node.getStartMark().orElseThrow());
  }

  /** Returns the index behind a node; a list in lines ends with its last entry. */
  int end(Node node) {
    if (node instanceof SequenceNode list && !isFlow(list) && !list.getValue().isEmpty()) {
      List<Node> entries = list.getValue();
      return end(entries.get(entries.size() - 1));
    }
    return index(node.getEndMark().orElseThrow());
  }

  static boolean isFlow(SequenceNode list) {
    return list.getFlowStyle() == FlowStyle.FLOW;
  }

  /** Marks count characters, strings their halves. */
  private int index(Mark mark) {
    return text.offsetByCodePoints(0, mark.getIndex());
  }

  int column(Node node) {
    return node.getStartMark().orElseThrow().getColumn();
  }
}
