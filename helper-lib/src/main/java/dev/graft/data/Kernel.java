package dev.graft.data;

/**
 * The weights of one axis of an antialiased bilinear resampling: a triangle as wide as an output
 * pixel, at least as wide as an input pixel. The arithmetic is Pillow's ({@code Resample.c}).
 */
final class Kernel {
  /** First input pixel of each output pixel. */
  final int[] first;

  /** Weights of the input pixels from there on; they sum to 1. */
  final float[][] weights;

  /** Output pixel {@code i} shows the input around {@code scale · (i + 0.5) + offset}. */
  Kernel(int size, int outputs, double scale, double offset) {
    first = new int[outputs];
    weights = new float[outputs][];
    double reach = Math.max(1, Math.abs(scale));
    for (int i = 0; i < outputs; i++) {
      double centre = reflect(scale * (i + 0.5) + offset, size);
      int from = Math.max(0, (int) (centre - reach + 0.5));
      int to = Math.min(size, (int) (centre + reach + 0.5));
      first[i] = from;
      weights[i] = triangle(from, to, centre, reach);
    }
  }

  private static float[] triangle(int from, int to, double centre, double reach) {
    double[] exact = new double[to - from];
    double sum = 0;
    for (int j = 0; j < exact.length; j++) {
      exact[j] = Math.max(0, 1 - Math.abs((from + j + 0.5 - centre) / reach));
      sum += exact[j];
    }
    float[] weights = new float[exact.length];
    for (int j = 0; j < weights.length; j++) {
      weights[j] = (float) (exact[j] / sum);
    }
    return weights;
  }

  /** Mirrors a coordinate at the borders 0 and size until it lies within. */
  static double reflect(double at, double size) {
    if (at >= 0 && at <= size) {
      return at;
    }
    double period = 2 * size;
    double folded = at - period * Math.floor(at / period);
    return folded <= size ? folded : period - folded;
  }

  int last(int output) {
    return first[output] + weights[output].length;
  }
}
