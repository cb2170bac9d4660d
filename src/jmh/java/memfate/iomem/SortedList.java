package memfate.iomem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What the tree is measured against: one level of resources in a plain sorted list. */
final class SortedList {

  private static final Comparator<Resource> BY_START =
      (a, b) -> Long.compareUnsigned(a.start(), b.start());

  private final List<Resource> resources = new ArrayList<>();

  @Nullable Resource insert(Resource resource) {
    int at = indexOf(resource);
    if (at >= 0) {
      return resources.get(at);
    }
    int before = -at - 2;
    if (before >= 0 && resources.get(before).overlaps(resource)) {
      return resources.get(before);
    }
    int after = -at - 1;
    if (after < resources.size() && resources.get(after).overlaps(resource)) {
      return resources.get(after);
    }
    resources.add(after, resource);
    return null;
  }

  void release(Resource resource) {
    resources.remove(indexOf(resource));
  }

  Intersection regionIntersects(AddressRange range, long flags, ResourceDescriptor descriptor) {
    long matching = 0;
    long other = 0;
    for (int i = firstMeeting(range); i < resources.size(); i++) {
      Resource resource = resources.get(i);
      if (!resource.overlaps(range.start(), range.end())) {
        break;
      }
      if (resource.matches(flags, descriptor)) {
        matching++;
      } else {
        other++;
      }
    }
    return new OverlapSummary(matching, other, 0, 0).classify(IntersectionForm.TOP_LEVEL_ONLY);
  }

  int walk(
      AddressRange range,
      long flags,
      ResourceDescriptor descriptor,
      Predicate<ResourceMatch> visitor) {
    int visited = 0;
    for (int i = firstMeeting(range); i < resources.size(); i++) {
      Resource resource = resources.get(i);
      AddressRange part = resource.range().intersection(range);
      if (part == null) {
        break;
      }
      if (resource.matches(flags, descriptor)) {
        visited++;
        if (!visitor.test(new ResourceMatch(part, resource))) {
          break;
        }
      }
    }
    return visited;
  }

  private int firstMeeting(AddressRange range) {
    int low = 0;
    int high = resources.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Unsigned.less(resources.get(middle).end(), range.start())) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private int indexOf(Resource resource) {
    return Collections.binarySearch(resources, resource, BY_START);
  }
}
