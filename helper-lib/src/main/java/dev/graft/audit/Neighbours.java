package dev.graft.audit;

import java.util.Arrays;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;

/**
 * The nearest neighbours of each row, by cosine. Block against block, so that memory holds a row of
 * blocks of products and never all of them.
 */
final class Neighbours {
  private static final int BLOCK = 128;

  private final float[][] rows;
  private final int count;
  private final int[][] nearest;
  private final float[][] cosines;

  private Neighbours(float[][] rows, int count) {
    this.rows = rows;
    this.count = Math.min(count, Math.max(0, rows.length - 1));
    this.nearest = new int[rows.length][this.count];
    this.cosines = new float[rows.length][this.count];
    for (int i = 0; i < rows.length; i++) {
      Arrays.fill(nearest[i], -1);
      Arrays.fill(cosines[i], -2);
    }
  }

  /** Compares all with all. */
  static Neighbours of(float[][] values, int count) {
    Neighbours found = new Neighbours(directions(values), count);
    int blocks = (values.length + BLOCK - 1) / BLOCK;
    for (int block = 0; block < blocks; block++) {
      if (Thread.interrupted()) {
        throw new CancellationException();
      }
      found.compare(block, blocks);
    }
    return found;
  }

  /** Rows of length 1; where there is nothing, zeros. */
  private static float[][] directions(float[][] values) {
    float[][] rows = new float[values.length][];
    for (int i = 0; i < rows.length; i++) {
      double sum = 0;
      for (float value : values[i]) {
        sum += value * (double) value;
      }
      float scale = sum > 1e-12 ? (float) (1 / Math.sqrt(sum)) : 0;
      rows[i] = new float[values[i].length];
      for (int k = 0; k < rows[i].length; k++) {
        rows[i][k] = values[i][k] * scale;
      }
    }
    return rows;
  }

  /** Each pair of blocks once: what it says of the later block, then of the earlier one. */
  private void compare(int first, int blocks) {
    float[][][] products = new float[blocks][][];
    IntStream.range(first, blocks)
        .parallel()
        .forEach(
            second -> {
              float[][] both = products(first * BLOCK, second * BLOCK);
              products[second] = both;
              if (second > first) {
                for (int j = 0; j < both[0].length; j++) {
                  for (int i = 0; i < both.length; i++) {
                    offer(second * BLOCK + j, first * BLOCK + i, both[i][j]);
                  }
                }
              }
            });
    for (int second = first; second < blocks; second++) {
      for (int i = 0; i < products[second].length; i++) {
        for (int j = 0; j < products[second][i].length; j++) {
          offer(first * BLOCK + i, second * BLOCK + j, products[second][i][j]);
        }
      }
    }
  }

  private float[][] products(int first, int second) {
    int height = Math.min(BLOCK, rows.length - first);
    int width = Math.min(BLOCK, rows.length - second);
    int depth = rows[0].length;
    float[][] turned = new float[depth][width];
    for (int j = 0; j < width; j++) {
      for (int k = 0; k < depth; k++) {
        turned[k][j] = rows[second + j][k];
      }
    }
    float[][] products = new float[height][width];
    for (int i = 0; i < height; i++) {
      int k = 0;
      for (; k + 4 <= depth; k += 4) {
        add(products[i], rows[first + i], k, turned);
      }
      for (; k < depth; k++) {
        for (int j = 0; j < width; j++) {
          products[i][j] += rows[first + i][k] * turned[k][j];
        }
      }
    }
    return products;
  }

  private static void add(float[] to, float[] row, int k, float[][] turned) {
    float a = row[k];
    float b = row[k + 1];
    float c = row[k + 2];
    float d = row[k + 3];
    float[] first = turned[k];
    float[] second = turned[k + 1];
    float[] third = turned[k + 2];
    float[] fourth = turned[k + 3];
    for (int j = 0; j < to.length; j++) {
      to[j] += a * first[j] + b * second[j] + c * third[j] + d * fourth[j];
    }
  }

  private void offer(int row, int other, float cosine) {
    if (row == other || count == 0 || cosine <= cosines[row][count - 1]) {
      return;
    }
    int at = count - 1;
    while (at > 0 && cosines[row][at - 1] < cosine) {
      cosines[row][at] = cosines[row][at - 1];
      nearest[row][at] = nearest[row][at - 1];
      at--;
    }
    cosines[row][at] = cosine;
    nearest[row][at] = other;
  }

  /** Indices of the nearest, the nearest first. */
  int[] nearest(int row) {
    return nearest[row];
  }

  /** The cosine of a row and its neighbour at that place. */
  double cosine(int row, int place) {
    return cosines[row][place];
  }

  /** Tells how far a row is from its neighbours: 1 less the mean of their cosines, 0…2. */
  double distance(int row, int neighbours) {
    int asked = Math.min(neighbours, count);
    double sum = 0;
    for (int i = 0; i < asked; i++) {
      sum += cosines[row][i];
    }
    return asked == 0 ? 0 : 1 - sum / asked;
  }
}
