package memfate.batch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InOrderTest {

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void resultsComeInTheOrderOfSubmission(int threads) {
    List<Integer> results = new ArrayList<>();
    Random delays = new Random(1);
    try (InOrder<Integer> order = new InOrder<>(threads, results::add)) {
      for (int i = 0; i < 200; i++) {
        int number = i;
        int micros = delays.nextInt(300);
        order.submit(
            () -> {
              Thread.sleep(0, micros * 1000);
              return number;
            });
      }
      order.finish();
    }
    assertEquals(IntStream.range(0, 200).boxed().toList(), results);
  }

  @ParameterizedTest(name = "{0} threads")
  @ValueSource(ints = {1, 2, 7})
  void whatNeedsNoWorkComesInItsTurn(int threads) {
    List<Integer> results = new ArrayList<>();
    try (InOrder<Integer> order = new InOrder<>(threads, results::add)) {
      for (int i = 0; i < 200; i++) {
        int number = i;
        if (i % 3 == 0) {
          order.submit(() -> number);
        } else {
          order.add(number);
        }
      }
      order.finish();
    }
    assertEquals(IntStream.range(0, 200).boxed().toList(), results);
  }

  @Test
  void onlyAFewResultsWaitAtATime() {
    AtomicInteger waiting = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    try (InOrder<Integer> order = new InOrder<>(2, result -> waiting.decrementAndGet())) {
      for (int i = 0; i < 1000; i++) {
        most.accumulateAndGet(waiting.incrementAndGet(), Math::max);
        order.submit(() -> 0);
      }
      order.finish();
    }
    assertTrue(most.get() <= 33, () -> most + " results waited");
  }

  @Test
  void whatWorkThrowsComesOut() {
    try (InOrder<Integer> order = new InOrder<>(2, result -> {})) {
      assertThrows(
          IllegalArgumentException.class,
          () -> {
            order.submit(
                () -> {
                  throw new IllegalArgumentException("broken");
                });
            order.finish();
          });
    }
  }
}
