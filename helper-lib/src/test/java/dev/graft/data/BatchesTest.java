package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchesTest {
  /** Every pixel of image i is i. */
  private static Inputs numbers(int size) {
    return Given.inputs(
        size,
        Shape.of(3, 1, 1),
        (index, into) -> {
          Thread.yield();
          into[0].put(new float[] {index, index, index});
        });
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void keepsTheOrderWhateverTheThreads(int threads) {
    int[] order = Batches.shuffled(50, 1, 0);
    List<Integer> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (var batches = Batches.of(numbers(50), order, 8, threads)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        sizes.add(batch.size());
        assertTrue(batch.values().get(0).isDirect());
        assertEquals(3 * batch.size(), batch.values().get(0).remaining());
        for (int i = 0; i < batch.size(); i++) {
          assertEquals(batch.indices()[i], batch.values().get(0).get(3 * i + 2));
          seen.add(batch.indices()[i]);
        }
      }
    }
    assertArrayEquals(order, seen.stream().mapToInt(Integer::intValue).toArray());
    assertEquals(List.of(8, 8, 8, 8, 8, 8, 2), sizes);
  }

  @Test
  void shufflesBySeedAndEpoch() {
    int[] order = Batches.shuffled(100, 1, 0);
    assertArrayEquals(order, Batches.shuffled(100, 1, 0));
    assertFalse(Arrays.equals(order, Batches.shuffled(100, 1, 1)));
    assertFalse(Arrays.equals(order, Batches.shuffled(100, 2, 0)));
    assertArrayEquals(Batches.sequential(100), IntStream.of(order).sorted().toArray());
  }

  @Test
  void decodesNoMoreThanThreeBatchesAhead() throws InterruptedException {
    AtomicInteger read = new AtomicInteger();
    Inputs source = failing(numbers(100), -1, read);
    try (var batches = Batches.of(source, Batches.sequential(100), 5, 4)) {
      batches.next();
      Thread.sleep(100);
      assertEquals(20, read.get());
    }
  }

  @Test
  void namesTheImageThatFailsWhenItsTurnComes() {
    Inputs source = failing(numbers(20), 7, new AtomicInteger());
    try (var batches = Batches.of(source, Batches.sequential(20), 4, 3)) {
      batches.next();
      var failure = assertThrows(IllegalStateException.class, batches::next);
      assertEquals("input is not readable: input 7", failure.getMessage());
      assertEquals("broken", failure.getCause().getMessage());
      assertFalse(batches.hasNext());
    }
  }

  /** Memory that ran out says nothing about the image. */
  @Test
  void anErrorStaysOne() {
    Inputs source =
        Given.inputs(
            1,
            Shape.of(3, 1, 1),
            (index, into) -> {
              throw new OutOfMemoryError("Java heap space");
            });
    try (var batches = Batches.of(source, Batches.sequential(1), 4, 1)) {
      assertEquals(
          "Java heap space", assertThrows(OutOfMemoryError.class, batches::next).getMessage());
    }
  }

  /** 3,570 images of 224 pixels are the first whose bytes an int cannot count. */
  @Test
  void aBatchBeyondOneBufferIsRefusedBeforeAnythingIsAllocated() {
    for (int images : new int[] {3567, 3570, 7134, 100_000}) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  Batches.of(
                      Given.inputs(images, Shape.of(3, 224, 224), (index, into) -> {}),
                      Batches.sequential(images),
                      Integer.MAX_VALUE));
      assertEquals(
          String.format(
              Locale.ROOT,
              "a batch of %,d inputs of (3, 224, 224) takes %,d bytes; its size must be at most"
                  + " 3,566",
              images,
              images * 602_112L),
          refused.getMessage());
    }
  }

  /** A batch size above the number of images is that number. */
  @Test
  void oneBatchMayHoldAll() {
    int[] order = Batches.sequential(3);
    try (var batches = Batches.of(numbers(3), order, Integer.MAX_VALUE)) {
      assertEquals(3, batches.next().size());
      assertFalse(batches.hasNext());
    }
  }

  @Test
  void stopsWhenInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    Inputs stuck = failing(numbers(9), -1, new AtomicInteger(), never);
    try (var batches = Batches.of(stuck, Batches.sequential(9), 4, 2)) {
      Thread.currentThread().interrupt();
      var failure = assertThrows(CancellationException.class, batches::next);
      assertEquals("interrupted before batch 0", failure.getMessage());
      assertTrue(Thread.interrupted());
    }
    never.countDown();
  }

  @Test
  void checksTheBatchSize() {
    var failure =
        assertThrows(
            IllegalArgumentException.class, () -> Batches.of(numbers(2), Batches.sequential(2), 0));
    assertEquals("batch size is 0, must be at least 1", failure.getMessage());
  }

  private static Inputs failing(Inputs source, int index, AtomicInteger read) {
    return failing(source, index, read, new CountDownLatch(0));
  }

  private static Inputs failing(Inputs source, int bad, AtomicInteger read, CountDownLatch gate) {
    return Given.read(
        source,
        (index, into) -> {
          try {
            gate.await();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
          if (index == bad) {
            throw new IllegalStateException("broken");
          }
          read.incrementAndGet();
          source.read(index, into);
        });
  }
}
