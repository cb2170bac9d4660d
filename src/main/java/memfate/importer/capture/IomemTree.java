package memfate.importer.capture;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import memfate.importer.Problems;
import memfate.iomem.AddressRange;
import memfate.platform.Observation;
import memfate.platform.Rejected;
import memfate.platform.SourceLocation;

/**
 * Puts the entries of {@code /proc/iomem} below each other by their indentation, and says which of
 * them cannot stand where they do.
 *
 * <p>Kernels stop indenting at level 5, later at level 8 ({@code MAX_IORES_LEVEL}): from there on
 * an entry inside the one before it is that one's child.
 */
final class IomemTree {
  private static final int LAST_SURE_LEVEL = 5;

  /** Deeper than any kernel prints; it keeps a hostile file from nesting without end. */
  private static final int DEEPEST = 32;

  private final Artifact artifact;
  private final Evidence evidence;
  private final Problems problems;
  private final List<Node> roots = new ArrayList<>();
  private final Deque<Node> open = new ArrayDeque<>();

  IomemTree(Artifact artifact, Evidence evidence, Problems problems) {
    this.artifact = artifact;
    this.evidence = evidence;
    this.problems = problems;
  }

  private record Node(IomemLine line, AddressRange range, List<Node> children) {}

  void add(IomemLine line, AddressRange range) {
    while (!open.isEmpty() && open.element().line.indent() >= line.indent()) {
      Node closed = open.element();
      if (isCut(closed, line, range)) {
        break;
      }
      open.pop();
    }
    while (open.size() >= DEEPEST) {
      open.pop();
    }
    Node node = new Node(line, range, new ArrayList<>());
    (open.isEmpty() ? roots : open.element().children).add(node);
    open.push(node);
  }

  private boolean isCut(Node before, IomemLine line, AddressRange range) {
    return before.line.indent() == line.indent()
        && open.size() > LAST_SURE_LEVEL
        && before.range.contains(range);
  }

  /** Returns the top level, once every entry is added. */
  List<Observation.Entry> roots() {
    checkSiblings(roots);
    return roots.stream().map(this::entry).toList();
  }

  private Observation.Entry entry(Node node) {
    for (Node child : node.children) {
      if (!node.range.contains(child.range)) {
        String message = "%s is not inside %s, below which it stands";
        reject(child, message.formatted(child.line.text(), node.line.text()));
      }
    }
    checkSiblings(node.children);
    List<Observation.Entry> children = node.children.stream().map(this::entry).toList();
    return new Observation.Entry(node.range, node.line.name(), children, at(node));
  }

  private void checkSiblings(List<Node> siblings) {
    List<Node> sorted = new ArrayList<>(siblings);
    sorted.sort(Comparator.comparing(Node::range));
    Node highest = null;
    for (Node node : sorted) {
      if (highest != null && highest.range.overlaps(node.range)) {
        String message = "%s overlaps %s, which stands beside it";
        reject(node, message.formatted(node.line.text(), highest.line.text()));
      }
      if (highest == null || Long.compareUnsigned(highest.range.end(), node.range.end()) < 0) {
        highest = node;
      }
    }
  }

  private void reject(Node node, String message) {
    problems.warning(at(node), node.line.token(), message, "no kernel prints such a tree");
    evidence.tell(new Rejected("impossible-tree", node.line.text(), message, at(node)));
  }

  private SourceLocation at(Node node) {
    return artifact.at(node.line.line(), node.line.column());
  }
}
