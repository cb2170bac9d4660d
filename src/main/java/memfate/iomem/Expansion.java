package memfate.iomem;

import java.util.List;

/**
 * The end of {@code insert_resource_expand_to_fit}.
 *
 * @param resource what was to be inserted
 * @param inserted whether it has a parent now; the kernel does not tell its caller
 * @param over the resources that it was widened over, in that order
 */
public record Expansion(Resource resource, boolean inserted, List<Resource> over) {

  public Expansion {
    over = List.copyOf(over);
  }

  /** Returns what the kernel logs, one line for each widening. */
  public List<String> log() {
    return over.stream()
        .map(
            conflict ->
                "Expanded resource %s due to conflict with %s"
                    .formatted(resource.name(), conflict.name()))
        .toList();
  }
}
