package dev.graft.graph;

import java.util.Locale;

/**
 * Zeros put around a feature map, in pixels. The two sides of an axis may differ: TensorFlow's
 * "same" pads a stride of 2 only at the bottom and right.
 *
 * @param top rows above
 * @param left columns to the left
 * @param bottom rows below
 * @param right columns to the right
 */
public record Padding(int top, int left, int bottom, int right) {

  /** No padding, TensorFlow's "valid". */
  public static final Padding NONE = new Padding(0, 0, 0, 0);

  /** Rejects negative padding. */
  public Padding {
    if (Math.min(Math.min(top, left), Math.min(bottom, right)) < 0) {
      throw new IllegalArgumentException(
          String.format(
              Locale.ROOT,
              "padding is %d, %d, %d, %d; none may be negative",
              top,
              left,
              bottom,
              right));
    }
  }

  /**
   * Pads all four sides alike, as torch does.
   *
   * @param pixels on each side
   * @return the padding
   */
  public static Padding all(int pixels) {
    return new Padding(pixels, pixels, pixels, pixels);
  }

  /**
   * Computes TensorFlow's "same": the output is {@code ceil(size / stride)}, the odd pixel goes to
   * the bottom and right.
   *
   * @param height of the input
   * @param width of the input
   * @param kernel its side
   * @param stride in both directions
   * @return the padding
   */
  public static Padding same(int height, int width, int kernel, int stride) {
    int rows = sameTotal(height, kernel, stride);
    int columns = sameTotal(width, kernel, stride);
    return new Padding(rows / 2, columns / 2, rows - rows / 2, columns - columns / 2);
  }

  private static int sameTotal(int size, int kernel, int stride) {
    int output = (size + stride - 1) / stride;
    return Math.max((output - 1) * stride + kernel - size, 0);
  }

  /** Computes what a window gives that slides over a padded map; what is left over is left out. */
  Shape slide(Shape map, int channels, int height, int width, int stride) {
    return slide(map, channels, height, width, Steps.of(stride));
  }

  /** Gives the shape that a window of any steps leaves of a padded map. */
  Shape slide(Shape map, int channels, int height, int width, Steps steps) {
    int rows = map.get(1) + top + bottom - 1 - (height - 1) * steps.spreadRows();
    int columns = map.get(2) + left + right - 1 - (width - 1) * steps.spreadColumns();
    return Shape.of(
        channels,
        Math.floorDiv(rows, steps.rows()) + 1,
        Math.floorDiv(columns, steps.columns()) + 1);
  }

  /** Checks that a window never lies in the padding alone. */
  void requireHalf(int kernel) {
    int most = Math.max(Math.max(top, bottom), Math.max(left, right));
    if (2 * most > kernel) {
      throw new IllegalArgumentException(
          "padding is " + most + ", must be at most half of the kernel " + kernel);
    }
  }

  /**
   * Tells whether opposite sides are alike, which engines take as it is.
   *
   * @return true when top equals bottom and left equals right
   */
  public boolean symmetric() {
    return top == bottom && left == right;
  }
}
