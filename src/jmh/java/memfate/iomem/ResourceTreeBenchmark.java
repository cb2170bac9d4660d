package memfate.iomem;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The tree and a plain sorted list with the same siblings. The siblings are put in at random, each
 * query picks another place.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ResourceTreeBenchmark {

  private static final long STRIDE = 0x1000_0000L;
  private static final int PLACES = 1 << 12;

  @Param({"10", "1000", "100000"})
  int siblings;

  private final ResourceTree tree = ResourceTree.iomem();
  private final SortedList list = new SortedList();
  private final AddressRange[] places = new AddressRange[PLACES];
  private final Resource[] holes = new Resource[PLACES];
  private int next;

  @Setup(Level.Trial)
  public void fill() {
    Random random = new Random(1);
    for (int slot : random.ints(0, siblings).distinct().limit(siblings).toArray()) {
      tree.insert(window(slot));
      list.insert(window(slot));
    }
    for (int i = 0; i < PLACES; i++) {
      long start = random.nextInt(siblings) * STRIDE;
      places[i] = AddressRange.ofSize(start + STRIDE / 4, STRIDE / 8);
      holes[i] = resource(AddressRange.ofSize(start + STRIDE / 2, STRIDE / 8));
    }
  }

  @Benchmark
  public Resource insertAndReleaseInTree() {
    Resource hole = holes[step()];
    Resource conflict = tree.insert(hole);
    tree.release(hole);
    return conflict;
  }

  @Benchmark
  public Resource insertAndReleaseInList() {
    Resource hole = holes[step()];
    Resource conflict = list.insert(hole);
    list.release(hole);
    return conflict;
  }

  @Benchmark
  public Intersection regionIntersectsInTree() {
    return tree.regionIntersects(
        places[step()], ResourceFlags.MEM, ResourceDescriptor.CXL, IntersectionForm.DESCENDING);
  }

  @Benchmark
  public Intersection regionIntersectsInList() {
    return list.regionIntersects(places[step()], ResourceFlags.MEM, ResourceDescriptor.CXL);
  }

  @Benchmark
  public int walkOneRangeInTree() {
    return tree.walk(places[step()], ResourceFlags.MEM, ResourceDescriptor.CXL, match -> true);
  }

  @Benchmark
  public int walkOneRangeInList() {
    return list.walk(places[step()], ResourceFlags.MEM, ResourceDescriptor.CXL, match -> true);
  }

  @Benchmark
  public int walkAllOfTree() {
    return tree.walk(AddressRange.ALL, ResourceFlags.MEM, ResourceDescriptor.CXL, match -> true);
  }

  @Benchmark
  public int walkAllOfList() {
    return list.walk(AddressRange.ALL, ResourceFlags.MEM, ResourceDescriptor.CXL, match -> true);
  }

  private int step() {
    next = (next + 1) & (PLACES - 1);
    return next;
  }

  private static Resource window(int slot) {
    return resource(AddressRange.ofSize(slot * STRIDE, STRIDE / 2));
  }

  private static Resource resource(AddressRange range) {
    return new Resource("CXL Window", range, ResourceFlags.MEM, ResourceDescriptor.CXL);
  }
}
