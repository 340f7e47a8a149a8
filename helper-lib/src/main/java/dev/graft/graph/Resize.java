package dev.graft.graph;

import java.util.List;

/**
 * Resizes a map {@code (C, H, W)} to {@code (C, height, width)}, bilinear: pixel centres lie at
 * halves, borders repeat and nothing is antialiased, as torch's {@code interpolate(mode="bilinear",
 * align_corners=False)} does.
 *
 * @param height of the output
 * @param width of the output
 */
public record Resize(int height, int width) implements Op {
  private static final int MAP = 3;

  @Override
  public Shape output(List<Shape> inputs) {
    Shape in = inputs.get(0);
    if (in.rank() != MAP) {
      throw new IllegalArgumentException("cannot resize " + in + ": only maps have pixels");
    }
    return Shape.of(in.channels(), height, width);
  }

  /**
   * Writes the resize of one axis as a matrix, which multiplies it from the left.
   *
   * @param from length of the input's axis
   * @param to length of the output's axis
   * @return {@code (to, from)}, row-major; rows sum to 1
   */
  public static float[] matrix(int from, int to) {
    float[] matrix = new float[to * from];
    for (int i = 0; i < to; i++) {
      double at = Math.max(0, (i + 0.5) * from / to - 0.5);
      int before = Math.min((int) at, from - 1);
      int after = Math.min(before + 1, from - 1);
      double share = at - before;
      matrix[i * from + before] += (float) (1 - share);
      matrix[i * from + after] += (float) share;
    }
    return matrix;
  }
}
