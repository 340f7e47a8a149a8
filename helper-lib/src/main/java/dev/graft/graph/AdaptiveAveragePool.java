package dev.graft.graph;

import java.util.List;

/**
 * Averages to a map of a given side, whatever the input's: output row {@code i} of {@code side} is
 * the mean of the rows from {@code floor(i · H / side)} up to {@code ceil((i + 1) · H / side)}, and
 * columns alike, as torch's {@code AdaptiveAvgPool2d} does.
 *
 * @param side of the output
 */
public record AdaptiveAveragePool(int side) implements Op {
  @Override
  public Shape output(List<Shape> inputs) {
    return Shape.of(inputs.get(0).channels(), side, side);
  }

  /**
   * Writes the average as a matrix: pixels of one channel as a row, times this.
   *
   * @param height of the input
   * @param width of the input
   * @return {@code (height · width, side · side)}, row-major
   */
  public float[] matrix(int height, int width) {
    float[] matrix = new float[height * width * side * side];
    for (int pixel = 0; pixel < height * width; pixel++) {
      for (int bin = 0; bin < side * side; bin++) {
        double rows = share(pixel / width, bin / side, height);
        matrix[pixel * side * side + bin] =
            (float) (rows * share(pixel % width, bin % side, width));
      }
    }
    return matrix;
  }

  private double share(int pixel, int bin, int size) {
    int from = bin * size / side;
    int to = ((bin + 1) * size + side - 1) / side;
    return pixel >= from && pixel < to ? 1.0 / (to - from) : 0;
  }
}
