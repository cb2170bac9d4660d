package memfate.iomem;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A node of a resource tree ({@code struct resource}). Two resources are equal only if they are the
 * same node. A {@link ResourceTree} changes the range and the relatives of its nodes; from outside
 * only the flags can be set.
 */
public final class Resource {

  private final String name;
  private final ResourceDescriptor descriptor;
  private long flags;

  // Package-private: the tree and its index keep these in step with each other.
  long start;
  long end;
  @Nullable ResourceTree rootOf;
  @Nullable Resource parent;
  @Nullable Resource sibling;
  @Nullable Siblings children;

  public Resource(String name, AddressRange range, long flags, ResourceDescriptor descriptor) {
    this(name, range.start(), range.end(), flags, descriptor);
  }

  /** Makes a resource that may end before its start, which no tree accepts. */
  Resource(String name, long start, long end, long flags, ResourceDescriptor descriptor) {
    this.name = name;
    this.start = start;
    this.end = end;
    this.flags = flags;
    this.descriptor = descriptor;
  }

  public String name() {
    return name;
  }

  /** Returns the first address, unsigned. */
  public long start() {
    return start;
  }

  /** Returns the last address, unsigned. */
  public long end() {
    return end;
  }

  /** Returns the range as it is now; expansion and adjustment change it. */
  public AddressRange range() {
    return new AddressRange(start, end);
  }

  /** Returns the {@link ResourceFlags}, unsigned. */
  public long flags() {
    return flags;
  }

  /** Sets all flags, as kmem does when it takes {@link ResourceFlags#BUSY} off its claim. */
  public void setFlags(long flags) {
    this.flags = flags;
  }

  public ResourceDescriptor descriptor() {
    return descriptor;
  }

  /** Returns the parent, null for a root and for a resource that was taken out or never put in. */
  public @Nullable Resource parent() {
    return parent;
  }

  /**
   * Returns the children in address order. The list is read-only and follows changes of the tree:
   * copy it before changing the tree in a loop over it.
   */
  public List<Resource> children() {
    return children == null ? List.of() : children;
  }

  /** Returns whether this is the root of a tree or below one. */
  public boolean isInTree() {
    return topmost().rootOf != null;
  }

  /** Returns whether the two share at least one address ({@code resource_overlaps}). */
  public boolean overlaps(Resource other) {
    return overlaps(other.start, other.end);
  }

  /**
   * Returns whether {@code other} lies inside this resource, both are of the same type and both
   * have an address ({@code resource_contains}).
   */
  public boolean contains(Resource other) {
    return ((flags ^ other.flags) & ResourceFlags.TYPE_BITS) == 0
        && ((flags | other.flags) & ResourceFlags.UNSET) == 0
        && encloses(other);
  }

  /**
   * Returns whether this resource answers a query: it has all of {@code flags}, and {@code
   * descriptor} is its own or {@link ResourceDescriptor#NONE}.
   */
  public boolean matches(long flags, ResourceDescriptor descriptor) {
    return (this.flags & flags) == flags
        && (descriptor == ResourceDescriptor.NONE || descriptor == this.descriptor);
  }

  @Override
  public String toString() {
    return "%s [mem 0x%08x-0x%08x]".formatted(name, start, end);
  }

  boolean overlaps(long start, long end) {
    return Long.compareUnsigned(this.start, end) <= 0 && Long.compareUnsigned(this.end, start) >= 0;
  }

  boolean encloses(Resource other) {
    return Long.compareUnsigned(start, other.start) <= 0
        && Long.compareUnsigned(end, other.end) >= 0;
  }

  boolean endsBeforeItsStart() {
    return Unsigned.less(end, start);
  }

  boolean sameRangeAs(Resource other) {
    return start == other.start && end == other.end;
  }

  boolean has(long flag) {
    return (flags & flag) != 0;
  }

  Resource topmost() {
    Resource top = this;
    for (Resource above = parent; above != null; above = above.parent) {
      top = above;
    }
    return top;
  }

  /** Returns the first child that ends at {@code address} or behind it. */
  @Nullable Resource childEndingFrom(long address) {
    return children == null ? null : children.firstEndingFrom(address);
  }

  /** Returns the child of the parent before this one. */
  @Nullable Resource siblingBefore() {
    return parent == null ? null : Objects.requireNonNull(parent.children).before(this);
  }

  /** Returns the next node in pre-order that is below {@code top} and not below this one. */
  @Nullable Resource nextBeside(Resource top) {
    for (Resource at = this; at != null && at != top; at = at.parent) {
      if (at.sibling != null) {
        return at.sibling;
      }
    }
    return null;
  }

  /** Returns the next node in pre-order that is below {@code top}. */
  @Nullable Resource nextInPreOrder(Resource top) {
    return children != null ? children.firstEndingFrom(0) : nextBeside(top);
  }

  void link(Resource child) {
    if (children == null) {
      children = new Siblings();
    }
    children.link(child);
    child.parent = this;
  }

  void unlink(Resource child) {
    Siblings siblings = Objects.requireNonNull(children);
    siblings.unlink(child);
    child.parent = null;
    if (siblings.isEmpty()) {
      children = null;
    }
  }
}
