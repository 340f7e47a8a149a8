package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.weights.InputContract;
import java.nio.FloatBuffer;
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
  private static final InputContract CONTRACT = InputContract.rgb(1, 0, 1, 1);

  /** Every pixel of image i is i; its label is i % 3. */
  private static PixelSource numbers(int size) {
    return new PixelSource() {
      @Override
      public int size() {
        return size;
      }

      @Override
      public int label(int index) {
        return index % 3;
      }

      @Override
      public void read(int index, InputContract contract, FloatBuffer into) {
        Thread.yield();
        into.put(new float[] {index, index, index});
      }
    };
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7})
  void keepsTheOrderWhateverTheThreads(int threads) {
    int[] order = Batches.shuffled(50, 1, 0);
    List<Integer> seen = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    try (var batches = Batches.of(numbers(50), order, 8, CONTRACT, threads)) {
      while (batches.hasNext()) {
        Batch batch = batches.next();
        sizes.add(batch.size());
        assertTrue(batch.pixels().isDirect());
        assertEquals(3 * batch.size(), batch.pixels().remaining());
        for (int i = 0; i < batch.size(); i++) {
          assertEquals(batch.indices()[i], batch.pixels().get(3 * i + 2));
          assertEquals(batch.indices()[i] % 3, batch.labels()[i]);
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
    PixelSource source = failing(numbers(100), -1, read);
    try (var batches = Batches.of(source, Batches.sequential(100), 5, CONTRACT, 4)) {
      batches.next();
      Thread.sleep(100);
      assertEquals(20, read.get());
    }
  }

  @Test
  void namesTheImageThatFailsWhenItsTurnComes() {
    PixelSource source = failing(numbers(20), 7, new AtomicInteger());
    try (var batches = Batches.of(source, Batches.sequential(20), 4, CONTRACT, 3)) {
      batches.next();
      var failure = assertThrows(IllegalStateException.class, batches::next);
      assertEquals("image is not readable: image 7", failure.getMessage());
      assertEquals("broken", failure.getCause().getMessage());
      assertFalse(batches.hasNext());
    }
  }

  /** Memory that ran out says nothing about the image. */
  @Test
  void anErrorStaysOne() {
    PixelSource source =
        new PixelSource() {
          @Override
          public int size() {
            return 1;
          }

          @Override
          public int label(int index) {
            return 0;
          }

          @Override
          public void read(int index, InputContract contract, FloatBuffer into) {
            throw new OutOfMemoryError("Java heap space");
          }
        };
    try (var batches = Batches.of(source, Batches.sequential(1), 4, CONTRACT, 1)) {
      assertEquals(
          "Java heap space", assertThrows(OutOfMemoryError.class, batches::next).getMessage());
    }
  }

  /** 3,570 images of 224 pixels are the first whose bytes an int cannot count. */
  @Test
  void aBatchBeyondOneBufferIsRefusedBeforeAnythingIsAllocated() {
    InputContract contract = InputContract.rgb(224, 0, 1, 1);
    for (int images : new int[] {3567, 3570, 7134, 100_000}) {
      var refused =
          assertThrows(
              IllegalArgumentException.class,
              () ->
                  Batches.of(
                      numbers(images), Batches.sequential(images), Integer.MAX_VALUE, contract));
      assertEquals(
          String.format(
              Locale.ROOT,
              "a batch of %,d images of 224 × 224 pixels takes %,d bytes; its size must be at most"
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
    try (var batches = Batches.of(numbers(3), order, Integer.MAX_VALUE, CONTRACT)) {
      assertEquals(3, batches.next().size());
      assertFalse(batches.hasNext());
    }
  }

  @Test
  void stopsWhenInterrupted() {
    CountDownLatch never = new CountDownLatch(1);
    PixelSource stuck = failing(numbers(9), -1, new AtomicInteger(), never);
    try (var batches = Batches.of(stuck, Batches.sequential(9), 4, CONTRACT, 2)) {
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
            IllegalArgumentException.class,
            () -> Batches.of(numbers(2), Batches.sequential(2), 0, CONTRACT));
    assertEquals("batch size is 0, must be at least 1", failure.getMessage());
  }

  private static PixelSource failing(PixelSource source, int index, AtomicInteger read) {
    return failing(source, index, read, new CountDownLatch(0));
  }

  private static PixelSource failing(
      PixelSource source, int bad, AtomicInteger read, CountDownLatch gate) {
    return new PixelSource() {
      @Override
      public int size() {
        return source.size();
      }

      @Override
      public int label(int index) {
        return source.label(index);
      }

      @Override
      public void read(int index, InputContract contract, FloatBuffer into) {
        try {
          gate.await();
        } catch (InterruptedException e) {
          throw new IllegalStateException(e);
        }
        if (index == bad) {
          throw new IllegalStateException("broken");
        }
        read.incrementAndGet();
        source.read(index, contract, into);
      }
    };
  }
}
