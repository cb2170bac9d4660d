package memfate.boot;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import memfate.facts.Conflict;
import memfate.facts.FindResource;
import memfate.facts.FoundResource;
import memfate.facts.InsertResource;
import memfate.facts.Intersect;
import memfate.facts.Overlaps;
import memfate.facts.Placed;
import memfate.facts.PublicWindow;
import memfate.facts.RemoveResource;
import memfate.facts.SetFlags;
import memfate.facts.Tree;
import memfate.facts.Walk;
import memfate.facts.Walked;
import memfate.iomem.AddressRange;
import memfate.iomem.Expansion;
import memfate.iomem.OverlapSummary;
import memfate.iomem.RegionClaim;
import memfate.iomem.Resource;
import memfate.iomem.ResourceDescriptor;
import memfate.iomem.ResourceFlags;
import memfate.iomem.ResourceMatch;
import memfate.iomem.ResourceTree;
import org.jspecify.annotations.Nullable;

/** The resource trees of one boot, and what effects do to them. */
final class Trees {
  private static final long ALLOCATION_ALIGNMENT = 256L << 20;

  private final Map<Tree, ResourceTree> trees = new EnumMap<>(Tree.class);
  private final Map<Tree, Map<String, List<Resource>>> named = new EnumMap<>(Tree.class);
  private final Map<Tree, Integer> changes = new EnumMap<>(Tree.class);
  private final List<String> log = new ArrayList<>();

  Trees() {
    trees.put(Tree.IOMEM, ResourceTree.iomem());
    trees.put(Tree.SOFT_RESERVE, ResourceTree.softReserved());
    trees.put(Tree.DAX_REGIONS, ResourceTree.daxRegions());
    trees.put(Tree.HMEM_ACTIVE, new ResourceTree("hmem_active", AddressRange.ALL));
    trees.put(Tree.CXL_WINDOWS, new ResourceTree("CXL mem", AddressRange.ALL));
  }

  /** Returns what {@code /proc/iomem} prints, indented at most that many levels. */
  String iomem(int maxLevel) {
    return tree(Tree.IOMEM).toIomem(maxLevel);
  }

  /** Returns how often a tree was changed. */
  int changes(Tree tree) {
    return changes.getOrDefault(tree, 0);
  }

  /** Shows a resource and how many others of its tree it lies in. */
  interface Shown {
    void resource(int depth, Resource resource);
  }

  /** Shows every resource of a tree, parents first. */
  void show(Tree tree, Shown shown) {
    show(tree(tree).root(), shown);
  }

  /** Tells every resource of a tree, and which one a name means that stands more than once. */
  void describe(Tree tree, Consumer<String> lines) {
    show(
        tree,
        (depth, resource) ->
            lines.accept(
                "%d %s %s %x %s"
                    .formatted(
                        depth + 1,
                        resource.range(),
                        resource.name(),
                        resource.flags(),
                        resource.descriptor())));
    new TreeMap<>(named.getOrDefault(tree, Map.of()))
        .forEach(
            (name, same) -> {
              if (same.size() > 1) {
                lines.accept(name + " " + same);
              }
            });
  }

  /** Resources of equal range nest as deep as there are many of them: no recursion. */
  private static void show(Resource root, Shown shown) {
    Deque<Iterator<Resource>> open = new ArrayDeque<>();
    open.push(root.children().iterator());
    while (!open.isEmpty()) {
      if (open.peek().hasNext()) {
        Resource resource = open.peek().next();
        shown.resource(open.size() - 1, resource);
        open.push(resource.children().iterator());
      } else {
        open.pop();
      }
    }
  }

  /** Returns the kernel's remarks about the tree since the last call. */
  List<String> drainLog() {
    List<String> drained = List.copyOf(log);
    log.clear();
    return drained;
  }

  /** Puts a resource into a tree; returns {@link Placed} or {@link Conflict}. */
  Object insert(InsertResource effect) {
    changes.merge(effect.tree(), 1, Integer::sum);
    Resource parent = null;
    if (!effect.parent().isEmpty()) {
      parent = find(effect.tree(), effect.parent(), null);
      if (parent == null) {
        return conflict(effect, "no " + effect.parent());
      }
    }
    return switch (effect.mode()) {
      case INSERT, REQUEST -> link(effect, parent);
      case EXPAND -> expand(effect, parent);
      case CLAIM -> claim(effect, parent);
      case FILL -> fill(effect, parent);
      case ALLOCATE -> allocate(effect, parent);
    };
  }

  private Object link(InsertResource effect, @Nullable Resource parent) {
    ResourceTree tree = tree(effect.tree());
    Resource resource = resource(effect);
    Resource from = parent == null ? tree.root() : parent;
    Resource conflict =
        effect.mode() == InsertResource.Mode.INSERT
            ? tree.insert(from, resource)
            : tree.request(from, resource);
    return conflict == null ? placed(effect, resource) : conflict(effect, conflict.name());
  }

  private Object expand(InsertResource effect, @Nullable Resource parent) {
    ResourceTree tree = tree(effect.tree());
    Expansion expansion =
        tree.insertExpandToFit(parent == null ? tree.root() : parent, resource(effect));
    log.addAll(expansion.log());
    return expansion.inserted()
        ? placed(effect, expansion.resource())
        : conflict(effect, tree.root().name());
  }

  private Object claim(InsertResource effect, @Nullable Resource parent) {
    ResourceTree tree = tree(effect.tree());
    AddressRange range = effect.range();
    RegionClaim claim =
        tree.claimRegion(
            parent == null ? tree.root() : parent,
            range.start(),
            range.size(),
            effect.name(),
            effect.flags());
    Resource claimed = claim.claimed();
    Resource blocker = claim.blocker();
    if (claimed == null) {
      return conflict(effect, blocker == null ? tree.root().name() : blocker.name());
    }
    return placed(effect, claimed);
  }

  private Object fill(InsertResource effect, @Nullable Resource parent) {
    ResourceTree tree = tree(effect.tree());
    Resource from = parent == null ? tree.root() : parent;
    AddressRange wanted = effect.range();
    long start = wanted.start();
    boolean room = true;
    boolean took = false;
    for (Resource taken : List.copyOf(from.children())) {
      if (room && taken.range().overlaps(wanted)) {
        if (Long.compareUnsigned(start, taken.start()) < 0) {
          request(tree, from, effect, new AddressRange(start, taken.start() - 1));
          took = true;
        }
        room = Long.compareUnsigned(taken.end(), wanted.end()) < 0;
        start = taken.end() + 1;
      }
    }
    if (room) {
      request(tree, from, effect, new AddressRange(start, wanted.end()));
      took = true;
    }
    return took
        ? new Placed(effect.tree(), effect.name(), wanted, wanted)
        : conflict(effect, "something else");
  }

  private static void request(
      ResourceTree tree, Resource parent, InsertResource effect, AddressRange range) {
    tree.request(parent, new Resource(effect.name(), range, effect.flags(), effect.desc()));
  }

  private Object allocate(InsertResource effect, @Nullable Resource parent) {
    ResourceTree tree = tree(effect.tree());
    Resource from = parent == null ? tree.root() : parent;
    long size = effect.range().size();
    long start = alignUp(from.start());
    for (Resource taken : from.children()) {
      if (Long.compareUnsigned(start + size - 1, taken.start()) < 0) {
        break;
      }
      start = Long.compareUnsigned(taken.end(), start) >= 0 ? alignUp(taken.end() + 1) : start;
    }
    boolean fits =
        Long.compareUnsigned(start + size - 1, start) >= 0
            && Long.compareUnsigned(start + size - 1, from.end()) <= 0;
    if (!fits) {
      return conflict(effect, from.name());
    }
    AddressRange free = AddressRange.ofSize(start, size);
    Resource resource = new Resource(effect.name(), free, effect.flags(), effect.desc());
    Resource conflict = tree.request(from, resource);
    return conflict == null ? placed(effect, resource) : conflict(effect, conflict.name());
  }

  private static long alignUp(long address) {
    return (address + ALLOCATION_ALIGNMENT - 1) & -ALLOCATION_ALIGNMENT;
  }

  private Placed placed(InsertResource effect, Resource resource) {
    named
        .computeIfAbsent(effect.tree(), tree -> new HashMap<>())
        .computeIfAbsent(effect.name(), name -> new ArrayList<>(1))
        .add(resource);
    return new Placed(effect.tree(), effect.name(), effect.range(), resource.range());
  }

  private static Conflict conflict(InsertResource effect, String with) {
    return new Conflict(effect.tree(), effect.name(), effect.range(), with);
  }

  private static Resource resource(InsertResource effect) {
    return new Resource(effect.name(), effect.range(), effect.flags(), effect.desc());
  }

  /** Takes a resource out of its tree; nothing happens when it is in none. */
  void remove(RemoveResource effect) {
    Resource resource = find(effect.tree(), effect.name(), effect.range());
    if (resource == null || !resource.isInTree()) {
      return;
    }
    changes.merge(effect.tree(), 1, Integer::sum);
    if (effect.subtree()) {
      tree(effect.tree()).release(resource);
    } else {
      tree(effect.tree()).remove(resource);
    }
    named
        .getOrDefault(effect.tree(), Map.of())
        .getOrDefault(effect.name(), List.of())
        .remove(resource);
  }

  void setFlags(SetFlags effect) {
    Resource resource = find(effect.tree(), effect.name(), effect.range());
    if (resource != null) {
      resource.setFlags(effect.flags());
    }
  }

  /** A name that stands once is enough; of several the one with that range. */
  private @Nullable Resource find(Tree tree, String name, @Nullable AddressRange range) {
    List<Resource> same = named.getOrDefault(tree, Map.of()).getOrDefault(name, List.of());
    for (Resource resource : same) {
      if (range == null || same.size() == 1 || resource.range().equals(range)) {
        return resource;
      }
    }
    return null;
  }

  /** Publishes the private windows in iomem, see {@link memfate.facts.PublishWindows}. */
  List<PublicWindow> publishWindows() {
    List<PublicWindow> published = new ArrayList<>();
    AddressRange last = null;
    for (Resource window : tree(Tree.CXL_WINDOWS).root().children()) {
      AddressRange left = last == null ? window.range() : behind(last, window.range());
      if (left != null) {
        AddressRange publicRange = publish(window.name(), left);
        published.add(new PublicWindow(window.name(), left, publicRange));
        last = publicRange;
      }
    }
    return published;
  }

  private AddressRange publish(String name, AddressRange range) {
    Object answer =
        insert(
            InsertResource.expand(
                Tree.IOMEM, range, name, ResourceFlags.MEM, ResourceDescriptor.CXL));
    return answer instanceof Placed placed ? placed.range() : range;
  }

  /** What is left of a window behind the public one before it: null when that contains it. */
  private static @Nullable AddressRange behind(AddressRange before, AddressRange window) {
    if (!before.overlaps(window)) {
      return window;
    }
    return before.contains(window) ? null : new AddressRange(before.end() + 1, window.end());
  }

  /** Walks a whole tree, in address order. */
  List<Walked> walk(Walk walk) {
    List<Walked> met = new ArrayList<>();
    tree(walk.tree())
        .walk(
            AddressRange.ALL,
            ResourceFlags.MEM,
            walk.desc(),
            match -> {
              met.add(new Walked(walk.tree(), walk.desc(), met.size(), match.range()));
              return true;
            });
    return met;
  }

  /** Returns the first match in a range, null when there is none. */
  @Nullable FoundResource find(FindResource query) {
    ResourceMatch match = tree(query.tree()).findNext(query.range(), query.flags(), query.desc());
    return match == null
        ? null
        : new FoundResource(query.tree(), query.range(), match.range(), match.resource().flags());
  }

  Overlaps overlaps(Intersect query) {
    OverlapSummary summary =
        tree(query.tree()).overlaps(query.range(), query.flags(), query.desc());
    return new Overlaps(
        query.tree(),
        query.range(),
        query.desc(),
        query.flags(),
        summary.matching(),
        summary.other(),
        summary.matchingBelow(),
        summary.coveredBelow());
  }

  private ResourceTree tree(Tree tree) {
    ResourceTree found = trees.get(tree);
    if (found == null) {
      throw new IllegalStateException("no tree " + tree);
    }
    return found;
  }
}
