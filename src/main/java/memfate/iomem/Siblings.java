package memfate.iomem;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.ConcurrentModificationException;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The children of one resource in address order; outside this package a read-only list.
 *
 * <p>The kernel scans a linked list. Here the children are linked as well, because walks go from
 * child to child, and besides stand in chunks of a sorted array, by which a child is found without
 * a scan. Children are disjoint, so they are sorted by their ends as well as by their starts and
 * one binary search over the chunks and one inside a chunk find the first child that a range can
 * meet. A few children are one chunk, which is a plain sorted array; many cost one move of at most
 * {@link #CHUNK} references for each change.
 */
final class Siblings extends AbstractList<Resource> {

  static final int CHUNK = 256;

  private final List<Chunk> chunks = new ArrayList<>(1);
  private int size;

  /** A part of the children, never empty while it is in {@link #chunks}. */
  private static final class Chunk {
    Resource[] items = new Resource[4];
    int size;

    Resource last() {
      return items[size - 1];
    }

    /** Returns the index of the first item that ends at {@code address} or behind, or the size. */
    int indexEndingFrom(long address) {
      int low = 0;
      int high = size;
      while (low < high) {
        int middle = (low + high) >>> 1;
        if (Unsigned.less(items[middle].end, address)) {
          low = middle + 1;
        } else {
          high = middle;
        }
      }
      return low;
    }

    void add(int index, Resource item) {
      if (size == items.length) {
        items = Arrays.copyOf(items, Math.min(CHUNK, 2 * size));
      }
      System.arraycopy(items, index, items, index + 1, size - index);
      items[index] = item;
      size++;
    }

    void remove(int index) {
      size--;
      System.arraycopy(items, index + 1, items, index, size - index);
      items[size] = null;
    }

    Chunk splitOff(int index) {
      Chunk rest = new Chunk();
      rest.items = Arrays.copyOf(Arrays.copyOfRange(items, index, size), CHUNK);
      rest.size = size - index;
      Arrays.fill(items, index, size, null);
      size = index;
      return rest;
    }
  }

  /** Puts {@code child}, which overlaps none of the others, in its place. */
  void link(Resource child) {
    int at = Math.min(chunkEndingFrom(child.start), chunks.size() - 1);
    if (at < 0) {
      chunks.add(new Chunk());
      at = 0;
    }
    Chunk chunk = chunks.get(at);
    int index = chunk.indexEndingFrom(child.start);
    Resource before = before(at, index);
    child.sibling = before != null ? before.sibling : size == 0 ? null : chunk.items[0];
    if (before != null) {
      before.sibling = child;
    }
    if (chunk.size == CHUNK) {
      // Behind the end a new chunk starts, so that children added in order fill theirs.
      int keep = index == CHUNK ? CHUNK : CHUNK / 2;
      Chunk rest = chunk.splitOff(keep);
      chunks.add(at + 1, rest);
      if (index >= keep) {
        chunk = rest;
        index -= keep;
      }
    }
    chunk.add(index, child);
    size++;
    modCount++;
  }

  /** Takes out {@code child}, which must be one of these. */
  void unlink(Resource child) {
    int at = chunkEndingFrom(child.start);
    Chunk chunk = chunks.get(at);
    int index = chunk.indexEndingFrom(child.start);
    Resource before = before(at, index);
    if (before != null) {
      before.sibling = child.sibling;
    }
    child.sibling = null;
    chunk.remove(index);
    if (chunk.size == 0) {
      chunks.remove(at);
    }
    size--;
    modCount++;
  }

  /** Returns the first child that ends at {@code address} or behind it. */
  @Nullable Resource firstEndingFrom(long address) {
    int at = chunkEndingFrom(address);
    if (at == chunks.size()) {
      return null;
    }
    Chunk chunk = chunks.get(at);
    return chunk.items[chunk.indexEndingFrom(address)];
  }

  /** Returns the child before {@code child}, which must be one of these. */
  @Nullable Resource before(Resource child) {
    int at = chunkEndingFrom(child.start);
    return before(at, chunks.get(at).indexEndingFrom(child.start));
  }

  private @Nullable Resource before(int chunk, int index) {
    if (index > 0) {
      return chunks.get(chunk).items[index - 1];
    }
    return chunk > 0 ? chunks.get(chunk - 1).last() : null;
  }

  private int chunkEndingFrom(long address) {
    int low = 0;
    int high = chunks.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Unsigned.less(chunks.get(middle).last().end, address)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public Resource get(int index) {
    Objects.checkIndex(index, size);
    int rest = index;
    int at = 0;
    while (rest >= chunks.get(at).size) {
      rest -= chunks.get(at++).size;
    }
    return chunks.get(at).items[rest];
  }

  @Override
  public Iterator<Resource> iterator() {
    return new Iterator<>() {
      private final int expectedChanges = modCount;
      private @Nullable Resource next = size == 0 ? null : get(0);

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public Resource next() {
        Resource result = next;
        if (result == null) {
          throw new NoSuchElementException();
        }
        if (modCount != expectedChanges) {
          throw new ConcurrentModificationException();
        }
        next = result.sibling;
        return result;
      }
    };
  }
}
