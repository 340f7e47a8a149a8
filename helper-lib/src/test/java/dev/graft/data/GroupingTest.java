package dev.graft.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.graft.graph.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GroupingTest {
  /** Input i has i % 7 + 1 positions. */
  private static final Inputs INPUTS = lengths(1000);

  private static Inputs lengths(int count) {
    Inputs shapes = Given.inputs(count, List.of(Shape.of(1, 16).opened()), (index, into) -> {});
    return new Inputs() {
      @Override
      public int size() {
        return count;
      }

      @Override
      public Contract contract() {
        return shapes.contract();
      }

      @Override
      public int positions(int index) {
        return index % 7 + 1;
      }

      @Override
      public void read(int index, FloatBuffer... into) {
        while (into[0].hasRemaining()) {
          into[0].put(index);
        }
      }
    };
  }

  @Test
  void oneLengthABatchTheLongestFirst() {
    int[][] parts = Grouping.ofOneLength(INPUTS, Batches.sequential(30), 3);
    assertArrayEquals(new int[] {6, 13, 20}, parts[0]);
    assertArrayEquals(new int[] {27}, parts[1]);
    for (int[] part : parts) {
      assertEquals(1, Arrays.stream(part).map(INPUTS::positions).distinct().count());
    }
    assertEquals(30, Arrays.stream(parts).mapToInt(part -> part.length).sum());
  }

  @Test
  void likeLengthsShareABatchAndTheRestStays() {
    int[] order = Batches.shuffled(1000, 3, 0);
    int[] grouped = Grouping.ofLikeLength(INPUTS, order, 16, 3, 0);
    assertArrayEquals(Batches.sequential(1000), Arrays.stream(grouped).sorted().toArray());
    assertArrayEquals(Arrays.copyOfRange(order, 992, 1000), Arrays.copyOfRange(grouped, 992, 1000));
    long mixed =
        IntStream.range(0, 62)
            .filter(
                batch ->
                    Arrays.stream(grouped, 16 * batch, 16 * batch + 16)
                            .map(INPUTS::positions)
                            .distinct()
                            .count()
                        > 2)
            .count();
    assertEquals(0, mixed);
    assertArrayEquals(grouped, Grouping.ofLikeLength(INPUTS, order, 16, 3, 0));
    assertFalse(Arrays.equals(grouped, Grouping.ofLikeLength(INPUTS, order, 16, 3, 1)));
  }

  @Test
  void aBatchIsAsLongAsItsLongest() {
    try (Batches batches = Batches.of(INPUTS, new int[] {0, 2}, new int[] {6})) {
      Batch first = batches.next();
      assertEquals(3, first.extent().positions());
      assertEquals(6, first.values().get(0).remaining());
      assertEquals(2, first.values().get(0).get(5));
      Batch second = batches.next();
      assertEquals(7, second.extent().positions());
      assertEquals(7, second.values().get(0).remaining());
      assertTrue(!batches.hasNext());
    }
  }

  @Test
  void inputsOfOneShapeAreTakenInTurn() {
    Inputs photos = Given.inputs(7, Shape.of(3, 2, 2), (index, into) -> {});
    int[][] parts = Grouping.ofOneLength(photos, new int[] {3, 1, 2, 0, 6, 5, 4}, 3);
    assertArrayEquals(new int[] {3, 1, 2}, parts[0]);
    assertArrayEquals(new int[] {4}, parts[2]);
  }
}
