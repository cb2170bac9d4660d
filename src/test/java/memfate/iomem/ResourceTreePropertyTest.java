package memfate.iomem;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Random changes and queries over 64 addresses, held against {@link NaiveTree}. */
class ResourceTreePropertyTest {

  private static final int STEPS = 400;
  private static final int QUERIES = 8;
  private static final List<Long> FLAGS =
      List.of(
          ResourceFlags.MEM,
          ResourceFlags.SYSTEM_RAM,
          ResourceFlags.MEM | ResourceFlags.BUSY,
          ResourceFlags.IO);
  private static final List<ResourceDescriptor> DESCRIPTORS =
      List.of(ResourceDescriptor.NONE, ResourceDescriptor.SOFT_RESERVED, ResourceDescriptor.CXL);

  private final NaiveTree naive = new NaiveTree();
  private final Map<NaiveTree.Node, Resource> resources = new HashMap<>();
  private Random random;
  private ResourceTree tree;
  private long base;

  @ParameterizedTest(name = "seed {0} from 0x{1}")
  @CsvSource({
    "1, 0",
    "2, 0",
    "3, 0",
    "4, 0",
    "5, 0",
    "6, 0",
    "7, 0",
    "8, 0",
    "9, 7fffffffffffffe0",
    "10, 7fffffffffffffe0",
    "11, 7fffffffffffffe0",
    "12, ffffffffffffffc0",
    "13, ffffffffffffffc0",
    "14, ffffffffffffffc0"
  })
  void changesAndAnswersAreThoseOfTheDefinition(long seed, String firstAddress) {
    random = new Random(seed);
    base = Ranges.hex(firstAddress);
    tree = new ResourceTree("root", AddressRange.ofSize(base, 64));
    resources.put(naive.root, tree.root());
    for (int step = 0; step < STEPS; step++) {
      change();
      assertEquals(shape(naive.root), shape(tree.root()), "tree after step " + step);
      for (int query = 0; query < QUERIES; query++) {
        ask();
      }
    }
  }

  private void change() {
    int kind = naive.nodes().size() > 14 ? 5 + random.nextInt(3) : random.nextInt(8);
    switch (kind) {
      case 0 -> {
        NaiveTree.Node node = node();
        NaiveTree.Node parent = parent();
        same(naive.request(parent, node), tree.request(at(parent), at(node)));
      }
      case 1, 2 -> {
        NaiveTree.Node node = node();
        NaiveTree.Node parent = parent();
        same(naive.insert(parent, node), tree.insert(at(parent), at(node)));
      }
      case 3 -> {
        NaiveTree.Node node = node();
        assertEquals(naive.expand(naive.root, node), tree.insertExpandToFit(at(node)).inserted());
      }
      case 4 -> claim();
      default -> changeOneOf(naive.nodes(), kind);
    }
  }

  private void changeOneOf(List<NaiveTree.Node> nodes, int kind) {
    if (nodes.isEmpty()) {
      return;
    }
    NaiveTree.Node node = nodes.get(random.nextInt(nodes.size()));
    switch (kind) {
      case 5 -> {
        naive.remove(node);
        tree.remove(at(node));
      }
      case 6 -> {
        naive.release(node);
        tree.release(at(node));
      }
      default -> {
        long start = random.nextInt(64);
        long end = start + random.nextInt((int) (64 - start));
        assertEquals(
            naive.adjust(node, start, end), tree.adjust(at(node), base + start, end - start + 1));
      }
    }
  }

  private void claim() {
    NaiveTree.Node wanted = node();
    Resource resource = at(wanted);
    RegionClaim claim =
        tree.claimRegion(resource.start(), resource.range().size(), resource.name(), 0);
    Resource claimed = claim.claimed();
    if (claimed == null) {
      same(naive.claim(naive.root, wanted), claim.blocker());
      return;
    }
    NaiveTree.Node busy =
        new NaiveTree.Node(
            wanted.id, wanted.start, wanted.end, claimed.flags(), claimed.descriptor());
    resources.put(busy, claimed);
    same(naive.claim(naive.root, busy), null);
  }

  private void ask() {
    long flags = oneOf(FLAGS);
    ResourceDescriptor descriptor = oneOf(DESCRIPTORS);
    long from = random.nextInt(64);
    long to = from + random.nextInt((int) (64 - from));
    AddressRange range = new AddressRange(base + from, base + to);
    String query = "[%d-%d] flags 0x%x %s".formatted(from, to, flags, descriptor);

    OverlapSummary expected = naive.overlaps(from, to, flags, descriptor);
    assertEquals(expected, tree.overlaps(range, flags, descriptor), query);
    for (IntersectionForm form : IntersectionForm.values()) {
      assertEquals(
          expected.classify(form), tree.regionIntersects(range, flags, descriptor, form), query);
    }
    assertEquals(naiveWalk(from, to, flags, descriptor), walk(range, flags, descriptor), query);
  }

  private List<String> walk(AddressRange range, long flags, ResourceDescriptor descriptor) {
    List<String> matches = new ArrayList<>();
    tree.walk(
        range,
        flags,
        descriptor,
        match ->
            matches.add(
                "%s %d-%d"
                    .formatted(
                        match.resource().name(),
                        match.range().start() - base,
                        match.range().end() - base)));
    return matches;
  }

  /** Runs of one match, address by address; a last byte alone is not looked at. */
  private List<String> naiveWalk(long from, long to, long flags, ResourceDescriptor descriptor) {
    List<NaiveTree.@Nullable Node> at = naive.matchAtEachAddress(flags, descriptor);
    List<String> matches = new ArrayList<>();
    long next = from;
    while (next < to) {
      long first = next;
      while (first <= to && at.get((int) first) == null) {
        first++;
      }
      if (first > to) {
        break;
      }
      NaiveTree.Node node = at.get((int) first);
      long last = Math.min(node.end, to);
      matches.add("%d %d-%d".formatted(node.id, first, last));
      next = last + 1;
    }
    return matches;
  }

  private NaiveTree.Node node() {
    int id = resources.size();
    long start = random.nextInt(64);
    long end = Math.min(63, start + random.nextInt(random.nextBoolean() ? 8 : 40));
    NaiveTree.Node node = new NaiveTree.Node(id, start, end, oneOf(FLAGS), oneOf(DESCRIPTORS));
    resources.put(
        node,
        new Resource(Integer.toString(id), base + start, base + end, node.flags, node.descriptor));
    return node;
  }

  private NaiveTree.Node parent() {
    return naive.nodes().isEmpty() || random.nextInt(3) > 0 ? naive.root : oneOf(naive.nodes());
  }

  private <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  private Resource at(NaiveTree.Node node) {
    return resources.get(node);
  }

  private void same(NaiveTree.@Nullable Node expected, @Nullable Resource actual) {
    assertEquals(expected == null ? null : at(expected), actual);
  }

  private String shape(NaiveTree.Node parent) {
    StringBuilder text = new StringBuilder();
    for (NaiveTree.Node child : naive.children(parent)) {
      text.append("(%d %d-%d%s)".formatted(child.id, child.start, child.end, shape(child)));
    }
    return text.toString();
  }

  private String shape(Resource parent) {
    StringBuilder text = new StringBuilder();
    for (Resource child : parent.children()) {
      text.append(
          "(%s %d-%d%s)"
              .formatted(child.name(), child.start() - base, child.end() - base, shape(child)));
    }
    return text.toString();
  }
}
