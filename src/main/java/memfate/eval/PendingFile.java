package memfate.eval;

import java.util.List;
import java.util.function.Supplier;
import memfate.report.Input;
import org.jspecify.annotations.Nullable;

/** An input that is one description: a capture, or an argument that names nothing. */
final class PendingFile implements Pending {
  private final Supplier<Description> reader;
  private @Nullable Description known;

  PendingFile(Supplier<Description> reader) {
    this.reader = reader;
  }

  private synchronized Description description() {
    Description description = known;
    if (description == null) {
      description = reader.get();
      known = description;
    }
    return description;
  }

  @Override
  public Input input() {
    return description().input();
  }

  @Override
  public List<Description> read() {
    return List.of(description());
  }

  @Override
  public Description claimed(Description description) {
    return description;
  }

  @Override
  public boolean claim(String id) {
    return true;
  }

  @Override
  public int size() {
    return 0;
  }
}
