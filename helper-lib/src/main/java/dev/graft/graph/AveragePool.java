package dev.graft.graph;

import java.util.List;

/**
 * Averages under each position of a window; a last row or column that no whole window covers is
 * left out.
 *
 * @param kernel side of the window
 * @param stride in both directions
 * @param padding pixels on each side, at most half the kernel
 * @param border what the padding is to the average
 */
public record AveragePool(int kernel, int stride, int padding, Border border) implements Op {
  /** What the padding is to an average. */
  public enum Border {
    /** Zeros that count as pixels, as torch has it. */
    COUNTED,
    /** Nothing: a window at the border averages fewer pixels, as TensorFlow has it. */
    LEFT_OUT
  }

  /** Checks the padding, so that each window holds at least one pixel. */
  public AveragePool {
    Padding.all(padding).requireHalf(kernel);
  }

  @Override
  public Shape output(List<Shape> inputs) {
    Shape x = inputs.get(0);
    return Padding.all(padding).slide(x, x.channels(), kernel, kernel, stride);
  }

  /**
   * Computes what turns an average that counts the padding into one that leaves it out.
   *
   * @param input shape of the map, {@code (C, H, W)}
   * @return a factor for each pixel of one output channel, row-major
   */
  public float[] leavingOut(Shape input) {
    Shape map = output(List.of(input));
    float[] factors = new float[map.get(1) * map.get(2)];
    for (int i = 0; i < factors.length; i++) {
      int rows = inside(i / map.get(2), input.get(1));
      int columns = inside(i % map.get(2), input.get(2));
      factors[i] = kernel * kernel / (float) (rows * columns);
    }
    return factors;
  }

  private int inside(int position, int size) {
    int from = position * stride - padding;
    return Math.min(from + kernel, size) - Math.max(from, 0);
  }
}
