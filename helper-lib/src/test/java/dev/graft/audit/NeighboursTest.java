package dev.graft.audit;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Comparator;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class NeighboursTest {
  /** More than two blocks, one of them begun only, and a width that is no multiple of four. */
  private static final float[][] ROWS = rows(300, 7);

  private static float[][] rows(int count, int width) {
    Random random = new Random(1);
    float[][] rows = new float[count][width];
    for (float[] row : rows) {
      for (int k = 0; k < width; k++) {
        row[k] = (float) random.nextGaussian();
      }
    }
    return rows;
  }

  private static double cosine(float[] a, float[] b) {
    double both = 0;
    double first = 0;
    double second = 0;
    for (int k = 0; k < a.length; k++) {
      both += a[k] * (double) b[k];
      first += a[k] * (double) a[k];
      second += b[k] * (double) b[k];
    }
    return both / Math.sqrt(first * second);
  }

  @Test
  void theyAreThoseOfAllPairs() {
    Neighbours found = Neighbours.of(ROWS, 4);
    for (int row : new int[] {0, 127, 128, 255, 256, 299}) {
      int[] expected =
          IntStream.range(0, ROWS.length)
              .filter(i -> i != row)
              .boxed()
              .sorted(Comparator.comparingDouble(i -> -cosine(ROWS[row], ROWS[i])))
              .limit(4)
              .mapToInt(i -> i)
              .toArray();
      assertArrayEquals(expected, found.nearest(row));
      double mean = IntStream.of(expected).mapToDouble(i -> cosine(ROWS[row], ROWS[i])).sum() / 4;
      assertEquals(1 - mean, found.distance(row, 5), 1e-5);
    }
  }

  @Test
  void oneRowHasNone() {
    assertEquals(0, Neighbours.of(rows(1, 3), 4).nearest(0).length);
    assertEquals(0, Neighbours.of(rows(1, 3), 4).distance(0, 4));
  }
}
