package memfate.iomem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A tree of resources below one root, with the operations and queries of {@code kernel/resource.c}.
 *
 * <p>Operations without a parent argument work on the root. A parent may also be a resource that
 * was taken out of a tree, so that what is below it can be changed; it may not be in another tree.
 * Where the kernel would corrupt its tree or never come back, an exception is thrown and nothing is
 * changed: an {@link IllegalStateException} if a resource is in a tree and should not be or the
 * other way round, an {@link IllegalArgumentException} for what no tree could hold.
 */
public final class ResourceTree {

  /*
   * Invariants: the children of a node are disjoint, sorted, and inside their parent; a node has one
   * parent. A subtree that misses a range can therefore be skipped whole, and the first child that a
   * range meets is the first one that ends at the range's start or behind it.
   *
   * Nesting says which came last, not which is more important: a resource that is inserted over
   * others becomes their parent, over an equal one too. A boot that puts Soft Reserved in first shows
   * it below the CXL Window, a boot that puts it in last shows it above.
   *
   * All loops follow links instead of recursing: resources of equal range nest as deep as there are
   * many of them.
   */

  private final Resource root;
  private long changes;

  /** Makes an empty tree of memory resources over {@code bounds}. */
  public ResourceTree(String name, AddressRange bounds) {
    this(new Resource(name, bounds, ResourceFlags.MEM, ResourceDescriptor.NONE));
  }

  private ResourceTree(Resource root) {
    this.root = root;
    root.rootOf = this;
  }

  /** Returns an empty tree like the one behind {@code /proc/iomem} ({@code iomem_resource}). */
  public static ResourceTree iomem() {
    return new ResourceTree("PCI mem", AddressRange.ALL);
  }

  /**
   * Returns an empty tree like the private one that kernels since v7.0 keep Soft Reserved ranges in
   * ({@code soft_reserve_resource}).
   */
  public static ResourceTree softReserved() {
    return new ResourceTree(
        new Resource(
            "Soft Reserved",
            AddressRange.ALL,
            ResourceFlags.MEM,
            ResourceDescriptor.SOFT_RESERVED));
  }

  /**
   * Returns an empty tree like the one that dax regions are claimed in ({@code dax_regions}). It
   * lacks the last address.
   */
  public static ResourceTree daxRegions() {
    return new ResourceTree("DAX Regions", new AddressRange(0, -2L));
  }

  public Resource root() {
    return root;
  }

  /** Puts {@code resource} below the root if nothing is in the way. */
  public @Nullable Resource request(Resource resource) {
    return request(root, resource);
  }

  /**
   * Puts {@code resource} directly below {@code parent} if nothing is in the way ({@code
   * request_resource_conflict}). What is below {@code resource} comes along.
   *
   * @return the conflict, null if there is none: {@code parent} itself if the range does not fit
   *     into it or ends before its start, else the first child that overlaps
   * @throws IllegalStateException if only that is in the way that {@code resource} has a parent
   */
  public @Nullable Resource request(Resource parent, Resource resource) {
    checkParent(parent, resource);
    Resource conflict = conflict(parent, resource);
    if (conflict == null || conflict == resource) {
      checkLoose(resource);
      link(parent, resource);
    }
    return conflict;
  }

  /** Inserts {@code resource} somewhere below the root. */
  public @Nullable Resource insert(Resource resource) {
    return insert(root, resource);
  }

  /**
   * Inserts {@code resource} below {@code parent}: inside the innermost resource that contains it,
   * and over those that it contains, which become its children ({@code insert_resource_conflict}).
   * Over an equal range it becomes the parent.
   *
   * @return the conflict, null if there is none: {@code parent} itself if the range does not fit
   *     into it or ends before its start, else the first of the resources overlapped that sticks
   *     out
   * @throws IllegalStateException if only that is in the way that {@code resource} has a parent, or
   *     that it has children already and would have to adopt others
   */
  public @Nullable Resource insert(Resource parent, Resource resource) {
    checkParent(parent, resource);
    return insertBelow(parent, resource);
  }

  /** Inserts {@code resource} below the root, widening it where it must. */
  public Expansion insertExpandToFit(Resource resource) {
    return insertExpandToFit(root, resource);
  }

  /**
   * Inserts {@code resource} below {@code parent}, widening it over whatever it overlaps in part
   * ({@code insert_resource_expand_to_fit}). It stays outside if its range does not fit into the
   * parent or ends before its start. A resource that has a parent is left as it is.
   *
   * @throws IllegalStateException if {@code resource} has children already and would have to adopt
   *     others
   */
  public Expansion insertExpandToFit(Resource parent, Resource resource) {
    if (resource.parent != null) {
      return new Expansion(resource, true, List.of());
    }
    checkLoose(resource);
    checkParent(parent, resource);
    List<Resource> over = new ArrayList<>();
    for (Resource conflict = insertBelow(parent, resource);
        conflict != null;
        conflict = insertBelow(parent, resource)) {
      if (conflict == parent) {
        return new Expansion(resource, false, over);
      }
      checkAdopts(resource, conflict);
      resource.start = Unsigned.min(resource.start, conflict.start);
      resource.end = Unsigned.max(resource.end, conflict.end);
      over.add(conflict);
    }
    return new Expansion(resource, true, over);
  }

  /**
   * Takes {@code resource} out together with everything below it ({@code release_resource}).
   *
   * @throws IllegalStateException if it has no parent
   */
  public void release(Resource resource) {
    unlink(parentOf(resource), resource);
  }

  /**
   * Takes {@code resource} out; its children move up into its place ({@code remove_resource}).
   *
   * @throws IllegalStateException if it has no parent
   */
  public void remove(Resource resource) {
    Resource parent = parentOf(resource);
    unlink(parent, resource);
    for (Resource child : List.copyOf(resource.children())) {
      resource.unlink(child);
      parent.link(child);
    }
  }

  /**
   * Changes the range of {@code resource} where it stands ({@code adjust_resource}).
   *
   * @param start the new first address
   * @param size the new size in bytes; 0 from address 0 is all of the address space
   * @return whether it was changed: the new range must be inside the parent, miss the neighbours
   *     and contain the children
   * @throws IllegalArgumentException if the new range would be empty or run past the last address,
   *     or if {@code resource} is the root
   */
  public boolean adjust(Resource resource, long start, long size) {
    AddressRange range = AddressRange.ofSize(start, size);
    if (resource.rootOf != null) {
      throw new IllegalArgumentException(
          "the root %s cannot be adjusted to %s".formatted(resource, range.toKernelString()));
    }
    checkOurs(resource);
    if (!fitsAmongRelatives(resource, range)) {
      return false;
    }
    resource.start = range.start();
    resource.end = range.end();
    changes++;
    return true;
  }

  /** Claims a range for a driver, or returns null if something is in the way. */
  public @Nullable Resource requestRegion(long start, long size, String name, long flags) {
    return claimRegion(root, start, size, name, flags).claimed();
  }

  /** Claims a range below the root, and tells what was in the way. */
  public RegionClaim claimRegion(long start, long size, String name, long flags) {
    return claimRegion(root, start, size, name, flags);
  }

  /**
   * Claims a range for a driver below {@code parent} ({@code __request_region}): inside the
   * innermost resource that the range meets, if every one on the way there contains the range and
   * is not busy. The claim is busy, and takes the type and the descriptor of its parent.
   *
   * @param size in bytes; a range that ends before its start is blocked by {@code parent}
   * @param flags {@link ResourceFlags} that the claim has besides
   */
  public RegionClaim claimRegion(Resource parent, long start, long size, String name, long flags) {
    checkOurs(parent);
    Resource at = parent;
    while (true) {
      Resource claim = claimBelow(at, start, start + size - 1, name, flags);
      Resource conflict = conflict(at, claim);
      if (conflict == null) {
        link(at, claim);
        return new RegionClaim(claim, null);
      }
      if (conflict == at || conflict.has(ResourceFlags.BUSY)) {
        return new RegionClaim(null, conflict);
      }
      at = conflict;
    }
  }

  /** Returns the child of the root that starts at {@code start}, null if there is none. */
  public @Nullable Resource lookup(long start) {
    return lookup(root, start);
  }

  /**
   * Returns the child of {@code parent} that starts at {@code start}, null if there is none ({@code
   * lookup_resource}). It does not look further down.
   */
  public @Nullable Resource lookup(Resource parent, long start) {
    Resource child = parent.childEndingFrom(start);
    return child != null && child.start == start ? child : null;
  }

  /**
   * Returns the first resource in pre-order that overlaps {@code range} and matches, null if there
   * is none ({@code find_next_iomem_res}). As in the kernel, a range of one byte finds nothing.
   *
   * @param flags {@link ResourceFlags} that the resource must all have
   * @param descriptor what it must be; {@code NONE} for anything
   */
  public @Nullable ResourceMatch findNext(
      AddressRange range, long flags, ResourceDescriptor descriptor) {
    return findNext(range.start(), range.end(), flags, descriptor);
  }

  @Nullable ResourceMatch findNext(
      long start, long end, long flags, ResourceDescriptor descriptor) {
    if (!Unsigned.less(start, end)) {
      return null;
    }
    Resource found = firstMatch(firstBelow(root, start, end), root, start, end, flags, descriptor);
    return found == null ? null : clip(found, start, end);
  }

  /**
   * Hands every match in {@code range} to {@code visitor}, in address order and clipped to the
   * range, until it returns false ({@code walk_iomem_res_desc}). Each address is handed out once:
   * what is below a match is passed over. As in the kernel, a range of one byte holds nothing, and
   * a last byte that is left after a match is not looked at. The visitor may change the tree; the
   * walk then goes on behind the match, in the changed tree.
   *
   * @return how many matches were handed out; for 0 the kernel returns -EINVAL
   */
  public int walk(
      AddressRange range,
      long flags,
      ResourceDescriptor descriptor,
      Predicate<ResourceMatch> visitor) {
    return walk(range.start(), range.end(), flags, descriptor, visitor);
  }

  int walk(
      long start,
      long end,
      long flags,
      ResourceDescriptor descriptor,
      Predicate<ResourceMatch> visitor) {
    int visited = 0;
    long from = start;
    Resource next = firstBelow(root, from, end);
    while (Unsigned.less(from, end)) {
      Resource found = firstMatch(next, root, from, end, flags, descriptor);
      if (found == null) {
        break;
      }
      ResourceMatch match = clip(found, from, end);
      long changesBefore = changes;
      visited++;
      if (!visitor.test(match) || match.range().end() == -1L) {
        break;
      }
      from = match.range().end() + 1;
      next = changes == changesBefore ? found.nextBeside(root) : firstBelow(root, from, end);
    }
    return visited;
  }

  /** Counts what overlaps {@code range} below the root. */
  public OverlapSummary overlaps(AddressRange range, long flags, ResourceDescriptor descriptor) {
    return overlapsInclusive(root, range.start(), range.end(), flags, descriptor);
  }

  /** Counts what overlaps a range given by its size below the root. */
  public OverlapSummary overlaps(long start, long size, long flags, ResourceDescriptor descriptor) {
    return overlaps(root, start, size, flags, descriptor);
  }

  /**
   * Counts what overlaps a range below {@code parent}: the facts that {@code region_intersects}
   * decides by.
   *
   * <p>As in the kernel, the range goes to {@code start + size - 1} modulo 2^64. With a size of 0
   * it meets what it lies strictly inside of; from address 0 it is all of the address space.
   *
   * @param flags {@link ResourceFlags} that a matching resource has all of
   * @param descriptor what a matching resource is; {@code NONE} for anything
   */
  public OverlapSummary overlaps(
      Resource parent, long start, long size, long flags, ResourceDescriptor descriptor) {
    return overlapsInclusive(parent, start, start + size - 1, flags, descriptor);
  }

  /** Tells how {@code range} meets the matching resources below the root. */
  public Intersection regionIntersects(
      AddressRange range, long flags, ResourceDescriptor descriptor, IntersectionForm form) {
    return overlaps(range, flags, descriptor).classify(form);
  }

  /**
   * Tells how a range meets the matching resources below the root ({@code region_intersects}).
   *
   * @param size in bytes, see {@link #overlaps(Resource, long, long, long, ResourceDescriptor)}
   */
  public Intersection regionIntersects(
      long start, long size, long flags, ResourceDescriptor descriptor, IntersectionForm form) {
    return overlaps(start, size, flags, descriptor).classify(form);
  }

  /**
   * Returns the tree as {@code /proc/iomem} prints it, a line for each resource.
   *
   * @param maxLevel how far indentation grows ({@code MAX_IORES_LEVEL}): 5 in v6.12, 8 in v7.3
   */
  public String toIomem(int maxLevel) {
    return IomemPrinter.iomem(root, maxLevel);
  }

  /**
   * Returns a text that two trees share exactly if they have the same resources, flags and
   * descriptors included, in the same places.
   */
  public String canonicalText() {
    return IomemPrinter.canonical(root);
  }

  /** Returns a tree of its own with the same content. */
  public ResourceTree copy() {
    return copy((original, copied) -> {});
  }

  /**
   * Returns a tree of its own with the same content.
   *
   * @param seen is told each resource and its copy, parents first
   */
  public ResourceTree copy(BiConsumer<Resource, Resource> seen) {
    Map<Resource, Resource> copies = new HashMap<>();
    for (Resource at = root; at != null; at = at.nextInPreOrder(root)) {
      Resource copied = new Resource(at.name(), at.start, at.end, at.flags(), at.descriptor());
      if (at != root) {
        Objects.requireNonNull(copies.get(at.parent)).link(copied);
      }
      copies.put(at, copied);
      seen.accept(at, copied);
    }
    return new ResourceTree(Objects.requireNonNull(copies.get(root)));
  }

  private @Nullable Resource insertBelow(Resource parent, Resource resource) {
    Resource at = parent;
    Resource first = conflict(at, resource);
    while (first != null && first != at) {
      if (!first.encloses(resource) || first.sameRangeAs(resource)) {
        return adopt(at, first, resource);
      }
      at = first;
      first = conflict(at, resource);
    }
    if (first == null) {
      checkLoose(resource);
      link(at, resource);
    }
    return first;
  }

  /** Puts {@code resource} between {@code parent} and its children from {@code first} on. */
  private @Nullable Resource adopt(Resource parent, Resource first, Resource resource) {
    List<Resource> covered = new ArrayList<>();
    for (Resource child = first; child != null && child.overlaps(resource); child = child.sibling) {
      if (!resource.encloses(child)) {
        return child;
      }
      covered.add(child);
    }
    checkLoose(resource);
    checkAdopts(resource, first);
    for (Resource child : covered) {
      parent.unlink(child);
      resource.link(child);
    }
    link(parent, resource);
    return null;
  }

  /** Returns what keeps {@code resource} from standing directly below {@code parent}. */
  private static @Nullable Resource conflict(Resource parent, Resource resource) {
    if (resource.endsBeforeItsStart() || !parent.encloses(resource)) {
      return parent;
    }
    return firstBelow(parent, resource.start, resource.end);
  }

  private static Resource claimBelow(
      Resource parent, long start, long end, String name, long flags) {
    long inherited = parent.flags() & (ResourceFlags.TYPE_BITS | ResourceFlags.EXT_TYPE_BITS);
    return new Resource(
        name, start, end, inherited | ResourceFlags.BUSY | flags, parent.descriptor());
  }

  private static boolean fitsAmongRelatives(Resource resource, AddressRange range) {
    Resource wanted = new Resource("", range, 0, ResourceDescriptor.NONE);
    Resource parent = resource.parent;
    if (parent != null) {
      Resource before = resource.siblingBefore();
      Resource after = resource.sibling;
      if (!parent.encloses(wanted)
          || (before != null && !Unsigned.less(before.end, range.start()))
          || (after != null && !Unsigned.less(range.end(), after.start))) {
        return false;
      }
    }
    List<Resource> children = resource.children();
    return children.isEmpty()
        || (wanted.encloses(children.get(0)) && wanted.encloses(children.get(children.size() - 1)));
  }

  private OverlapSummary overlapsInclusive(
      Resource parent, long start, long end, long flags, ResourceDescriptor descriptor) {
    long matching = 0;
    long other = 0;
    long matchingBelow = 0;
    long coveredBelow = 0;
    for (Resource top = firstBelow(parent, start, end);
        top != null && top.overlaps(start, end);
        top = top.sibling) {
      if (top.matches(flags, descriptor)) {
        matching++;
        continue;
      }
      other++;
      Resource below = firstMatch(firstBelow(top, start, end), top, start, end, flags, descriptor);
      if (below != null) {
        matchingBelow++;
        coveredBelow += covers(below, top, start, end, flags, descriptor) ? 1 : 0;
      }
    }
    return new OverlapSummary(matching, other, matchingBelow, coveredBelow);
  }

  /** Returns whether the matches below {@code top} leave no gap in its part of the range. */
  private static boolean covers(
      Resource firstMatch,
      Resource top,
      long start,
      long end,
      long flags,
      ResourceDescriptor descriptor) {
    long from = Unsigned.max(start, top.start);
    long to = Unsigned.min(end, top.end);
    for (Resource match = firstMatch;
        match != null && !Unsigned.less(from, match.start);
        match = firstMatch(match.nextBeside(top), top, start, end, flags, descriptor)) {
      if (!Unsigned.less(match.end, to)) {
        return true;
      }
      from = match.end + 1;
    }
    return false;
  }

  /**
   * Returns the first node in pre-order, from {@code node} on and below {@code top}, that overlaps
   * the range and matches.
   */
  private static @Nullable Resource firstMatch(
      @Nullable Resource node,
      Resource top,
      long start,
      long end,
      long flags,
      ResourceDescriptor descriptor) {
    Resource at = node;
    while (at != null && at.overlaps(start, end)) {
      if (at.matches(flags, descriptor)) {
        return at;
      }
      Resource below = firstBelow(at, start, end);
      at = below != null ? below : at.nextBeside(top);
    }
    return null;
  }

  /** Returns the first child of {@code parent} that overlaps the range. */
  private static @Nullable Resource firstBelow(Resource parent, long start, long end) {
    Resource child = parent.childEndingFrom(start);
    return child != null && !Unsigned.less(end, child.start) ? child : null;
  }

  private static ResourceMatch clip(Resource found, long start, long end) {
    return new ResourceMatch(
        new AddressRange(Unsigned.max(start, found.start), Unsigned.min(end, found.end)), found);
  }

  private void link(Resource parent, Resource resource) {
    parent.link(resource);
    changes++;
  }

  private void unlink(Resource parent, Resource resource) {
    parent.unlink(resource);
    changes++;
  }

  private Resource parentOf(Resource resource) {
    Resource parent = resource.parent;
    if (parent == null) {
      throw new IllegalStateException("%s is in no tree".formatted(resource));
    }
    checkOurs(resource);
    return parent;
  }

  private static void checkLoose(Resource resource) {
    if (resource.parent != null) {
      throw new IllegalStateException(
          "%s is in a tree already, below %s".formatted(resource, resource.parent));
    }
    if (resource.rootOf != null) {
      throw new IllegalStateException("%s is the root of a tree".formatted(resource));
    }
  }

  private static void checkAdopts(Resource resource, Resource child) {
    if (resource.children != null) {
      throw new IllegalStateException(
          "%s has %d children of its own and cannot adopt %s"
              .formatted(resource, resource.children.size(), child));
    }
  }

  private void checkParent(Resource parent, Resource resource) {
    if (checkOurs(parent) == resource) {
      throw new IllegalArgumentException(
          "%s cannot go below %s, which is a part of it".formatted(resource, parent));
    }
  }

  /** Returns the top of what {@code resource} is in: our root, or no root at all. */
  private Resource checkOurs(Resource resource) {
    Resource top = resource.topmost();
    if (top != root && top.rootOf != null) {
      throw new IllegalArgumentException(
          "%s is in the tree of %s, not of %s".formatted(resource, top, root));
    }
    return top;
  }
}
