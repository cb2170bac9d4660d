package memfate.boot;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import memfate.facts.Effect;
import org.jspecify.annotations.Nullable;

/** The effects of events so far: done again in their order, they make the same trees. */
record History(@Nullable History before, List<Effect> last) {
  static final History NONE = new History(null, List.of());

  History then(List<Effect> effects) {
    return effects.isEmpty() ? this : new History(this, effects);
  }

  void forEach(Consumer<Effect> action) {
    Deque<List<Effect>> inOrder = new ArrayDeque<>();
    for (History each = this; each != null; each = each.before) {
      inOrder.push(each.last);
    }
    inOrder.forEach(effects -> effects.forEach(action));
  }
}
