package memfate.iomem;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * The resource tree by its definition, address by address, for addresses 0..63: a list of nodes
 * that each know their parent. What it says of coverage it says of every single address.
 */
final class NaiveTree {

  /** A node; its range changes, its other parts do not. */
  static final class Node {
    final int id;
    final long flags;
    final ResourceDescriptor descriptor;
    long start;
    long end;
    @Nullable Node parent;

    Node(int id, long start, long end, long flags, ResourceDescriptor descriptor) {
      this.id = id;
      this.start = start;
      this.end = end;
      this.flags = flags;
      this.descriptor = descriptor;
    }

    boolean meets(long from, long to) {
      return start <= to && end >= from;
    }

    boolean covers(Node other) {
      return start <= other.start && end >= other.end;
    }

    boolean isAt(long address) {
      return start <= address && address <= end;
    }

    boolean matches(long flags, ResourceDescriptor descriptor) {
      return (this.flags & flags) == flags
          && (descriptor == ResourceDescriptor.NONE || descriptor == this.descriptor);
    }
  }

  final Node root = new Node(-1, 0, 63, ResourceFlags.MEM, ResourceDescriptor.NONE);
  private final List<Node> nodes = new ArrayList<>();

  List<Node> children(Node parent) {
    return nodes.stream()
        .filter(node -> node.parent == parent)
        .sorted(Comparator.comparingLong(node -> node.start))
        .toList();
  }

  List<Node> nodes() {
    return nodes;
  }

  @Nullable Node request(Node parent, Node node) {
    if (!parent.covers(node)) {
      return parent;
    }
    List<Node> overlapped = overlapped(parent, node);
    if (overlapped.isEmpty()) {
      add(parent, node);
      return null;
    }
    return overlapped.get(0);
  }

  @Nullable Node insert(Node parent, Node node) {
    if (!parent.covers(node)) {
      return parent;
    }
    List<Node> overlapped = overlapped(parent, node);
    for (Node child : overlapped) {
      if (child.covers(node) && !node.covers(child)) {
        return insert(child, node);
      }
    }
    for (Node child : overlapped) {
      if (!node.covers(child)) {
        return child;
      }
    }
    overlapped.forEach(child -> child.parent = node);
    add(parent, node);
    return null;
  }

  boolean expand(Node parent, Node node) {
    Node conflict = insert(parent, node);
    if (conflict == null || conflict == parent) {
      return conflict == null;
    }
    node.start = Math.min(node.start, conflict.start);
    node.end = Math.max(node.end, conflict.end);
    return expand(parent, node);
  }

  void remove(Node node) {
    children(node).forEach(child -> child.parent = node.parent);
    nodes.remove(node);
  }

  void release(Node node) {
    children(node).forEach(this::release);
    nodes.remove(node);
  }

  boolean adjust(Node node, long start, long end) {
    Node wanted = new Node(-1, start, end, 0, ResourceDescriptor.NONE);
    boolean fits =
        node.parent.covers(wanted)
            && overlapped(node.parent, wanted).stream().allMatch(other -> other == node)
            && passesNoNeighbour(node, wanted)
            && children(node).stream().allMatch(wanted::covers);
    if (fits) {
      node.start = start;
      node.end = end;
    }
    return fits;
  }

  @Nullable Node claim(Node parent, Node node) {
    if (!parent.covers(node)) {
      return parent;
    }
    List<Node> overlapped = overlapped(parent, node);
    if (overlapped.isEmpty()) {
      add(parent, node);
      return null;
    }
    Node first = overlapped.get(0);
    return (first.flags & ResourceFlags.BUSY) != 0 ? first : claim(first, node);
  }

  OverlapSummary overlaps(long from, long to, long flags, ResourceDescriptor descriptor) {
    List<Node> tops = children(root).stream().filter(node -> node.meets(from, to)).toList();
    List<Node> others = tops.stream().filter(node -> !node.matches(flags, descriptor)).toList();
    return new OverlapSummary(
        tops.size() - others.size(),
        others.size(),
        others.stream().filter(top -> anyMatch(top, from, to, flags, descriptor)).count(),
        others.stream().filter(top -> allMatch(top, from, to, flags, descriptor)).count());
  }

  /** Returns the outermost match at each address, 0..63, null where there is none. */
  List<@Nullable Node> matchAtEachAddress(long flags, ResourceDescriptor descriptor) {
    List<@Nullable Node> matches = new ArrayList<>();
    for (long address = 0; address < 64; address++) {
      Node at = childAt(root, address);
      while (at != null && !at.matches(flags, descriptor)) {
        at = childAt(at, address);
      }
      matches.add(at);
    }
    return matches;
  }

  private boolean anyMatch(
      Node top, long from, long to, long flags, ResourceDescriptor descriptor) {
    return LongStream.rangeClosed(Math.max(from, top.start), Math.min(to, top.end))
        .anyMatch(address -> matchBelow(top, address, flags, descriptor));
  }

  private boolean allMatch(
      Node top, long from, long to, long flags, ResourceDescriptor descriptor) {
    return LongStream.rangeClosed(Math.max(from, top.start), Math.min(to, top.end))
        .allMatch(address -> matchBelow(top, address, flags, descriptor));
  }

  private boolean matchBelow(Node top, long address, long flags, ResourceDescriptor descriptor) {
    for (Node at = childAt(top, address); at != null; at = childAt(at, address)) {
      if (at.matches(flags, descriptor)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable Node childAt(Node parent, long address) {
    return children(parent).stream().filter(node -> node.isAt(address)).findFirst().orElse(null);
  }

  private boolean passesNoNeighbour(Node node, Node wanted) {
    return children(node.parent).stream()
        .filter(other -> other != node)
        .allMatch(other -> (other.start < node.start) == (other.start < wanted.start));
  }

  private List<Node> overlapped(Node parent, Node node) {
    return children(parent).stream().filter(child -> child.meets(node.start, node.end)).toList();
  }

  private void add(Node parent, Node node) {
    node.parent = parent;
    nodes.add(node);
  }
}
