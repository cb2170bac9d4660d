package memfate.iomem;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One golden vector: replays its operations and collects what comes out otherwise. */
public final class GoldenVector {

  private static final int EBUSY = -16;
  private static final int ENODEV = -19;
  private static final int EINVAL = -22;
  private static final int STOPPED = 7;

  private final JsonNode vector;
  private final LateRegistration late =
      new LateRegistration(ResourceTree.iomem(), ResourceTree.softReserved());
  private final List<Resource> resources = new ArrayList<>();
  private final Map<Resource, String> names = new HashMap<>();
  private final List<String> differences = new ArrayList<>();

  public GoldenVector(JsonNode vector) {
    this.vector = vector;
    for (JsonNode declared : vector.get("res")) {
      Resource resource =
          new Resource(
              declared.get(2).asString(),
              hex(declared, 0),
              hex(declared, 1),
              hex(declared, 3),
              descriptor(declared, 4));
      names.put(resource, Integer.toString(resources.size()));
      resources.add(resource);
    }
    names.put(late.iomem().root(), "iomem");
    names.put(late.softReserved().root(), "soft");
  }

  /**
   * What a {@code region_intersects} query meets, and what the kernel answered.
   *
   * @param what vector and query, for messages
   * @param newer the descending form's answer, {@code D}, {@code I} or {@code M}
   * @param older the top-level form's answer
   */
  public record RegionQuery(String what, OverlapSummary overlaps, String newer, String older) {}

  /** Replays the operations and returns what each {@code region_intersects} query then meets. */
  public List<RegionQuery> regionQueries() {
    vector.get("ops").forEach(this::operate);
    List<RegionQuery> asked = new ArrayList<>();
    for (JsonNode q : vector.get("q")) {
      if (q.get(0).asString().equals("ri")) {
        Resource parent = resource(q.get(1));
        OverlapSummary overlaps =
            treeOf(parent).overlaps(parent, hex(q, 2), hex(q, 3), hex(q, 4), descriptor(q, 5));
        String what = vector.get("id").asString() + " " + q;
        asked.add(new RegionQuery(what, overlaps, q.get(6).asString(), q.get(7).asString()));
      }
    }
    return asked;
  }

  int operations() {
    return vector.get("ops").size();
  }

  int queries() {
    return vector.get("q").size();
  }

  /** Returns a line for each difference, none if all is as in the kernel. */
  List<String> differences() {
    try {
      vector.get("ops").forEach(operation -> compare(operation, operate(operation)));
      compareTrees();
      vector.get("q").forEach(query -> compare(query, ask(query)));
    } catch (IllegalArgumentException | IllegalStateException refusal) {
      differences.add(vector.get("id").asString() + ": refused, " + refusal.getMessage());
    }
    return differences;
  }

  private void compare(JsonNode expected, String actual) {
    if (!actual.equals(expected.toString().replace("\"", ""))) {
      differences.add(
          "%s: expected %s, was %s".formatted(vector.get("id").asString(), expected, actual));
    }
  }

  /** Does an operation and returns its line as it should have been. */
  private String operate(JsonNode op) {
    String kind = op.get(0).asString();
    return switch (kind) {
      case "insert", "request" -> {
        Resource parent = resource(op.get(1));
        Resource resource = resource(op.get(2));
        Resource conflict = place(kind, parent, resource);
        yield conflict == null
            ? line(kind, name(parent), name(resource), 0)
            : line(kind, name(parent), name(resource), EBUSY, name(conflict));
      }
      case "expand" -> {
        Resource parent = resource(op.get(1));
        Expansion end = treeOf(parent).insertExpandToFit(parent, resource(op.get(2)));
        yield line(kind, name(parent), name(end.resource()), inTree(end), range(end.resource()));
      }
      case "late" -> {
        Expansion end = late.insert(resource(op.get(1)));
        String root = name(late.treeFor(end.resource()).root());
        yield line(kind, name(end.resource()), root, inTree(end), range(end.resource()));
      }
      case "release" -> {
        Resource resource = resource(op.get(1));
        treeOf(resource).release(resource);
        yield line(kind, name(resource), 0);
      }
      case "remove" -> {
        Resource resource = resource(op.get(1));
        treeOf(resource).remove(resource);
        yield line(kind, name(resource), 0);
      }
      case "adjust" -> {
        Resource resource = resource(op.get(1));
        boolean done = treeOf(resource).adjust(resource, hex(op, 2), hex(op, 3));
        yield line(kind, name(resource), hex(hex(op, 2)), hex(hex(op, 3)), done ? 0 : EBUSY);
      }
      default -> throw new AssertionError("no such operation: " + op);
    };
  }

  /** Inserts or requests; a refusal to put a resource in twice is the kernel's conflict with it. */
  private @Nullable Resource place(String kind, Resource parent, Resource resource) {
    ResourceTree tree = treeOf(parent);
    boolean twice = resource.parent() != null;
    try {
      return kind.equals("insert") ? tree.insert(parent, resource) : tree.request(parent, resource);
    } catch (IllegalStateException refusal) {
      if (twice) {
        return resource;
      }
      throw refusal;
    }
  }

  private void compareTrees() {
    compare(vector.get("tree").get("iomem"), nodes(late.iomem().root()));
    compare(vector.get("tree").get("soft"), nodes(late.softReserved().root()));
    Map<String, String> expected = new HashMap<>();
    vector.path("detached").forEach(node -> expected.put(node.get(0).asString(), node.toString()));
    for (int i = 0; i < resources.size(); i++) {
      Resource resource = resources.get(i);
      JsonNode declared = vector.get("res").get(i);
      String asDeclared = "[%d,%s,%s]".formatted(i, declared.get(0), declared.get(1));
      String line = expected.getOrDefault(Integer.toString(i), asDeclared).replace("\"", "");
      if (!resource.isInTree() && !line.equals("[" + i + "," + range(resource) + "]")) {
        differences.add(vector.get("id") + ": outside the trees " + resource + ", not " + line);
      }
    }
  }

  /** Asks a query and returns its line as it should have been. */
  private String ask(JsonNode q) {
    return switch (q.get(0).asString()) {
      case "ri" -> regionIntersects(q);
      case "walk" -> walk(q);
      case "find" -> findNext(q);
      case "lookup" -> {
        Resource parent = resource(q.get(1));
        Resource found = treeOf(parent).lookup(parent, hex(q, 2));
        yield line("lookup", name(parent), hex(hex(q, 2)), found == null ? "null" : name(found));
      }
      case "rel" -> relation(q);
      default -> throw new AssertionError("no such query: " + q);
    };
  }

  private String regionIntersects(JsonNode q) {
    Resource parent = resource(q.get(1));
    OverlapSummary overlaps =
        treeOf(parent).overlaps(parent, hex(q, 2), hex(q, 3), hex(q, 4), descriptor(q, 5));
    String newer = letter(overlaps.classify(IntersectionForm.DESCENDING));
    String older = letter(overlaps.classify(IntersectionForm.TOP_LEVEL_ONLY));
    if (!newer.equals(descending(overlaps)) || !older.equals(topLevelOnly(overlaps))) {
      differences.add(vector.get("id") + ": not the rules' classes for " + q + ": " + overlaps);
    }
    return line(question(q, 6), newer, older);
  }

  // The two classifications as rules state them, from nothing but the counts.

  private static String topLevelOnly(OverlapSummary overlaps) {
    if (overlaps.matching() == 0) {
      return "D";
    }
    return overlaps.other() == 0 ? "I" : "M";
  }

  private static String descending(OverlapSummary overlaps) {
    if (overlaps.matching() == 0 && overlaps.matchingBelow() == 0) {
      return "D";
    }
    return overlaps.other() == overlaps.coveredBelow() ? "I" : "M";
  }

  private static String letter(Intersection intersection) {
    return intersection.name().substring(0, 1);
  }

  /**
   * Walks twice: with the kernel's own loop, which starts again at 0 behind a match that ends at
   * the last address, and with {@link ResourceTree#walk}, which ends there.
   */
  private String walk(JsonNode q) {
    ResourceTree tree = treeOf(resource(q.get(1)));
    int stop = q.get(6).asInt();
    List<ResourceMatch> endless = new ArrayList<>();
    boolean stopped = kernelWalk(tree, q, stop, endless);
    List<ResourceMatch> ending = new ArrayList<>();
    int visited =
        tree.walk(
            hex(q, 2),
            hex(q, 3),
            hex(q, 4),
            descriptor(q, 5),
            match -> ending.add(match) && ending.size() != stop);
    if (visited != ending.size() || !ending.equals(upToTheLastAddress(endless))) {
      differences.add(vector.get("id") + ": walk handed out " + ending + " for " + q);
    }
    int code = stopped ? STOPPED : endless.isEmpty() ? EINVAL : 0;
    String matches = String.join(",", endless.stream().map(this::match).toList());
    return line(question(q, 7), code, "[" + matches + "]");
  }

  private static boolean kernelWalk(
      ResourceTree tree, JsonNode q, int stop, List<ResourceMatch> matches) {
    long from = hex(q, 2);
    long end = hex(q, 3);
    while (Unsigned.less(from, end)) {
      ResourceMatch match = tree.findNext(from, end, hex(q, 4), descriptor(q, 5));
      if (match == null) {
        return false;
      }
      matches.add(match);
      if (matches.size() == stop) {
        return true;
      }
      from = match.range().end() + 1;
    }
    return false;
  }

  private static List<ResourceMatch> upToTheLastAddress(List<ResourceMatch> matches) {
    for (int i = 0; i < matches.size(); i++) {
      if (matches.get(i).range().end() == -1L) {
        return matches.subList(0, i + 1);
      }
    }
    return matches;
  }

  private String findNext(JsonNode q) {
    ResourceTree tree = treeOf(resource(q.get(1)));
    ResourceMatch match = tree.findNext(hex(q, 2), hex(q, 3), hex(q, 4), descriptor(q, 5));
    int none = Unsigned.less(hex(q, 2), hex(q, 3)) ? ENODEV : EINVAL;
    return match == null
        ? line(question(q, 6), none, "null")
        : line(question(q, 6), 0, match(match));
  }

  private static String relation(JsonNode q) {
    Resource a = adHoc(q.get(1));
    Resource b = adHoc(q.get(2));
    return line(
        question(q, 3),
        a.overlaps(b) ? 1 : 0,
        a.contains(b) ? 1 : 0,
        orNull(a.range().intersection(b.range())),
        orNull(a.range().union(b.range())));
  }

  private static Resource adHoc(JsonNode range) {
    return new Resource("", hex(range, 0), hex(range, 1), hex(range, 2), ResourceDescriptor.NONE);
  }

  private ResourceTree treeOf(Resource resource) {
    return resource.topmost() == late.softReserved().root() ? late.softReserved() : late.iomem();
  }

  private Resource resource(JsonNode reference) {
    return switch (reference.asString()) {
      case "iomem" -> late.iomem().root();
      case "soft" -> late.softReserved().root();
      default -> resources.get(reference.asInt());
    };
  }

  private String nodes(Resource parent) {
    return parent.children().stream()
        .map(
            child ->
                child.children().isEmpty()
                    ? line(name(child), range(child))
                    : line(name(child), range(child), nodes(child)))
        .toList()
        .toString()
        .replace(" ", "");
  }

  private String match(ResourceMatch match) {
    Resource resource = match.resource();
    return line(
        hex(match.range().start()),
        hex(match.range().end()),
        hex(resource.flags()),
        resource.descriptor().code());
  }

  private String name(Resource resource) {
    return names.get(resource);
  }

  private static int inTree(Expansion end) {
    return end.inserted() ? 1 : 0;
  }

  private static String range(Resource resource) {
    return join(hex(resource.start()), hex(resource.end()));
  }

  private static String orNull(@Nullable AddressRange range) {
    return range == null ? "null" : line(hex(range.start()), hex(range.end()));
  }

  private static String question(JsonNode q, int parts) {
    return join(Stream.iterate(0, i -> i < parts, i -> i + 1).map(q::get).toArray());
  }

  private static String line(Object... parts) {
    return "[" + join(parts) + "]";
  }

  private static String join(Object... parts) {
    return String.join(",", Stream.of(parts).map(Objects::toString).toList()).replace("\"", "");
  }

  private static String hex(long number) {
    return "0x" + Long.toHexString(number);
  }

  private static long hex(JsonNode array, int index) {
    return Long.parseUnsignedLong(array.get(index).asString().substring(2), 16);
  }

  private static ResourceDescriptor descriptor(JsonNode array, int index) {
    return ResourceDescriptor.of(array.get(index).asInt());
  }
}
