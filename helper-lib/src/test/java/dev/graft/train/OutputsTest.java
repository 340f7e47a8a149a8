package dev.graft.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.graft.data.Given;
import dev.graft.data.Inputs;
import dev.graft.graph.Extent;
import dev.graft.graph.Shape;
import dev.graft.infer.Body;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class OutputsTest {
  /** Image {@code i} is all {@code i}. */
  private static final Inputs NUMBERS =
      Given.inputs(
          100,
          Shape.of(3, 2, 2),
          (index, into) -> {
            while (into[0].hasRemaining()) {
              into[0].put(index);
            }
          });

  /** Gives the first value of each image, and calls back before. */
  private record First(Runnable before) implements Body {
    @Override
    public List<Shape> inputShapes() {
      return List.of(Shape.of(3, 2, 2));
    }

    @Override
    public List<Shape> outputShapes() {
      return List.of(Shape.of(1));
    }

    @Override
    public void run(List<FloatBuffer> inputs, Extent extent, List<FloatBuffer> outputs) {
      before.run();
      FloatBuffer input = inputs.get(0);
      FloatBuffer output = outputs.get(0);
      for (int i = 0; i < extent.samples(); i++) {
        output.put(output.position() + i, input.get(input.position() + i * 12));
      }
    }

    @Override
    public void close() {}
  }

  @Test
  void rowsAreInTheOrderOfTheImages() {
    float[][] rows = Outputs.of("counting", new First(() -> {}), NUMBERS);
    for (int i = 0; i < 100; i++) {
      assertEquals(i, rows[i][0]);
    }
  }

  /** Law 10, where the next batches are ready and nobody has to wait for them. */
  @Test
  void anInterruptStopsItWithinOneBatch() {
    int[] batches = {0};
    Body interrupted =
        new First(
            () -> {
              pause();
              if (++batches[0] == 2) {
                Thread.currentThread().interrupt();
              }
            });
    assertEquals(
        "interrupted while counting, after 32 of 100 images",
        assertThrows(
                CancellationException.class, () -> Outputs.of("counting", interrupted, NUMBERS))
            .getMessage());
    assertFalse(Thread.currentThread().isInterrupted());
    assertEquals(2, batches[0]);
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
